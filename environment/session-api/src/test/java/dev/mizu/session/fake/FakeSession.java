package dev.mizu.session.fake;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StartupRequest;
import dev.mizu.session.StatementDescription;
import dev.mizu.session.StatementResult;
import dev.mizu.session.TransactionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A conversation with a {@link FakeRegion}, with PostgreSQL's transaction rules. */
final class FakeSession implements Session {
    private final FakeRegion region;
    private final int id;
    private final FakeStatements statements;
    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, Bound> portals = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<ParameterStatus> changes = new ArrayList<>();
    private final List<FakeStream> streams = new CopyOnWriteArrayList<>();
    private final StartupRequest request;
    private TransactionStatus status = TransactionStatus.IDLE;
    private boolean implicitFailed;

    /** A portal; {@code done} once it ran. */
    private record Bound(String sql, List<Datum> parameters, boolean done) {}

    FakeSession(FakeRegion region, int id, StartupRequest request) {
        this.region = region;
        this.id = id;
        this.request = request;
        this.statements = new FakeStatements(region, this);
        if (request.parameters().containsKey("nonsense")) {
            notices.add(Notice.notice("00000", "startup setting nonsense not set"));
        }
    }

    StartupRequest request() {
        return request;
    }

    @Override
    public int connectionId() {
        return id;
    }

    @Override
    public int secretKey() {
        return id * 31 + 7;
    }

    @Override
    public Optional<Duration> idleLimit() {
        return Optional.empty();
    }

    @Override
    public TransactionStatus transactionStatus() {
        return status;
    }

    void transaction(TransactionStatus next) {
        status = next;
    }

    @Override
    public List<ParameterStatus> parameters() {
        return List.of(new ParameterStatus("client_encoding", "UTF8"), new ParameterStatus("DateStyle", "ISO, MDY"),
                new ParameterStatus("integer_datetimes", "on"), new ParameterStatus("server_version", "9.5.0"),
                new ParameterStatus("standard_conforming_strings", "on"), new ParameterStatus("TimeZone", "UTC"),
                new ParameterStatus("application_name", request.parameters().getOrDefault("application_name", "")));
    }

    @Override
    public List<Notice> drainNotices() {
        List<Notice> drained = List.copyOf(notices);
        notices.clear();
        return drained;
    }

    void notice(Notice notice) {
        notices.add(notice);
    }

    @Override
    public List<ParameterStatus> drainParameterChanges() {
        List<ParameterStatus> drained = List.copyOf(changes);
        changes.clear();
        return drained;
    }

    void changed(ParameterStatus parameter) {
        changes.add(parameter);
    }

    FakeStream openStream() {
        FakeStream stream = new FakeStream();
        streams.add(stream);
        return stream;
    }

    int openStreams() {
        return (int) streams.stream().filter(stream -> !stream.isClosed()).count();
    }

    void push(List<Row> rows) {
        streams.forEach(stream -> stream.push(rows));
    }

    void cancel() {
        streams.forEach(FakeStream::cancel);
    }

    @Override
    public SimpleQuery simpleQuery(String sql) {
        if (sql.contains("syntax error")) {
            throw failing(SqlError.of(SqlState.SYNTAX_ERROR, "expected a statement").withPosition(1).toException());
        }
        List<String> parts = new ArrayList<>();
        for (String part : sql.split(";")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        Iterator<String> left = parts.iterator();
        return new SimpleQuery() {
            @Override
            public Optional<StatementResult> next() {
                return left.hasNext() ? Optional.of(run(left.next(), List.of())) : Optional.empty();
            }

            @Override
            public void close() {
                parts.clear();
            }
        };
    }

    private StatementResult run(String sql, List<Datum> parameters) {
        try {
            if (status == TransactionStatus.FAILED && !sql.equalsIgnoreCase("rollback")
                    && !sql.equalsIgnoreCase("commit")) {
                throw new SqlException(SqlState.FAILED_TRANSACTION,
                        "current transaction is aborted, commands ignored until end of transaction block");
            }
            return statements.run(sql, parameters);
        } catch (SqlException e) {
            throw failing(e);
        }
    }

    private SqlException failing(SqlException e) {
        fail();
        return e;
    }

    @Override
    public void prepare(String name, String sql, List<Integer> parameterOids) {
        if (!name.isEmpty() && prepared.containsKey(name)) {
            throw failing(new SqlException(
                    SqlState.DUPLICATE_STATEMENT, "prepared statement \"" + name + "\" already exists"));
        }
        if (sql.contains("syntax error")) {
            throw failing(SqlError.of(SqlState.SYNTAX_ERROR, "expected a statement").withPosition(1).toException());
        }
        prepared.put(name, sql.strip());
    }

    private String statement(String name) {
        String sql = prepared.get(name);
        if (sql == null) {
            throw failing(new SqlException(
                    SqlState.INVALID_STATEMENT_NAME, "unknown prepared statement \"" + name + '"'));
        }
        return sql;
    }

    @Override
    public StatementDescription describeStatement(String name) {
        String sql = statement(name);
        return new StatementDescription(parameterTypes(sql), statements.describe(sql));
    }

    /** {@code echo 23 25}: the parameters' types by OID; placeholders may stand between. */
    static List<ScalarType> parameterTypes(String sql) {
        List<ScalarType> types = new ArrayList<>();
        if (sql.startsWith("echo ")) {
            for (String word : sql.substring(5).split(" ")) {
                if (!word.startsWith("$")) {
                    types.add(PgType.scalarType(Integer.parseInt(word)).orElseThrow());
                }
            }
        }
        return types;
    }

    @Override
    public void bind(String portal, String statement, List<Datum> parameters) {
        portals.put(portal, new Bound(statement(statement), parameters, false));
    }

    @Override
    public Optional<RelationDesc> describePortal(String portal) {
        return statements.describe(bound(portal).sql());
    }

    private Bound bound(String portal) {
        Bound bound = portals.get(portal);
        if (bound == null) {
            throw failing(new SqlException(SqlState.INVALID_CURSOR_NAME, "unknown portal \"" + portal + '"'));
        }
        return bound;
    }

    @Override
    public StatementResult execute(String portal) {
        Bound bound = bound(portal);
        if (bound.done()) {
            return new StatementResult.Completed("SELECT 0");
        }
        portals.put(portal, new Bound(bound.sql(), bound.parameters(), true));
        return bound.sql().isEmpty() ? new StatementResult.Empty() : run(bound.sql(), bound.parameters());
    }

    @Override
    public void closeStatement(String name) {
        prepared.remove(name);
    }

    @Override
    public void closePortal(String name) {
        portals.remove(name);
    }

    @Override
    public void sync() {
        if (status == TransactionStatus.IDLE) {
            portals.clear();
        }
        implicitFailed = false;
    }

    @Override
    public void fail() {
        implicitFailed = true;
        status = status == TransactionStatus.IN_TRANSACTION ? TransactionStatus.FAILED : status;
    }

    boolean implicitFailed() {
        return implicitFailed;
    }

    @Override
    public void close() {
        streams.forEach(FakeStream::close);
        region.closed(this);
    }
}
