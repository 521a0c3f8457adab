package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one read transaction saw of topic, table and views, which must be one moment of all of them. */
record Moment(Map<List<String>, Long> seen, Map<List<String>, Long> customers, Map<List<String>, Long> perRegion,
        Map<List<String>, Long> topCustomers) {

    static Moment read(RegionUnderTest region) throws SQLException {
        try (Connection connection = Sql.connect(region)) {
            Sql.run(connection, "BEGIN");
            Moment moment = new Moment(Sql.counts(connection, ShopSql.SEEN), Sql.counts(connection, ShopSql.CUSTOMERS),
                    Sql.counts(connection, ShopSql.PER_REGION), Sql.counts(connection, ShopSql.TOP_CUSTOMERS));
            Sql.run(connection, "COMMIT");
            return moment;
        }
    }

    /** The orders that were in; every one of a partition up to the last, once. */
    long orders() {
        return orders(seen);
    }

    static long orders(Map<List<String>, Long> seen) {
        long sum = 0;
        for (List<String> row : seen.keySet()) {
            long count = Long.parseLong(row.get(1));
            assertThat(Long.parseLong(row.get(2)) + 1).as("offsets of partition %s, each once", row.get(0))
                    .isEqualTo(count);
            sum += count;
        }
        return sum;
    }

    /** Compares the views with {@code shop}, which is brought to this moment. */
    void check(Shop shop) {
        bring(shop, seen, customers);
        assertThat(perRegion).as("per_region at %d orders", orders()).isEqualTo(shop.perRegion());
        assertThat(topCustomers).as("top_customers at %d orders", orders()).isEqualTo(shop.topCustomers());
    }

    static void bring(Shop shop, Map<List<String>, Long> seen, Map<List<String>, Long> customers) {
        orders(seen);
        seen.keySet().forEach(row -> shop.advance(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1))));
        assertThat(customers).as("every customer once").hasSize(Order.CUSTOMERS);
        Map<Integer, String> regions = new HashMap<>();
        customers.forEach((row, count) -> {
            assertThat(count).as("%s", row).isEqualTo(1);
            regions.put(Integer.valueOf(row.get(0)), row.get(1));
        });
        shop.replaceAll(regions);
    }
}
