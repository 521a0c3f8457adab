package dev.mizu.acceptance.consistency;


import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients of a region, each on a connection of its own, at work together until the time is over. */
final class Sessions {
    private final RegionUnderTest region;
    private final List<Work> work = new ArrayList<>();

    /** One round of a client's work. */
    @FunctionalInterface
    interface Work {
        void round(Connection connection) throws SQLException;
    }

    Sessions(RegionUnderTest region) {
        this.region = region;
    }

    Sessions with(int clients, Work rounds) {
        for (int i = 0; i < clients; i++) {
            work.add(rounds);
        }
        return this;
    }

    /** Lets every client repeat its work for {@code time}; the first failure of any is thrown. */
    void run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Work rounds : work) {
                running.add(threads.submit(() -> {
                    try (Connection connection = Sql.connect(region)) {
                        while (System.nanoTime() < end) {
                            rounds.round(connection);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                await(one, time.plusSeconds(30));
            }
        }
    }

    private static void await(Future<?> one, Duration patience) throws InterruptedException {
        try {
            one.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a client hangs", e);
        }
    }
}
