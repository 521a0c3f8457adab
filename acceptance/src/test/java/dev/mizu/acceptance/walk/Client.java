package dev.mizu.acceptance.walk;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.region.RegionUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes until the region goes away: rows 1, 2, 3, .. of {@code ledger}, and customers' regions. Remembers what was
 * acknowledged and what was under way. Read it only after its thread has ended.
 */
final class Client implements Runnable {
    private final RegionUnderTest region;
    private final SplittableRandom random;
    private final Map<Integer, String> moved = new HashMap<>();
    private Optional<Map.Entry<Integer, String>> moving = Optional.empty();
    private long tried;
    private long acknowledged;

    /** @param customers where they are */
    Client(RegionUnderTest region, SplittableRandom random, long last, Map<Integer, String> customers) {
        this.region = region;
        this.random = random;
        this.tried = last;
        this.acknowledged = last;
        moved.putAll(customers);
    }

    @Override
    public void run() {
        try (Connection connection = Sql.connect(region); Statement statement = connection.createStatement()) {
            while (true) {
                tried++;
                statement.execute("INSERT INTO ledger VALUES (" + tried + ")");
                acknowledged = tried;
                if (random.nextInt(10) == 0) {
                    move(statement);
                }
            }
        } catch (SQLException e) {
            // The kill that the test is about ends the client here.
            return;
        }
    }

    private void move(Statement statement) throws SQLException {
        int customer = random.nextInt(Order.CUSTOMERS);
        String to = ShopSql.region(random);
        moving = Optional.of(Map.entry(customer, to));
        statement.execute("UPDATE customers SET region = '" + to + "' WHERE id = " + customer);
        moved.put(customer, to);
        moving = Optional.empty();
    }

    long tried() {
        return tried;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Whether customers may be so: all acknowledged moves, and the one that was under way or not. */
    boolean explains(Map<Integer, String> customers) {
        Map<Integer, String> other = new HashMap<>(moved);
        moving.ifPresent(move -> other.put(move.getKey(), move.getValue()));
        return customers.equals(moved) || customers.equals(other);
    }
}
