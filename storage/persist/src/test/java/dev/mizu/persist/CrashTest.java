package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A world that fails, and processes that die, at any step: what was acknowledged stays, and nothing else comes. */
class CrashTest {
    private static final int TRIES = 200;

    private final MemoryBlob blob = new MemoryBlob();
    private final MemoryConsensus consensus = new MemoryConsensus();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void appendsSurviveFaultsAndDeaths() {
        System.out.println("CrashTest seed " + seed);
        ShardId shard = ShardId.of(UUID.randomUUID());
        CollectionModel model = new CollectionModel();
        long upper = 0;
        for (int life = 0; life < 60; life++) {
            Faults faults = new Faults(random.split(), blob, consensus, random.nextInt(25));
            PersistClient client = PersistClient.open(faults.location(false), ShardModelTest.TINY);
            Writer writer = retried(() -> client.openWriter(shard));
            assertThat(retried(writer::upper)).isEqualTo(upper);
            CriticalSince critical = retried(() -> client.openCriticalSince(shard, "c", 1));
            int appends = random.nextInt(60);
            for (int i = 0; i < appends; i++) {
                Updates updates = rows(upper);
                long from = upper;
                long to = upper + 1 + random.nextInt(2);
                assertThat(retried(() -> writer.compareAndAppend(updates, from, to))).isEqualTo(new AppendResult.Ok());
                model.add(updates);
                upper = to;
            }
            if (upper > 10 && random.nextInt(3) == 0) {
                long since = upper - 5;
                retried(() -> {
                    critical.downgrade(since);
                    return true;
                });
            }
            Updates last = rows(upper);
            if (random.nextInt(4) == 0) {
                faults.die();
            }
            long from = upper;
            boolean acknowledged = attempt(() -> writer.compareAndAppend(last, from, from + 1));
            faults.die();
            client.close();
            upper = checkReopened(shard, model, upper, last, acknowledged);
        }
    }

    /** Opens the place in a world without faults; returns the upper found. */
    private long checkReopened(ShardId shard, CollectionModel model, long upper, Updates last, boolean acknowledged) {
        Faults calm = new Faults(random.split(), blob, consensus, 0);
        try (PersistClient client = PersistClient.open(calm.location(false), ShardModelTest.TINY)) {
            long found = client.upper(shard);
            assertThat(found).isIn(acknowledged ? List.of(upper + 1) : List.of(upper, upper + 1));
            if (found > upper) {
                model.add(last);
            }
            if (found > 0) {
                try (Reader reader = client.openReader(shard, "check")) {
                    assertThat(CollectionModel.read(reader, found - 1)).isEqualTo(model.at(found - 1));
                }
            }
            return found;
        }
    }

    @Test
    void tablesAreAllOrNothing() {
        System.out.println("CrashTest seed " + seed);
        ShardId txns = ShardId.of(UUID.randomUUID());
        List<ShardId> tables = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tables.add(ShardId.of(UUID.randomUUID()));
        }
        long time = 0;
        long acknowledged = 0;
        for (int life = 0; life < 40; life++) {
            Faults faults = new Faults(random.split(), blob, consensus, random.nextInt(20));
            PersistClient client = PersistClient.open(faults.location(false), ShardModelTest.TINY);
            TableShards open = retried(() -> TableShards.open(client, txns));
            int commits = random.nextInt(30);
            for (int i = 0; i < commits; i++) {
                time++;
                TableCommit commit = new TableCommit(time);
                for (ShardId table : tables) {
                    commit.register(table).write(table, Updates.of(row(time), 0, 1));
                }
                if (random.nextInt(40) == 0) {
                    faults.die();
                }
                if (!attempt(() -> open.commit(commit))) {
                    if (random.nextBoolean()) {
                        break;
                    }
                    if (!retriedOrDead(faults, () -> open.commit(commit))) {
                        break;
                    }
                }
                acknowledged = time;
            }
            faults.die();
            client.close();
            long found = checkTables(txns, tables);
            assertThat(found).isBetween(acknowledged, time);
            acknowledged = found;
        }
    }

    /** Every table has exactly the same rows; returns the greatest time among them. */
    private long checkTables(ShardId txns, List<ShardId> tables) {
        Faults calm = new Faults(random.split(), blob, consensus, 0);
        try (PersistClient client = PersistClient.open(calm.location(false), ShardModelTest.TINY)) {
            TableShards open = TableShards.open(client, txns);
            Set<Map<String, Long>> contents = new HashSet<>();
            Map<String, Long> rows = new HashMap<>();
            for (ShardId table : tables) {
                try (Reader reader = open.openReader(table, "check")) {
                    rows = open.upper() == 0 ? new TreeMap<>() : CollectionModel.read(reader, open.upper() - 1);
                    contents.add(rows);
                }
            }
            assertThat(contents).hasSize(1);
            return rows.keySet().stream().mapToLong(Long::parseLong).max().orElse(0);
        }
    }

    private static byte[] row(long time) {
        return String.format("%08d", time).getBytes(StandardCharsets.UTF_8);
    }

    private Updates rows(long time) {
        UpdatesBuilder rows = Updates.builder();
        int count = 1 + random.nextInt(random.nextInt(5) == 0 ? 100 : 3);
        for (int i = 0; i < count; i++) {
            rows.add(("row " + random.nextInt(50)).getBytes(StandardCharsets.UTF_8), time, 1 + random.nextInt(2));
        }
        return rows.build();
    }

    /** Tries again with the same arguments until the world lets it through. */
    private static <T> T retried(Supplier<T> operation) {
        for (int i = 1; ; i++) {
            try {
                return operation.get();
            } catch (ExternalException e) {
                assertThat(i).isLessThan(TRIES);
            }
        }
    }

    /** Tries the same again until it is acknowledged; false when the process is dead. */
    private static boolean retriedOrDead(Faults faults, Supplier<AppendResult> operation) {
        if (faults.dead()) {
            return false;
        }
        assertThat(retried(operation)).isEqualTo(new AppendResult.Ok());
        return true;
    }

    /** Tries once; false when the outcome is not known. */
    private static boolean attempt(Supplier<AppendResult> operation) {
        try {
            return operation.get().accepted();
        } catch (ExternalException e) {
            return false;
        }
    }
}
