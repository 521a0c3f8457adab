package dev.mizu.persist;

import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Prints what persist costs here: appends, append-to-listen latency, commits, bulk writes, reads. */
final class PersistBenchmark {
    private static final Duration SOON = Duration.ofSeconds(10);

    private PersistBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "/tmp"), "persist-bench");
        report("raw append + fdatasync", raw(root.resolve("raw"), 2000));
        try (PersistClient memory = PersistClient.open(new PersistLocation.Memory())) {
            appends(memory, "warm-up", 50_000);
            appends(memory, "append of one row, in memory", 100_000);
            latency(memory, "append to listen, in memory", 20_000);
        }
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(root.resolve("folder")))) {
            appends(client, "append of one row, durable", 5000);
            concurrent(client, 16, 1000);
            latency(client, "append to listen, durable", 2000);
            tables(client);
            bulk(client, 3_000_000);
        }
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(root.resolve("folder")))) {
            long started = System.nanoTime();
            Set<ShardId> shards = client.shards();
            shards.forEach(client::upper);
            System.out.printf("reopen %d shards: %.1f ms%n", shards.size(), (System.nanoTime() - started) / 1e6);
        }
    }

    private static void report(String what, long[] nanos) {
        Arrays.sort(nanos);
        long total = Arrays.stream(nanos).sum();
        System.out.printf(
                "%-40s %9.0f/s  p50 %8.1f us  p99 %8.1f us  max %8.1f us%n",
                what,
                nanos.length * 1e9 / total,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }

    private static long[] timed(int times, LongConsumer work) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            work.accept(i);
            nanos[i] = System.nanoTime() - started;
        }
        return nanos;
    }

    private static long[] raw(Path file, int times) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return timed(times, i -> {
                try {
                    channel.write(ByteBuffer.allocate(200));
                    channel.force(false);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static Updates row(long i, long time) {
        return Updates.of(("a row of the usual length, number " + i % 1000).getBytes(StandardCharsets.UTF_8), time, 1);
    }

    private static void appends(PersistClient client, String what, int times) {
        Writer writer = client.openWriter(ShardId.of(UUID.randomUUID()));
        report(what, timed(times, i -> require(writer.compareAndAppend(row(i, i), i, i + 1))));
    }

    private static void require(AppendResult result) {
        if (!result.accepted()) {
            throw new IllegalStateException(result.toString());
        }
    }

    private static void concurrent(PersistClient client, int writers, int each) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long started = System.nanoTime();
        for (int w = 0; w < writers; w++) {
            Writer writer = client.openWriter(ShardId.of(UUID.randomUUID()));
            threads.add(Thread.ofVirtual().start(
                    () -> timed(each, i -> require(writer.compareAndAppend(row(i, i), i, i + 1)))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("%d writers on as many shards, durable: %.0f appends/s%n", writers, writers * each / seconds);
    }

    private static void latency(PersistClient client, String what, int times) throws InterruptedException {
        ShardId shard = ShardId.of(UUID.randomUUID());
        Writer writer = client.openWriter(shard);
        Listen listen = client.openReader(shard, "bench").listenFrom(0);
        long[] acknowledged = new long[times];
        long[] heard = new long[times];
        Thread listener = Thread.ofPlatform().start(() -> {
            while (listen.frontier() < times) {
                long before = listen.frontier();
                Optional<ListenBatch> batch = listen.nextBatch(SOON);
                long now = System.nanoTime();
                for (long t = before; t < batch.orElseThrow().upper(); t++) {
                    heard[(int) t] = now;
                }
            }
        });
        timed(times, i -> {
            require(writer.compareAndAppend(row(i, i), i, i + 1));
            acknowledged[(int) i] = System.nanoTime();
            // A pace that the listener can follow: its delay is wanted, not its queue.
            LockSupport.parkNanos(200_000);
        });
        listener.join();
        long[] delays = new long[times];
        for (int i = 0; i < times; i++) {
            delays[i] = Math.max(0, heard[i] - acknowledged[i]);
        }
        report(what, delays);
    }

    private static void tables(PersistClient client) {
        TableShards tables = TableShards.open(client, ShardId.of(UUID.randomUUID()));
        TableCommit create = new TableCommit(0);
        List<ShardId> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(ShardId.of(UUID.randomUUID()));
            create.register(all.getLast());
        }
        long started = System.nanoTime();
        require(tables.commit(create));
        System.out.printf("register 1000 tables: %.1f ms%n", (System.nanoTime() - started) / 1e6);
        report("commit to one of 1000 tables, durable",
                timed(3000, i -> require(tables.commit(i + 1, Map.of(all.get((int) i % 10), row(i, 0))))));
        report("advance 1000 idle tables, durable", timed(2000, i -> require(tables.advance(3001 + i))));
    }

    private static void bulk(PersistClient client, int rows) {
        ShardId shard = ShardId.of(UUID.randomUUID());
        Writer writer = client.openWriter(shard);
        byte[] row = "0000000000|customer|some text that repeats".getBytes(StandardCharsets.UTF_8);
        long bytes = (long) rows * row.length;
        long started = System.nanoTime();
        BatchBuilder builder = writer.batchBuilder();
        for (int i = 0; i < rows; i++) {
            long rest = i * 7919L % rows;
            for (int digit = 9; digit >= 0; digit--) {
                row[digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            builder.add(row, 0, 1);
        }
        require(writer.compareAndAppend(List.of(builder.finish()), 0, 1));
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("bulk write of %d rows: %.2f s, %.0f MB/s raw, stored %.1f MB%n",
                rows, seconds, bytes / seconds / 1e6, client.storedBytes(shard) / 1e6);
        for (int round = 0; round < 3; round++) {
            started = System.nanoTime();
            long read = 0;
            try (Snapshot snapshot = client.openReader(shard, "bench").snapshot(0, SOON)) {
                for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                    read += chunk.get().size();
                }
            }
            seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf("snapshot of %d rows: %.2f s, %.0f MB/s raw%n", read, seconds, bytes / seconds / 1e6);
        }
    }
}
