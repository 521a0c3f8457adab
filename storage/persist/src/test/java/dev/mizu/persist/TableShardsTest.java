package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.Check.InvariantException;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableShardsTest {
    private final MemoryBlob blob = new MemoryBlob();
    private final MemoryConsensus consensus = new MemoryConsensus();
    private final ShardId txns = ShardId.of(UUID.randomUUID());
    private PersistClient client = PersistClient.open(location(false));
    private TableShards tables = TableShards.open(client, txns);

    private PersistLocation location(boolean shared) {
        return new PersistLocation.Custom(blob, consensus, shared);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void restart() {
        tables.close();
        client.close();
        client = PersistClient.open(location(false));
        tables = TableShards.open(client, txns);
    }

    private static Updates row(String text, long diff) {
        return Updates.of(text.getBytes(StandardCharsets.UTF_8), 0, diff);
    }

    @Test
    void untouchedTablesFollowTheCommonUpper() {
        ShardId a = ShardId.of(UUID.randomUUID());
        ShardId b = ShardId.of(UUID.randomUUID());
        assertThat(tables.register(5, a).accepted()).isTrue();
        assertThat(tables.register(6, b).accepted()).isTrue();
        assertThat(tables.commit(10, Map.of(a, row("x", 1))).accepted()).isTrue();
        Reader reader = tables.openReader(b, "test");
        assertThat(reader.upper()).isEqualTo(11);
        assertThat(CollectionModel.read(reader, 10)).isEmpty();
        assertThat(client.upper(b)).isEqualTo(7);
        restart();
        assertThat(tables.registered()).containsExactlyInAnyOrder(a, b);
        assertThat(tables.upper()).isEqualTo(11);
        assertThat(CollectionModel.read(tables.openReader(a, "test"), 10)).isEqualTo(Map.of("x", 1L));
        assertThat(tables.commit(10, Map.of())).isEqualTo(new AppendResult.UpperMismatch(txns, 11));
    }

    @Test
    void advancingCostsNothingPerTable() {
        TableCommit create = new TableCommit(0);
        List<ShardId> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ShardId table = ShardId.of(UUID.randomUUID());
            all.add(table);
            create.register(table);
        }
        assertThat(tables.commit(create).accepted()).isTrue();
        long before = consensus.outsideChanges();
        Map<ShardId, Long> seqnos = new TreeMap<>();
        all.forEach(table -> seqnos.put(table, client.machine(table).state().seqno()));
        for (int t = 1; t <= 100; t++) {
            assertThat(tables.advance(t).accepted()).isTrue();
        }
        assertThat(consensus.outsideChanges() - before).isEqualTo(100);
        for (ShardId table : all) {
            assertThat(client.machine(table).state().seqno()).isEqualTo(seqnos.get(table));
            assertThat(tables.openReader(table, "test").upper()).isEqualTo(101);
        }
    }

    @Test
    void forgottenTablesStop() {
        ShardId a = ShardId.of(UUID.randomUUID());
        tables.register(1, a);
        Reader reader = tables.openReader(a, "test");
        tables.commit(new TableCommit(5).write(a, row("last", 1)).forget(a));
        tables.advance(50);
        assertThat(reader.upper()).isEqualTo(6);
        assertThat(CollectionModel.read(reader, 5)).isEqualTo(Map.of("last", 1L));
        assertThatThrownBy(() -> tables.commit(60, Map.of(a, row("late", 1)))).isInstanceOf(InvariantException.class);
        restart();
        assertThat(tables.registered()).isEmpty();
        assertThat(tables.openReader(a, "test").upper()).isEqualTo(6);
    }

    @Test
    void otherShardsJoinTheStepOrStopIt() {
        ShardId a = ShardId.of(UUID.randomUUID());
        ShardId catalog = ShardId.of(UUID.randomUUID());
        Updates change = Updates.of(new byte[] {1}, 3, 1);
        TableCommit commit = new TableCommit(3).register(a).write(a, row("x", 1));
        assertThat(tables.commit(commit.alsoAppend(new ShardAppend(catalog, change, 0, 4))).accepted()).isTrue();
        assertThat(client.upper(catalog)).isEqualTo(4);
        TableCommit stale = new TableCommit(8).write(a, row("y", 1));
        assertThat(tables.commit(stale.alsoAppend(new ShardAppend(catalog, change, 0, 9))))
                .isEqualTo(new AppendResult.UpperMismatch(catalog, 4));
        assertThat(tables.upper()).isEqualTo(4);
        assertThat(CollectionModel.read(tables.openReader(a, "test"), 3)).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void writtenBatchesGetTheCommitTime() {
        ShardId a = ShardId.of(UUID.randomUUID());
        tables.register(1, a);
        BatchBuilder builder = client.openWriter(a).batchBuilder();
        for (int i = 0; i < 1000; i++) {
            builder.add(("row " + i).getBytes(StandardCharsets.UTF_8), 0, 1);
        }
        Reader reader = tables.openReader(a, "test");
        Listen listen = reader.listen(1);
        assertThat(tables.commit(new TableCommit(7).write(a, builder.finish())).accepted()).isTrue();
        assertThat(CollectionModel.read(reader, 6)).isEmpty();
        assertThat(CollectionModel.read(reader, 7)).hasSize(1000);
        ListenBatch batch = listen.nextBatch(Duration.ofSeconds(5)).orElseThrow();
        assertThat(batch.upper()).isEqualTo(8);
        assertThat(batch.updates().size()).isEqualTo(1000);
        assertThat(batch.updates().minTime()).isEqualTo(7);
    }

    /** A reader in the writer's process and one elsewhere always see whole commits, at the right times. */
    @Test
    void readersElsewhereSeeWholeCommits() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("TableShardsTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (PersistClient here = PersistClient.open(location(true));
                PersistClient there = PersistClient.open(location(true))) {
            ShardId common = ShardId.of(UUID.randomUUID());
            ShardId a = ShardId.of(UUID.randomUUID());
            ShardId b = ShardId.of(UUID.randomUUID());
            TableShards writing = TableShards.open(here, common);
            writing.commit(new TableCommit(0).register(a).register(b));
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int t = 1; t <= 400; t++) {
                    boolean writes = random.nextInt(3) > 0;
                    Updates row = row("row " + t, 1);
                    writing.commit(t, writes ? Map.of(a, row, b, row) : Map.of());
                }
            });
            TableShards reading = TableShards.open(there, common);
            Reader first = reading.openReader(a, "test");
            Reader second = reading.openReader(b, "test");
            long t = 0;
            while (t < 400) {
                t = first.upper() - 1;
                assertThat(CollectionModel.read(first, t)).isEqualTo(CollectionModel.read(second, t));
            }
            writer.join();
            assertThat(CollectionModel.read(first, 400))
                    .isEqualTo(CollectionModel.read(writing.openReader(a, "test"), 400));
        }
    }
}
