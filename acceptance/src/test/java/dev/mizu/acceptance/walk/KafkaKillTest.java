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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A region that is killed while it takes in a topic and writes of clients: nothing acknowledged is missing, no message
 * counts twice, views are right at every moment, and subscribes go on where they were. {@code -Dwalk.kills}, {@code
 * -Dwalk.orders} and {@code -Dwalk.seed} give more, or the same again.
 */
final class KafkaKillTest {
    private static final int KILLS = Integer.getInteger("walk.kills", 4);
    private static final long ORDERS = Long.getLong("walk.orders", 100_000);
    private static final long SEED = Long.getLong("walk.seed", System.nanoTime() % 1_000_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60 + ORDERS / 20_000);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15 + ORDERS / 40_000);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<ChangeFeed.Change> followed = new ArrayList<>();
    private long followedTo = -1;

    @Test
    void aKilledRegionGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        System.out.println("walk.seed=" + SEED);
        Shop shop = new Shop(SEED);
        List<Answer> answers = new ArrayList<>();
        long last = 0;
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
                RegionProcess region = RegionProcess.start(folder.resolve("data"));
                OrderProducer producer = new OrderProducer(broker, SEED)) {
            Topics.create(broker, ShopSql.TOPIC, Order.PARTITIONS);
            Sql.run(region, ShopSql.create(broker, SEED));
            Sql.run(region, "CREATE TABLE ledger (n bigint NOT NULL)");
            for (int kill = 0; kill < KILLS; kill++) {
                Client client = new Client(region, random.split(), last, customers(Moment.read(region)));
                Thread writing = Thread.ofVirtual().start(client);
                ChangeFeed feed = follow(region);
                Thread sending = Thread.ofVirtual().start(() -> producer.send(ORDERS / KILLS));
                Processes.pause(50 + random.nextInt(1500));
                region.kill();
                keep(feed);
                writing.join();
                sending.join();
                answers.add(restart(region));
                System.out.println("kill " + kill + ": " + answers.getLast());
                last = checkLedger(region, client);
                check(region, shop, client, producer.sent());
            }
            Sql.await(region, "SELECT coalesce(sum(n), 0) FROM seen", n -> n.equals(Long.toString(producer.sent())),
                    PATIENCE);
            Moment.read(region).check(shop);
            checkFeed(region);
        }
        answers.sort(Comparator.comparing(Answer::wall));
        System.out.println(ORDERS + " orders, first answer after a kill: p50 " + answers.get(answers.size() / 2)
                + ", max " + answers.getLast());
        // On a machine that does other things too, only the work tells.
        assertThat(answers).extracting(Answer::work).allMatch(work -> work.compareTo(ANSWER_LIMIT) < 0);
    }

    /** How long a killed region took to answer again, and how much of its processors' time. */
    private record Answer(Duration wall, Duration work) {}

    /** Returns how long it was until a view answered. */
    private static Answer restart(RegionProcess region) throws Exception {
        long begin = System.nanoTime();
        region.restart();
        Sql.one(region, "SELECT count(*) FROM per_region");
        return new Answer(Duration.ofMillis((System.nanoTime() - begin) / 1_000_000), region.work());
    }

    private static Map<Integer, String> customers(Moment moment) {
        Map<Integer, String> customers = new HashMap<>();
        moment.customers().keySet().forEach(row -> customers.put(Integer.valueOf(row.get(0)), row.get(1)));
        return customers;
    }

    /** Returns the last row that is there. */
    private static long checkLedger(RegionProcess region, Client client) throws Exception {
        List<String> row = Sql.counts(region,
                "SELECT count(*), count(DISTINCT n), coalesce(max(n), 0) FROM ledger").keySet().iterator().next();
        assertThat(row.get(0)).as("every row once").isEqualTo(row.get(1)).isEqualTo(row.get(2));
        long last = Long.parseLong(row.get(2));
        assertThat(last).as("rows of the ledger").isBetween(client.acknowledged(), client.tried());
        return last;
    }

    private static void check(RegionProcess region, Shop shop, Client client, long sent) throws Exception {
        Moment moment = Moment.read(region);
        assertThat(client.explains(customers(moment))).as("customers are where they were moved").isTrue();
        moment.check(shop);
        for (List<String> row : moment.seen().keySet()) {
            assertThat(Long.parseLong(row.get(1))).as("messages of partition %s", row.get(0))
                    .isLessThanOrEqualTo(OrderProducer.in(Integer.parseInt(row.get(0)), sent));
        }
    }

    /** Goes on with the subscribe of before, or begins it. */
    private ChangeFeed follow(RegionProcess region) {
        return followedTo < 0 ? ChangeFeed.open(region, "per_region")
                : ChangeFeed.open(region, "per_region", "false", "AS OF " + (followedTo - 1));
    }

    /** Keeps what a subscribe closed; what came after that comes again. */
    private void keep(ChangeFeed feed) {
        assertThat(feed.disorder()).isEmpty();
        if (feed.frontier() > followedTo) {
            feed.changes().stream().filter(change -> change.time() < feed.frontier()).forEach(followed::add);
            followedTo = feed.frontier();
        }
    }

    private void checkFeed(RegionProcess region) throws Exception {
        long before = followedTo - 1;
        long now = Long.parseLong(Sql.one(region, "SELECT mz_now()::text"));
        List<ChangeFeed.Change> rest;
        try (ChangeFeed feed = follow(region)) {
            feed.awaitTime(now, PATIENCE);
            rest = feed.changes().stream().filter(change -> change.time() <= now).toList();
            keep(feed);
        }
        Map<List<String>, Long> content = new HashMap<>();
        followed.stream().filter(change -> change.time() <= now).forEach(change -> ChangeFeed.apply(content, change));
        assertThat(content).isEqualTo(Sql.counts(region, ShopSql.PER_REGION));
        try (ChangeFeed bounded = ChangeFeed.open(
                region, "per_region", "false", "AS OF " + before + " UP TO " + (now + 1))) {
            bounded.awaitEnd(PATIENCE);
            assertThat(bounded.changes()).isEqualTo(rest);
        }
    }
}
