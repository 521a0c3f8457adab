package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.time.Clock;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.location.SqliteConsensus;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers, in one process and in several, on the same shards. */
class RaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void writersOfOneProcess() throws InterruptedException {
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(folder))) {
            race(List.of(client, client, client, client), 60);
        }
    }

    @Test
    void writersOfSeveralProcessesInMemory() throws InterruptedException {
        PersistLocation location = new PersistLocation.Custom(new MemoryBlob(), new MemoryConsensus(), true);
        try (PersistClient one = PersistClient.open(location, ShardModelTest.TINY);
                PersistClient two = PersistClient.open(location, ShardModelTest.TINY);
                PersistClient three = PersistClient.open(location, ShardModelTest.TINY)) {
            race(List.of(one, two, three, three), 200);
        }
    }

    @Test
    void writersOfSeveralProcessesOnSqlite() throws InterruptedException {
        MemoryBlob blob = new MemoryBlob();
        PersistLocation first = new PersistLocation.Custom(blob, new SqliteConsensus(folder), true);
        PersistLocation second = new PersistLocation.Custom(blob, new SqliteConsensus(folder), true);
        try (PersistClient one = PersistClient.open(first); PersistClient two = PersistClient.open(second)) {
            race(List.of(one, two), 60);
        }
    }

    /** Every writer appends its own rows wherever the upper is; none may be lost or doubled. */
    private static void race(List<PersistClient> clients, int each) throws InterruptedException {
        ShardId shard = ShardId.of(UUID.randomUUID());
        List<Thread> threads = new ArrayList<>();
        AtomicLong mismatches = new AtomicLong();
        Reader reader = clients.getFirst().openReader(shard, "race");
        Listen listen = reader.listenFrom(0);
        for (int w = 0; w < clients.size(); w++) {
            int number = w;
            threads.add(Thread.ofVirtual().start(() -> {
                Writer writer = clients.get(number).openWriter(shard);
                for (int i = 0; i < each; i++) {
                    byte[] row = (number + "/" + i).getBytes(StandardCharsets.UTF_8);
                    long upper = writer.upper();
                    while (!writer.compareAndAppend(Updates.of(row, upper, 1), upper, upper + 1).accepted()) {
                        mismatches.incrementAndGet();
                        upper = writer.upper();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long total = (long) each * clients.size();
        assertThat(clients.getFirst().openWriter(shard).upper()).isEqualTo(total);
        Map<String, Long> rows = CollectionModel.read(reader, total - 1);
        assertThat(rows).hasSize((int) total);
        assertThat(rows.values()).containsOnly(1L);
        long listened = 0;
        while (listen.frontier() < total) {
            listened += listen.nextBatch(SOON).orElseThrow().updates().size();
        }
        assertThat(listened).isEqualTo(total);
    }

    @Test
    void aGreaterTokenFences() {
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory())) {
            ShardId shard = ShardId.of(UUID.randomUUID());
            client.openWriter(shard).compareAndAppend(Updates.EMPTY, 0, 100);
            CriticalSince old = client.openCriticalSince(shard, "controller", 7);
            old.downgrade(10);
            CriticalSince young = client.openCriticalSince(shard, "controller", 8);
            assertThat(young.since()).isEqualTo(10);
            assertThatThrownBy(() -> old.downgrade(20)).isInstanceOf(FencedException.class);
            young.downgrade(15);
            assertThatThrownBy(() -> client.openCriticalSince(shard, "controller", 7))
                    .isInstanceOf(FencedException.class);
            assertThat(client.openReader(shard, "test").since()).isEqualTo(15);
            assertThatThrownBy(() -> client.openReader(shard, "test").snapshot(14, SOON))
                    .isInstanceOf(SinceException.class);
        }
    }

    @Test
    void aSilentReaderOfAnotherProcessLosesItsLease() throws InterruptedException {
        AtomicLong now = new AtomicLong(1_000_000);
        Clock clock = new Clock() {
            @Override
            public long epochMillis() {
                return now.get();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
        MemoryBlob blob = new MemoryBlob();
        MemoryConsensus consensus = new MemoryConsensus();
        PersistLocation location = new PersistLocation.Custom(blob, consensus, true);
        // The process that falls silent: cut off from the world, its leases are not renewed.
        Faults cable = new Faults(new SplittableRandom(1), blob, consensus, 0);
        ShardId shard = ShardId.of(UUID.randomUUID());
        try (PersistClient silent = PersistClient.open(cable.location(true), ShardModelTest.TINY.withClock(clock));
                PersistClient other = PersistClient.open(location, ShardModelTest.TINY.withClock(clock))) {
            Writer writer = other.openWriter(shard);
            CriticalSince critical = other.openCriticalSince(shard, "controller", 1);
            writer.compareAndAppend(Updates.of(new byte[] {1}, 0, 1), 0, 100);
            Reader reader = silent.openReader(shard, "silent");
            assertThat(reader.since()).isZero();
            critical.downgrade(50);
            try (Reader held = other.openReader(shard, "test")) {
                assertThat(held.since()).isZero();
            }
            cable.die();
            now.addAndGet(Duration.ofMinutes(16).toMillis());
            critical.downgrade(60);
            assertThat(other.openReader(shard, "test").since()).isEqualTo(60);
            assertThatThrownBy(() -> reader.snapshot(10, SOON)).isInstanceOf(LeaseExpiredException.class);
        }
    }
}
