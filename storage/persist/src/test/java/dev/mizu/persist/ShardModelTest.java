package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.time.Clock;
import dev.mizu.persist.CollectionModel.Follower;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of one shard against {@link CollectionModel}: appends, reads, compaction, restarts. */
class ShardModelTest {
    /** Sizes so small that a few rows already make blobs of several blocks. */
    static final PersistOptions TINY =
            new PersistOptions(Clock.SYSTEM, 200, 1000, 300, Duration.ofMinutes(15), Duration.ofMinutes(15), 1000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {60, 2000})
    void followsTheModel(int rowsOfUniverse) {
        long seed = System.nanoTime();
        System.out.println("ShardModelTest seed " + seed + " universe " + rowsOfUniverse);
        new History(new SplittableRandom(seed), new PersistLocation.Folder(folder), rowsOfUniverse).run(500);
    }

    @Test
    void followsTheModelFast() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("ShardModelTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Integer.getInteger("rounds", 10); round++) {
            PersistLocation location =
                    new PersistLocation.Custom(new MemoryBlob(), new MemoryConsensus(), random.nextInt(4) == 0);
            new History(random.split(), location, 10 + random.nextInt(500)).run(600);
        }
    }

    @Test
    void largeStepsAreListenedToInPieces() {
        ShardId shard = ShardId.of(UUID.randomUUID());
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory())) {
            Writer writer = client.openWriter(shard);
            Reader reader = client.openReader(shard, "test");
            CollectionModel model = new CollectionModel();
            UpdatesBuilder rows = Updates.builder();
            for (int i = 0; i < 300_000; i++) {
                rows.add(("row " + i).getBytes(StandardCharsets.UTF_8), i % 3, 1);
            }
            Updates updates = rows.build();
            model.add(updates);
            assertThat(writer.compareAndAppend(updates, 0, 3).accepted()).isTrue();
            Listen listen = reader.listenFrom(0);
            Follower follower = new Follower(listen);
            int pieces = 0;
            while (listen.frontier() < 3) {
                follower.take(listen.pollBatch().orElseThrow());
                pieces++;
            }
            assertThat(pieces).isGreaterThan(2);
            assertThat(follower.seen).isEqualTo(model.between(0, 3));
        }
    }

    /** One shard's random life. */
    private static final class History {
        private final SplittableRandom random;
        private final PersistLocation location;
        private final int universe;
        private final ShardId shard = ShardId.of(UUID.randomUUID());
        private final CollectionModel model = new CollectionModel();
        private final List<Follower> followers = new ArrayList<>();
        private PersistClient client;
        private Writer writer;
        private Reader reader;
        private CriticalSince critical;
        private long upper;
        private long since;

        History(SplittableRandom random, PersistLocation location, int universe) {
            this.random = random;
            this.location = location;
            this.universe = universe;
            open();
        }

        private void open() {
            client = PersistClient.open(location, TINY);
            writer = client.openWriter(shard);
            critical = client.openCriticalSince(shard, "controller", 1);
            reader = client.openReader(shard, "test");
            assertThat(writer.upper()).isEqualTo(upper);
            assertThat(critical.since()).isEqualTo(since);
            assertThat(reader.since()).isLessThanOrEqualTo(since);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                int dice = random.nextInt(100);
                if (dice < 70) {
                    append();
                } else if (dice < 80) {
                    followers.forEach(Follower::takeAll);
                } else if (dice < 88) {
                    check(since + random.nextLong(Math.max(1, upper - since)));
                } else if (dice < 93) {
                    advanceSince();
                } else if (dice < 98) {
                    follow();
                } else {
                    restart();
                }
                if (step % 50 == 0) {
                    assertThat(client.machine(shard).state().trace().size()).isLessThan(700);
                }
            }
            restart();
            followers.forEach(Follower::takeAll);
            for (Follower follower : followers) {
                assertThat(follower.frontier()).isEqualTo(upper);
                assertThat(follower.seen).isEqualTo(model.between(follower.from, upper));
            }
            for (long time = since; time < upper; time += Math.max(1, (upper - since) / 20)) {
                check(time);
            }
            client.close();
        }

        private void append() {
            long newUpper = upper + 1 + random.nextInt(4);
            UpdatesBuilder rows = Updates.builder();
            int count = random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(6);
            for (int i = 0; i < count; i++) {
                String row = "row " + random.nextInt(universe);
                rows.add(
                        row.getBytes(StandardCharsets.UTF_8),
                        random.nextLong(upper, newUpper),
                        random.nextBoolean() ? 1 : -1 - random.nextInt(2));
            }
            Updates updates = rows.build();
            AppendResult result;
            if (random.nextInt(8) == 0) {
                updates = updates.forwardedTo(newUpper - 1);
                BatchBuilder builder = writer.batchBuilder();
                for (int i = 0; i < updates.size(); i++) {
                    builder.add(updates.row(i), 0, updates.diff(i));
                }
                WrittenBatch written = builder.finish().forwardedTo(newUpper - 1);
                result = writer.compareAndAppend(List.of(written), upper, newUpper);
            } else {
                result = writer.compareAndAppend(updates, upper, newUpper);
            }
            assertThat(result).isEqualTo(new AppendResult.Ok());
            assertThat(writer.compareAndAppend(Updates.EMPTY, upper, newUpper + 1))
                    .isEqualTo(new AppendResult.UpperMismatch(shard, newUpper));
            model.add(updates);
            upper = newUpper;
        }

        private void check(long asOf) {
            if (asOf < upper) {
                assertThat(CollectionModel.read(reader, asOf)).isEqualTo(model.at(asOf));
            }
        }

        private void advanceSince() {
            long held = followers.stream().mapToLong(Follower::frontier).min().orElse(upper) - 1;
            since = Math.max(since, Math.min(held, since + random.nextInt(40)));
            critical.downgrade(since);
            reader.downgradeSince(since);
        }

        private void follow() {
            if (followers.size() < 5 && upper > since) {
                followers.add(new Follower(reader.listen(random.nextLong(since, upper))));
            } else if (!followers.isEmpty()) {
                Follower done = followers.remove(random.nextInt(followers.size()));
                done.takeAll();
                assertThat(done.seen).isEqualTo(model.between(done.from, upper));
                done.close();
            }
        }

        private void restart() {
            followers.forEach(Follower::takeAll);
            client.close();
            open();
            followers.forEach(follower -> follower.reopened(reader.listen(follower.frontier() - 1)));
        }
    }
}
