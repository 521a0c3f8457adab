package dev.mizu.acceptance.feed;

import dev.mizu.acceptance.region.RegionUnderTest;
import dev.mizu.testkit.process.Processes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A SUBSCRIBE with progress, followed over the COPY protocol on a connection and a thread of its own. What it collects
 * may be read from any thread.
 */
public final class ChangeFeed implements AutoCloseable {
    private final Connection connection;
    private final CopyOut copy;
    private final Thread thread;
    private final List<Change> changes = new ArrayList<>();
    private long frontier = -1;
    private Optional<String> disorder = Optional.empty();
    private Optional<SQLException> end = Optional.empty();
    private boolean closing;

    /** A row that came ({@code diff} > 0) or went, at a time in milliseconds; SQL NULL is the word {@code \N}. */
    public record Change(long time, long diff, List<String> values) {
        public Change {
            values = List.copyOf(values);
        }
    }

    private ChangeFeed(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    /**
     * Follows {@code relation}.
     *
     * @param snapshot whether its content comes first: {@code true} or {@code false}
     * @param bounds where to begin and end, such as {@code AS OF 5 UP TO 9}; may be empty
     */
    public static ChangeFeed open(RegionUnderTest region, String relation, String snapshot, String bounds) {
        String sql = "COPY (SUBSCRIBE " + relation + " WITH (PROGRESS, SNAPSHOT = " + snapshot + ") " + bounds
                + ") TO STDOUT";
        try {
            return new ChangeFeed(DriverManager.getConnection(region.url("materialize")), sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Follows {@code relation} from its present content on. */
    public static ChangeFeed open(RegionUnderTest region, String relation) {
        return open(region, relation, "true", "");
    }

    private void follow() {
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                take(line(line));
            }
            finish();
        } catch (SQLException e) {
            synchronized (this) {
                if (!closing) {
                    end = Optional.of(e);
                }
            }
        }
    }

    // Blanks at the end of a line belong to its last value.
    private static String[] line(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\t", -1);
    }

    // A feed ends by itself without an error when nothing can change any more.
    private synchronized void finish() {
        frontier = Long.MAX_VALUE;
    }

    private synchronized void take(String[] fields) {
        long time = Long.parseLong(fields[0]);
        if (time < frontier) {
            disorder = Optional.of("time " + time + " after progress to " + frontier);
        }
        if (fields[1].equals("t")) {
            frontier = time;
            return;
        }
        if (!changes.isEmpty() && time < changes.getLast().time()) {
            disorder = Optional.of("time " + time + " after " + changes.getLast().time());
        }
        changes.add(new Change(time, Long.parseLong(fields[2]), List.of(fields).subList(3, fields.length)));
    }

    /** What came so far. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Every change before this time has come. */
    public synchronized long frontier() {
        return frontier;
    }

    /** Times that did not come in order; empty when all did. */
    public synchronized Optional<String> disorder() {
        return disorder;
    }

    /** Why the stream ended by itself; empty while it goes on. */
    public synchronized Optional<SQLException> end() {
        return end;
    }

    /** Waits until everything up to and including {@code time} has come. */
    public void awaitTime(long time, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (frontier() <= time) {
            if (end().isPresent() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the feed stands at " + frontier() + ", before " + time
                        + end().map(e -> ": " + e.getMessage()).orElse(""));
            }
            Processes.pause(5);
        }
    }

    /** Waits until a stream with an UP TO has come to it. */
    public void awaitEnd(Duration patience) {
        try {
            if (!thread.join(patience)) {
                throw new IllegalStateException("the feed stands at " + frontier() + " and has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The multiset that the changes up to and including {@code time} add up to; no row with count zero. */
    public Map<List<String>, Long> contentAt(long time) {
        Map<List<String>, Long> content = new HashMap<>();
        for (Change change : changes()) {
            if (change.time() <= time) {
                apply(content, change);
            }
        }
        return content;
    }

    /** Adds one change to a multiset. */
    public static void apply(Map<List<String>, Long> content, Change change) {
        content.merge(change.values(), change.diff(), (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            thread.join(Duration.ofSeconds(5));
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the feed could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
