package dev.mizu.acceptance.walk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the views of the walk mean, worked out in Java from the orders that are in and the customers' regions. */
final class Shop {
    private static final int TOP = 3;

    private final long seed;
    private final long[] next = new long[Order.PARTITIONS];
    private final long[] orders = new long[Order.CUSTOMERS];
    private final long[] totals = new long[Order.CUSTOMERS];
    private final Map<Integer, String> regions = new TreeMap<>();

    Shop(long seed) {
        this.seed = seed;
    }

    /** Takes in the orders of a partition below {@code end}. */
    void advance(int partition, long end) {
        if (end < next[partition]) {
            throw new AssertionError("partition " + partition + " went back from " + next[partition] + " to " + end);
        }
        for (long offset = next[partition]; offset < end; offset++) {
            Order order = Order.at(seed, partition, offset);
            orders[order.customer()]++;
            totals[order.customer()] += order.amount();
        }
        next[partition] = end;
    }

    void put(int customer, String region) {
        regions.put(customer, region);
    }

    void replaceAll(Map<Integer, String> customers) {
        regions.clear();
        regions.putAll(customers);
    }

    /** Rows of {@code per_region}: region, orders, total. */
    Map<List<String>, Long> perRegion() {
        Map<String, long[]> sums = new HashMap<>();
        regions.forEach((customer, region) -> {
            if (orders[customer] > 0) {
                long[] sum = sums.computeIfAbsent(region, r -> new long[2]);
                sum[0] += orders[customer];
                sum[1] += totals[customer];
            }
        });
        Map<List<String>, Long> rows = new HashMap<>();
        sums.forEach((region, sum) ->
                rows.put(List.of(region, Long.toString(sum[0]), Long.toString(sum[1])), 1L));
        return rows;
    }

    /** Rows of {@code top_customers}: region, customer, total; the three with most, of equals the first. */
    Map<List<String>, Long> topCustomers() {
        Map<String, List<Integer>> members = new HashMap<>();
        regions.forEach((customer, region) -> {
            if (orders[customer] > 0) {
                members.computeIfAbsent(region, r -> new ArrayList<>()).add(customer);
            }
        });
        Map<List<String>, Long> rows = new HashMap<>();
        members.forEach((region, customers) -> customers.stream()
                .sorted(Comparator.comparingLong((Integer c) -> -totals[c]).thenComparing(c -> c)).limit(TOP)
                .forEach(c -> rows.put(List.of(region, Integer.toString(c), Long.toString(totals[c])), 1L)));
        return rows;
    }
}
