package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one read transaction saw of topic, table and views, which must be one moment of all of them. */
record Moment(Map<List<String>, Long> seen, Map<List<String>, Long> customers, Map<List<String>, Long> perRegion,
        Map<List<String>, Long> topCustomers) {

    static Moment read(RegionUnderTest region) throws SQLException {
        try (Connection connection = Sql.connect(region); Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            Moment moment = new Moment(rows(statement, ShopSql.SEEN), rows(statement, ShopSql.CUSTOMERS),
                    rows(statement, ShopSql.PER_REGION), rows(statement, ShopSql.TOP_CUSTOMERS));
            statement.execute("COMMIT");
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

    static Map<List<String>, Long> rows(Statement statement, String sql) throws SQLException {
        Map<List<String>, Long> rows = new HashMap<>();
        try (ResultSet results = statement.executeQuery(sql)) {
            int width = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(String.valueOf(results.getString(i)));
                }
                rows.merge(List.copyOf(row), 1L, Long::sum);
            }
        }
        return rows;
    }
}
