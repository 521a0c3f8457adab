package dev.mizu.bench.first;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Customers and orders from a seed, and what the views over them must hold, computed here from scratch. */
final class Orders {
    private static final int AMOUNTS = 10_000;
    private static final String[] REGIONS = {
        "africa", "antarctica", "asia", "europe", "north america", "oceania", "south america", "the moon"
    };

    private final SplittableRandom random;
    private final long[] totals;
    private final long[] counts;
    private long nextOrder;

    Orders(int customers, long seed) {
        this.random = new SplittableRandom(seed);
        this.totals = new long[customers];
        this.counts = new long[customers];
    }

    /** One order. */
    record Order(long id, int customer, int amount) {}

    /** What the join view says of a region. */
    record RegionTotal(long orders, long amount) {}

    static String region(int customer) {
        return REGIONS[customer * 7 % REGIONS.length];
    }

    Order next() {
        int customer = random.nextInt(totals.length);
        int amount = 1 + random.nextInt(AMOUNTS);
        totals[customer] += amount;
        counts[customer]++;
        return new Order(nextOrder++, customer, amount);
    }

    long count() {
        return nextOrder;
    }

    /** Many orders in COPY's text format. */
    byte[] nextText(int rows) {
        StringBuilder text = new StringBuilder(rows * 20);
        for (int i = 0; i < rows; i++) {
            Order order = next();
            text.append(order.id()).append('\t').append(order.customer()).append('\t').append(order.amount())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] customersText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < totals.length; i++) {
            text.append(i).append("\tcustomer ").append(i).append('\t').append(region(i)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    TreeMap<String, RegionTotal> regionTotals() {
        TreeMap<String, RegionTotal> byRegion = new TreeMap<>();
        for (int i = 0; i < totals.length; i++) {
            if (counts[i] > 0) {
                byRegion.merge(region(i), new RegionTotal(counts[i], totals[i]), (a, b) ->
                        new RegionTotal(a.orders() + b.orders(), a.amount() + b.amount()));
            }
        }
        return byRegion;
    }

    /** Lines "region customer amount" of the three customers of each region who ordered most, ordered by all. */
    List<String> topCustomers() {
        TreeMap<String, List<Integer>> byRegion = new TreeMap<>();
        for (int i = 0; i < totals.length; i++) {
            if (counts[i] > 0) {
                byRegion.computeIfAbsent(region(i), region -> new ArrayList<>()).add(i);
            }
        }
        List<String> lines = new ArrayList<>();
        byRegion.forEach((region, customers) -> customers.stream()
                .sorted(Comparator.comparingLong((Integer c) -> -totals[c]).thenComparing(c -> c)).limit(3)
                .forEach(c -> lines.add(region + " " + c + " " + totals[c])));
        lines.sort(Comparator.naturalOrder());
        return lines;
    }
}
