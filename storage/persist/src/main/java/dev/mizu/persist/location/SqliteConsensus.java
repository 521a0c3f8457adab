package dev.mizu.persist.location;

import dev.mizu.base.Check;
import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.update.CorruptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Histories in one SQLite file in write-ahead-log mode. One thread owns the writing connection: it takes all requests
 * that wait, applies them in one transaction and answers them after its commit, so that one fsync serves them all. A
 * second connection serves reads, one at a time.
 */
public final class SqliteConsensus implements Consensus {
    private static final String FILE = "consensus.sqlite";
    /** Of everything in the folder, as SQLite's user version. */
    private static final int FORMAT = 1;
    private static final int GROUP_MAX = 1024;
    private static final int IDLE_CHECKPOINT_PAGES = 256;
    private static final long STOP_WAIT_MILLIS = 10_000;

    private final Path folder;
    private final Path file;
    private final Connection reads;
    /** Readers take turns: a connection answers one question at a time, from a local file. */
    private final Exclusive reading = new Exclusive();
    /** Guards {@code closed}, so that nothing is queued behind the stop. */
    private final Exclusive admission = new Exclusive();
    private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread writer;
    private boolean closed;

    private sealed interface Request {
        /** All or none of the changes. */
        record Cas(List<Change> changes, Promise<Boolean> answer) implements Request {}

        /** Rides along with the next group. */
        record Truncate(String key, long belowSeqno) implements Request {}

        /** Ends the thread. */
        record Stop() implements Request {}
    }

    public SqliteConsensus(Path folder) {
        this.folder = folder;
        Writes first;
        try {
            Files.createDirectories(folder);
            file = folder.resolve(FILE);
            SqliteLog.check(file);
            first = new Writes(open(folder, file));
            reads = connect(file);
        } catch (SQLException e) {
            throw failed("open", e);
        } catch (IOException e) {
            throw ExternalException.permanent("cannot open folder " + folder + ": " + e.getMessage(), e);
        }
        writer = Thread.ofPlatform().name("mizu-consensus").daemon(true).start(() -> serve(first));
    }

