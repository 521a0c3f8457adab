package dev.mizu.bench.first;

import dev.mizu.bench.measure.Report;
import dev.mizu.bench.measure.Report.Beside;
import dev.mizu.bench.measure.Report.Better;
import dev.mizu.bench.subject.RegionServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Orders joined with customers: loading, hydration of the views, and their upkeep while orders arrive. */
final class JoinPhase {
    private static final int ROWS_A_COPY = 20_000;
    /** What Flink SQL does of this join, per CPU second, with its source subtracted. */
    private static final double FLINK_ROWS = 250_000;
    private static final String COMPUTE = "compute ";

    private static final String[] TABLES = {
        "CREATE TABLE customers (id int NOT NULL, name text NOT NULL, region text NOT NULL)",
        "CREATE TABLE orders (id bigint NOT NULL, customer int NOT NULL, amount int NOT NULL)"
    };
    private static final String[] JOIN = {
        "CREATE MATERIALIZED VIEW region_totals AS SELECT c.region, count(*) AS orders, sum(o.amount) AS amount"
                + " FROM orders o JOIN customers c ON o.customer = c.id GROUP BY c.region",
        "CREATE INDEX region_totals_by_region ON region_totals (region)"
    };
    private static final String[] TOP = {
        "CREATE VIEW customer_totals AS SELECT c.region, o.customer, sum(o.amount) AS amount"
                + " FROM orders o JOIN customers c ON o.customer = c.id GROUP BY c.region, o.customer",
        "CREATE MATERIALIZED VIEW top_customers AS SELECT r.region, t.customer, t.amount"
                + " FROM (SELECT DISTINCT region FROM customers) r, LATERAL (SELECT customer, amount"
                + " FROM customer_totals c WHERE c.region = r.region ORDER BY amount DESC, customer LIMIT 3) t",
        "CREATE INDEX top_customers_by_region ON top_customers (region)"
    };

    private final RegionServer region;
    private final Connection connection;
    private final Orders orders;
    private final Budget budget;
    private final Report report;

    JoinPhase(RegionServer region, Connection connection, Orders orders, Budget budget, Report report) {
        this.region = region;
        this.connection = connection;
        this.orders = orders;
        this.budget = budget;
        this.report = report;
    }

    void run() throws SQLException {
        Sql.run(connection, TABLES);
        Sql.copy(connection, "customers", orders.customersText());
        long start = System.nanoTime();
        while (orders.count() < budget.orders()) {
            copyOrders();
        }
        report.add("COPY FROM of orders, no views", orders.count() / seconds(start), "rows/s");
        hydrate("hydration of the join per region", JOIN, this::checkJoin);
        steady("upkeep of the join per region", this::checkJoin);
        hydrate("hydration of the top 3 customers", TOP, this::checkTop);
        steady("upkeep of both views", this::checkBoth);
    }

    /** Asks a view and compares it with a recomputation. */
    private interface Check {
        void run() throws SQLException;
    }

    private void hydrate(String what, String[] statements, Check check) throws SQLException {
        Cost cost = new Cost();
        Sql.run(connection, statements);
        check.run();
        cost.report(what, orders.count());
    }

    private void steady(String what, Check check) throws SQLException {
        long before = orders.count();
        Cost cost = new Cost();
        Duration spent = Duration.ZERO;
        while (spent.compareTo(budget.steady()) < 0) {
            copyOrders();
            spent = Duration.ofNanos(System.nanoTime() - cost.start);
        }
        check.run();
        cost.report(what, orders.count() - before);
    }

    private void copyOrders() throws SQLException {
        Sql.copy(connection, "orders", orders.nextText(ROWS_A_COPY));
    }

    private void checkBoth() throws SQLException {
        checkJoin();
        checkTop();
    }

    private void checkJoin() throws SQLException {
        List<String> expected = new ArrayList<>();
        orders.regionTotals().forEach((name, total) ->
                expected.add(name + " " + total.orders() + " " + total.amount()));
        Sql.same("region_totals", expected,
                Sql.lines(connection, "SELECT region, orders, amount FROM region_totals ORDER BY region"));
    }

    private void checkTop() throws SQLException {
        List<String> actual = new ArrayList<>(
                Sql.lines(connection, "SELECT region, customer, amount FROM top_customers"));
        actual.sort(null);
        Sql.same("top_customers", orders.topCustomers(), actual);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** Time and CPU since its making. */
    private final class Cost {
        private final long start = System.nanoTime();
        private final double cpu = region.cpuSeconds();
        private final double loop = region.cpuSeconds(COMPUTE);

        void report(String what, long rows) {
            report.add(what, rows / seconds(start), "rows/s");
            report.add("  per CPU second of the whole region", rows / (region.cpuSeconds() - cpu), "rows",
                    new Beside(FLINK_ROWS, "Flink SQL", Better.MORE));
            report.add("  per CPU second of the replica's loop", rows / (region.cpuSeconds(COMPUTE) - loop), "rows",
                    new Beside(FLINK_ROWS, "Flink SQL", Better.MORE));
        }
    }
}
