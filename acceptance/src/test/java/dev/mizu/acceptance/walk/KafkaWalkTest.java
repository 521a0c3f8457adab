package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.feed.ChangeFeed;
import dev.mizu.acceptance.kafka.Topics;
import dev.mizu.acceptance.region.RegionProcess;
import dev.mizu.testkit.kafka.KafkaBroker;
import dev.mizu.testkit.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic and a table feed maintained joins while both change: views, index and subscribes equal a recomputation at
 * every moment looked at. {@code -Dwalk.orders} gives more, {@code -Dwalk.seed} replays.
 */
final class KafkaWalkTest {
    private static final long ORDERS = Long.getLong("walk.orders", 100_000);
    /** Each of some changes: enough to compare where the orders are in sooner. */
    private static final int MOMENTS = 10;
    private static final long SEED = Long.getLong("walk.seed", System.nanoTime() % 1_000_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60 + ORDERS / 20_000);

    @Test
    void viewsAndSubscribesFollowOrdersAndCustomers(@TempDir Path folder) throws Exception {
        System.out.println("walk.seed=" + SEED);
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
                RegionProcess region = RegionProcess.start(folder.resolve("data"));
                OrderProducer producer = new OrderProducer(broker, SEED);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Topics.create(broker, ShopSql.TOPIC, Order.PARTITIONS);
            Sql.run(region, ShopSql.create(broker, SEED));
            try (ChangeFeed seen = ChangeFeed.open(region, "seen");
                    ChangeFeed customers = ChangeFeed.open(region, "customers");
                    ChangeFeed perRegion = ChangeFeed.open(region, "per_region");
                    ChangeFeed top = ChangeFeed.open(region, "top_customers")) {
                long begin = System.nanoTime();
                Future<?> sending = threads.submit(() -> producer.send(ORDERS));
                int moments = load(region, sending);
                System.out.printf("%d orders in views after %d ms, %d moments looked at%n",
                        ORDERS, (System.nanoTime() - begin) / 1_000_000, moments);
                long now = Long.parseLong(Sql.one(region, "SELECT mz_now()::text"));
                for (ChangeFeed feed : List.of(seen, customers, perRegion, top)) {
                    feed.awaitTime(now, PATIENCE);
                    assertThat(feed.disorder()).isEmpty();
                }
                int times = new FeedCheck(seen.changes(), customers.changes(), perRegion.changes(), top.changes())
                        .check(new Shop(SEED), now);
                System.out.println(times + " times of the subscribes checked");
                assertThat(times).isGreaterThan(10);
                assertThat(perRegion.contentAt(now)).isEqualTo(Sql.counts(region, ShopSql.PER_REGION));
            }
        }
    }

    /** Moves customers and looks at moments until all orders are in, and some more; returns how many moments. */
    private static int load(RegionProcess region, Future<?> sending) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Shop shop = new Shop(SEED);
        long end = System.nanoTime() + PATIENCE.toNanos();
        int moments = 0;
        while (true) {
            for (int i = 0; i < 5; i++) {
                Sql.run(region, ShopSql.move(random));
            }
            Moment moment = Moment.read(region);
            moment.check(shop);
            moments++;
            if (moment.orders() == ORDERS && moments >= MOMENTS) {
                sending.get();
                Sql.run(region, ShopSql.move(random));
                Moment.read(region).check(shop);
                return moments;
            }
            assertThat(System.nanoTime()).as("%d of %d orders are in", moment.orders(), ORDERS).isLessThan(end);
            Processes.pause(50);
        }
    }

}
