package dev.mizu.acceptance.walk;

import dev.mizu.testkit.kafka.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The walk as statements: a topic and a table, two views over both, an index. */
final class ShopSql {
    static final String TOPIC = "orders";
    static final List<String> REGIONS = List.of("north", "south", "east", "west", "centre");
    static final String PER_REGION = "SELECT region, orders, total FROM per_region";
    static final String TOP_CUSTOMERS = "SELECT region, customer, total FROM top_customers";
    static final String SEEN = "SELECT part, n, last FROM seen";
    static final String CUSTOMERS = "SELECT id, region FROM customers";

    private ShopSql() {}

    /** Everything, over a broker that has the topic. */
    static List<String> create(KafkaBroker broker, long seed) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE customers (id int NOT NULL, region text NOT NULL)");
        statements.add(customers(seed));
        statements.add("CREATE CONNECTION kafka TO KAFKA (BROKER '" + broker.address()
                + "', SECURITY PROTOCOL PLAINTEXT)");
        statements.add("CREATE SOURCE orders FROM KAFKA CONNECTION kafka (TOPIC '" + TOPIC + "') FORMAT JSON "
                + "INCLUDE PARTITION AS part, OFFSET AS pos, TIMESTAMP AS made ENVELOPE NONE");
        statements.add("CREATE MATERIALIZED VIEW seen WITH (RETAIN HISTORY FOR '1h') AS "
                + "SELECT part, count(*) AS n, max(pos)::text AS last FROM orders GROUP BY part");
        statements.add("CREATE VIEW bought AS SELECT c.region, c.id AS customer, (o.data->>'amount')::bigint AS amount "
                + "FROM orders AS o JOIN customers AS c ON c.id = (o.data->>'customer')::int");
        statements.add("CREATE MATERIALIZED VIEW per_region WITH (RETAIN HISTORY FOR '1h') AS "
                + "SELECT region, count(*) AS orders, sum(amount) AS total FROM bought GROUP BY region");
        statements.add("CREATE VIEW spent AS SELECT region, customer, sum(amount) AS total FROM bought "
                + "GROUP BY region, customer");
        statements.add("CREATE VIEW top_customers AS SELECT r.region, t.customer, t.total "
                + "FROM (SELECT DISTINCT region FROM customers) AS r, LATERAL (SELECT customer, total FROM spent "
                + "WHERE spent.region = r.region ORDER BY total DESC, customer LIMIT 3) AS t");
        statements.add("CREATE DEFAULT INDEX ON top_customers");
        return statements;
    }

    private static String customers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder rows = new StringBuilder("INSERT INTO customers VALUES ");
        for (int id = 0; id < Order.CUSTOMERS; id++) {
            rows.append(id == 0 ? "" : ", ").append('(').append(id).append(", '").append(region(random)).append("')");
        }
        return rows.toString();
    }

    static String region(SplittableRandom random) {
        return REGIONS.get(random.nextInt(REGIONS.size()));
    }

    /** Moves a customer to another region, or to the same. */
    static String move(SplittableRandom random) {
        return "UPDATE customers SET region = '" + region(random) + "' WHERE id = " + random.nextInt(Order.CUSTOMERS);
    }
}