    /** The first connection: the folder's format is checked before anything else is read, and set where it is new. */
    private static Connection open(Path folder, Path file) throws SQLException {
        Connection connection = connect(file);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            int version = row.next() ? row.getInt(1) : 0;
            if (version > FORMAT) {
                throw ExternalException.permanent("folder " + folder + " has format " + version
                        + ", of a newer version of Mizu; this one reads up to format " + FORMAT,
                        new IllegalStateException());
            }
            if (version < FORMAT) {
                statement.execute("PRAGMA user_version = " + FORMAT);
            }
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            checkPages(statement, file);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Entries carry checksums of their own, but a damaged page may hide some of them, and a hidden newest entry would
     * be a lost commit. The file is small, so all of its pages are walked.
     */
    private static void checkPages(Statement statement, Path file) throws SQLException {
        try (ResultSet problems = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String problem = problems.next() ? problems.getString(1) : "its check gave no answer";
            if (!problem.equals("ok")) {
                throw new CorruptionException("(all)", file.toString(), problem);
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(30_000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private RuntimeException failed(String verb, SQLException cause) {
        String prefix = "cannot " + verb + " consensus in folder " + folder + ": ";
        SQLiteErrorCode code =
                cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_FULL -> ExternalException.retryable(prefix + "the disk is full", cause);
            case SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB -> new CorruptionException(
                    "(all)", folder.resolve(FILE).toString(), String.valueOf(cause.getMessage()));
            default -> ExternalException.retryable(prefix + cause.getMessage(), cause);
        };
    }

    @Override
    public boolean compareAndSet(List<Change> changes) {
        Promise<Boolean> answer = new Promise<>();
        submit(new Request.Cas(List.copyOf(changes), answer));
        // An interrupt must not end the wait: what became of the changes would not be known.
        return answer.join();
    }

    private void submit(Request request) {
        admission.run(() -> {
            if (closed) {
                throw ExternalException.permanent(
                        "consensus in folder " + folder + " is closed", new IllegalStateException("closed"));
            }
            requests.add(request);
        });
    }

    @Override
    public void truncate(String key, long belowSeqno) {
        submit(new Request.Truncate(key, belowSeqno));
    }

    private void serve(Writes first) {
        List<Request> group = new ArrayList<>();
        Optional<Writes> writes = Optional.of(first);
        boolean running = true;
        while (running) {
            try {
                group.add(requests.take());
            } catch (InterruptedException e) {
                // Nobody but close() ends this thread.
                continue;
            }
            requests.drainTo(group, GROUP_MAX);
            running = group.stream().noneMatch(Request.Stop.class::isInstance);
            try {
                if (writes.isEmpty()) {
                    writes = Optional.of(new Writes(connect(file)));
                }
                writes.get().apply(group);
            } catch (SQLException | RuntimeException e) {
                // What state a failed connection is in is anybody's guess: the next group gets a new one.
                failAll(group, e);
                writes.ifPresent(SqliteConsensus::closeQuietly);
                writes = Optional.empty();
            }
            group.clear();
            if (requests.isEmpty()) {
                writes.ifPresent(Writes::checkpointIfGrown);
            }
        }
        writes.ifPresent(SqliteConsensus::closeQuietly);
    }

    private void failAll(List<Request> group, Exception cause) {
        for (Request request : group) {
            if (request instanceof Request.Cas cas) {
                cas.answer().fail(switch (cause) {
                    case SQLException sql -> failed("write", sql);
                    case RuntimeException ours -> ours;
                    default -> throw Check.unreachable("writes fail in SQLite or by a bug of ours");
                });
            }
        }
    }

    private static void closeQuietly(Writes writes) {
        try {
            writes.close();
        } catch (SQLException e) {
            // Everything acknowledged is durable; whoever waits has been told of the first failure.
            return;
        }
    }

    @Override
    public Optional<Entry> head(String key) {
        List<Entry> newest = query(
                "SELECT seqno, value FROM entry WHERE shard = (SELECT id FROM shard WHERE key = ?)"
                        + " ORDER BY seqno DESC LIMIT 1",
                statement -> statement.setString(1, key));
        return newest.stream().findFirst();
    }

    @Override
    public List<Entry> scan(String key, long fromSeqno, int limit) {
        return query(
                "SELECT seqno, value FROM entry WHERE shard = (SELECT id FROM shard WHERE key = ?)"
                        + " AND seqno >= ? ORDER BY seqno LIMIT ?",
                statement -> {
                    statement.setString(1, key);
                    statement.setLong(2, fromSeqno);
                    statement.setInt(3, limit);
                });
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private List<Entry> query(String sql, Binder binder) {
        return reading.get(() -> {
            try (PreparedStatement statement = reads.prepareStatement(sql)) {
                binder.bind(statement);
                List<Entry> entries = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Entry(rows.getLong(1), rows.getBytes(2)));
                    }
                }
                return entries;
            } catch (SQLException e) {
                throw failed("read", e);
            }
        });
    }

    @Override
    public List<String> keys() {
        return reading.get(() -> {
            try (PreparedStatement statement = reads.prepareStatement(
                            "SELECT key FROM shard WHERE EXISTS (SELECT 1 FROM entry WHERE entry.shard = shard.id)");
                    ResultSet rows = statement.executeQuery()) {
                List<String> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
            } catch (SQLException e) {
                throw failed("read", e);
            }
        });
    }

    @Override
    public long outsideChanges() {
        return reading.get(() -> {
            try (PreparedStatement statement = reads.prepareStatement("PRAGMA data_version");
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            } catch (SQLException e) {
                throw failed("read", e);
            }
        });
    }

    @Override
    public void close() {
        boolean first = admission.get(() -> {
            boolean open = !closed;
            closed = true;
            return open;
        });
        if (!first) {
            return;
        }
        requests.add(new Request.Stop());
        try {
            writer.join(STOP_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reading.run(() -> {
            try {
                reads.close();
            } catch (SQLException e) {
                throw failed("close", e);
            }
        });
    }

    /** The writing connection and its statements; after a failure it is only closed. Calls on the writer's thread. */
    private static final class Writes {
        private final Connection connection;
        private final PreparedStatement begin;
        private final PreparedStatement commit;
        private final PreparedStatement addShard;
        private final PreparedStatement findShard;
        private final PreparedStatement newest;
        private final PreparedStatement insert;
        private final PreparedStatement truncate;
        private final Map<String, Long> ids = new HashMap<>();
        private long bytesSinceCheckpoint;

        Writes(Connection connection) throws SQLException {
            this.connection = connection;
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = 8192");
                statement.execute("CREATE TABLE IF NOT EXISTS shard"
                        + " (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL)");
                statement.execute("CREATE TABLE IF NOT EXISTS entry (shard INTEGER NOT NULL, seqno INTEGER NOT NULL,"
                        + " value BLOB NOT NULL, PRIMARY KEY (shard, seqno)) WITHOUT ROWID");
            }
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
            addShard = connection.prepareStatement("INSERT INTO shard (key) VALUES (?) ON CONFLICT DO NOTHING");
            findShard = connection.prepareStatement("SELECT id FROM shard WHERE key = ?");
            newest = connection.prepareStatement("SELECT max(seqno) FROM entry WHERE shard = ?");
            insert = connection.prepareStatement("INSERT INTO entry (shard, seqno, value) VALUES (?, ?, ?)");
            truncate = connection.prepareStatement("DELETE FROM entry WHERE shard = ?1 AND seqno < ?2"
                    + " AND seqno < (SELECT max(seqno) FROM entry WHERE shard = ?1)");
        }

        void apply(List<Request> group) throws SQLException {
            List<Runnable> answers = new ArrayList<>();
            begin.execute();
            for (Request request : group) {
                switch (request) {
                    case Request.Cas cas -> {
                        boolean done = compareAndSet(cas.changes());
                        answers.add(() -> cas.answer().complete(done));
                    }
                    case Request.Truncate cut -> truncate(cut);
                    case Request.Stop ignored -> {}
                }
            }
            commit.execute();
            answers.forEach(Runnable::run);
        }

        private boolean compareAndSet(List<Change> changes) throws SQLException {
            long[] shards = new long[changes.size()];
            for (int i = 0; i < shards.length; i++) {
                Change change = changes.get(i);
                shards[i] = id(change.key());
                newest.setLong(1, shards[i]);
                try (ResultSet row = newest.executeQuery()) {
                    Check.that(row.next(), "an aggregate without a row");
                    if (row.getLong(1) != change.entry().seqno() - 1) {
                        return false;
                    }
                }
            }
            for (int i = 0; i < shards.length; i++) {
                Entry entry = changes.get(i).entry();
                insert.setLong(1, shards[i]);
                insert.setLong(2, entry.seqno());
                insert.setBytes(3, entry.value());
                insert.executeUpdate();
                bytesSinceCheckpoint += entry.value().length + 64;
            }
            return true;
        }

        private long id(String key) throws SQLException {
            Long known = ids.get(key);
            if (known != null) {
                return known;
            }
            addShard.setString(1, key);
            addShard.executeUpdate();
            findShard.setString(1, key);
            try (ResultSet row = findShard.executeQuery()) {
                Check.that(row.next(), "a shard was not added");
                long id = row.getLong(1);
                ids.put(key, id);
                return id;
            }
        }

        private void truncate(Request.Truncate cut) throws SQLException {
            truncate.setLong(1, id(cut.key()));
            truncate.setLong(2, cut.belowSeqno());
            truncate.executeUpdate();
        }

        /** Moves the log into the database while nobody waits, so that fewer commits have to. */
        void checkpointIfGrown() {
            if (bytesSinceCheckpoint < IDLE_CHECKPOINT_PAGES * 4096L) {
                return;
            }
            bytesSinceCheckpoint = 0;
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            } catch (SQLException e) {
                // The log keeps growing until a later checkpoint succeeds; commits report what is wrong.
                return;
            }
        }

        void close() throws SQLException {
            connection.close();
        }
    }
}
