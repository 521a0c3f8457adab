package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.FileBlob;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.location.SharedConsensus;
import dev.mizu.persist.location.SqliteConsensus;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that writes tables and compacts, and another one beside it that is only told. */
class SharedConsensusTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int COMMITS = 400;

    @TempDir
    Path folder;

    private final ShardId txns = ShardId.of(UUID.randomUUID());
    private SharedConsensus shared;
    private PersistClient owner;
    private PersistClient beside;

    @BeforeEach
    void open() {
        shared = new SharedConsensus(new SqliteConsensus(folder));
        Path blobs = folder.resolve("blob");
        PersistOptions options = PersistOptions.DEFAULT.withLease(Duration.ofSeconds(60));
        owner = open(new FileBlob(blobs), options);
        beside = open(FileBlob.beside(blobs), options.withoutCompaction());
    }

    private PersistClient open(Blob blob, PersistOptions options) {
        return PersistClient.open(new PersistLocation.Custom(blob, shared.open(), true), options);
    }

    @AfterEach
    void close() {
        beside.close();
        owner.close();
        shared.close();
    }

    private static Updates row(long number) {
        return Updates.of(Long.toString(number).getBytes(StandardCharsets.UTF_8), 0, 1);
    }

    /** Each commit writes one row to one of two tables; a reader that sees a time complete must see all its rows. */
    @Test
    void whatIsCompleteIsThere() throws Exception {
        ShardId a = ShardId.of(UUID.randomUUID());
        ShardId b = ShardId.of(UUID.randomUUID());
        try (TableShards tables = TableShards.open(owner, txns);
                TableShards seen = TableShards.open(beside, txns);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CriticalSince holdA = owner.openCriticalSince(a, "test", 1);
            CriticalSince holdB = owner.openCriticalSince(b, "test", 1);
            tables.commit(new TableCommit(1).register(a).register(b));
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(reads(seen, a, b)));
            }
            for (int i = 0; i < COMMITS; i++) {
                assertThat(tables.commit(2 + i, Map.of(i % 2 == 0 ? a : b, row(i))).accepted()).isTrue();
            }
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            holdA.close();
            holdB.close();
        }
    }

    private static Callable<Long> reads(TableShards seen, ShardId a, ShardId b) {
        return () -> {
            long looks = 0;
            long upper = 0;
            while (upper < 2 + COMMITS) {
                try (Reader ofA = seen.openHeldReader(a, "a"); Reader ofB = seen.openHeldReader(b, "b")) {
                    // B's table may be idle at that time: it is complete because A's is.
                    assertThat(ofA.awaitUpperPast(Math.max(2, upper), SOON)).isTrue();
                    upper = Math.min(ofA.upper(), ofB.upper());
                    long rows = CollectionModel.read(ofA, upper - 1).size()
                            + CollectionModel.read(ofB, upper - 1).size();
                    assertThat(rows).as("rows before %d", upper).isEqualTo(upper - 2);
                    looks++;
                }
            }
            return looks;
        };
    }

    @Test
    void listenersBesideAreWokenWithoutPolling() throws InterruptedException {
        ShardId shard = ShardId.of(UUID.randomUUID());
        try (Writer writer = owner.openWriter(shard); Reader reader = beside.openReader(shard, "test");
                Listen listen = reader.listenFrom(0)) {
            for (int i = 0; i < 20; i++) {
                assertThat(writer.compareAndAppend(Updates.of(new byte[] {1}, i, 1), i, i + 1).accepted()).isTrue();
                // A client that is told never polls: without the telling this would wait in vain.
                assertThat(listen.nextBatch(SOON).orElseThrow().upper()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void bothWriteOneShard() {
        ShardId shard = ShardId.of(UUID.randomUUID());
        try (Writer first = owner.openWriter(shard); Writer second = beside.openWriter(shard)) {
            assertThat(first.compareAndAppend(row(1), 0, 1).accepted()).isTrue();
            assertThat(second.compareAndAppend(Updates.of(new byte[] {2}, 1, 1), 0, 2))
                    .isEqualTo(new AppendResult.UpperMismatch(shard, 1));
            assertThat(second.compareAndAppend(Updates.of(new byte[] {2}, 1, 1), 1, 2).accepted()).isTrue();
            assertThat(first.upper()).isEqualTo(2);
        }
    }

    @Test
    void aLeaseOfTheOtherClientKeepsTimesReadable() {
        ShardId shard = ShardId.of(UUID.randomUUID());
        CriticalSince hold = owner.openCriticalSince(shard, "test", 1);
        try (Writer writer = owner.openWriter(shard)) {
            assertThat(writer.compareAndAppend(row(1), 0, 10).accepted()).isTrue();
            try (Reader reader = beside.openReader(shard, "test")) {
                hold.downgrade(9);
                assertThat(writer.compareAndAppend(Updates.EMPTY, 10, 11).accepted()).isTrue();
                assertThat(CollectionModel.read(reader, 5)).hasSize(1);
            }
        }
    }

    @Test
    void leftoversOfEarlierProcessesAreSwept() {
        ShardId shard = ShardId.of(UUID.randomUUID());
        FileBlob blobs = FileBlob.beside(folder.resolve("blob"));
        blobs.put(shard.value() + "/1-1", new byte[] {1});
        owner.sweep();
        assertThat(blobs.list("")).isEmpty();
    }
}
