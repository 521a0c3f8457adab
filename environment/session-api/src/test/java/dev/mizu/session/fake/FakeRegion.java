package dev.mizu.session.fake;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import dev.mizu.session.StartupRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Statements it knows: {@code select <n>}, {@code rows <n>}, {@code table <name>} (see {@link #define}),
 * {@code echo <oid> ...} (its parameters as a row), {@code boom}, {@code notice}, {@code set <name> = <value>},
 * {@code begin}, {@code commit}, {@code rollback}, {@code subscribe} (rows from {@link #push}),
 * {@code copy in <style> <name>}, {@code copy out <style> <name>}, {@code copy subscribe}. Any thread.
 */
public final class FakeRegion implements SessionClient {
    /** A named table: what COPY and {@code table} read and write. */
    public record Table(RelationDesc desc, List<Row> rows) {}

    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final Map<Integer, FakeSession> sessions = new ConcurrentHashMap<>();
    private final List<StartupRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(1000);
    private final AtomicBoolean ready = new AtomicBoolean(true);

    public void define(String name, RelationDesc desc, List<Row> rows) {
        tables.put(name, new Table(desc, new CopyOnWriteArrayList<>(rows)));
    }

    public Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new SqlException(SqlState.UNDEFINED_TABLE, "unknown table \"" + name + '"');
        }
        return table;
    }

    /** Who came in, in order. */
    public List<StartupRequest> requests() {
        return requests;
    }

    /** Sessions open now. */
    public int openSessions() {
        return sessions.size();
    }

    /** Subscriptions open now, over all sessions. */
    public int openStreams() {
        return sessions.values().stream().mapToInt(FakeSession::openStreams).sum();
    }

    /** Gives rows to every subscription. */
    public void push(List<Row> rows) {
        sessions.values().forEach(session -> session.push(rows));
    }

    public void becomeReady(boolean now) {
        ready.set(now);
    }

    @Override
    public Session open(StartupRequest request) {
        requests.add(request);
        if (request.user().equals("nobody")) {
            throw new SqlException(SqlState.INVALID_AUTHORIZATION, "role \"nobody\" does not exist");
        }
        FakeSession session = new FakeSession(this, ids.incrementAndGet(), request);
        sessions.put(session.connectionId(), session);
        return session;
    }

    void closed(FakeSession session) {
        sessions.remove(session.connectionId());
    }

    @Override
    public void cancel(int connectionId, int secretKey) {
        FakeSession session = sessions.get(connectionId);
        if (session != null && session.secretKey() == secretKey) {
            session.cancel();
        }
    }

    @Override
    public boolean ready() {
        return ready.get();
    }
}
