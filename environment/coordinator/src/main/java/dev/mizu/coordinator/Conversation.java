package dev.mizu.coordinator;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.sequencer.StatementExecutor;
import dev.mizu.coordinator.session.Planning;
import dev.mizu.coordinator.session.Portal;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StatementDescription;
import dev.mizu.session.StatementResult;
import dev.mizu.session.TransactionStatus;
import dev.mizu.sqlparser.ParsedStatement;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.plan.StatementDesc;
import dev.mizu.sqlplanner.typing.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A session as its door sees it: protocol steps to statements, and the borders of implicit transactions. */
final class Conversation implements Session {
    private final SessionState state;
    private final StatementExecutor executor;
    private final Consumer<SessionState> onClose;

    Conversation(SessionState state, StatementExecutor executor, Consumer<SessionState> onClose) {
        this.state = state;
        this.executor = executor;
        this.onClose = onClose;
        state.settings().report();
    }

    @Override
    public int connectionId() {
        return state.identity().connectionId();
    }

    @Override
    public int secretKey() {
        return state.identity().secretKey();
    }

    @Override
    public TransactionStatus transactionStatus() {
        return state.status();
    }

    @Override
    public Optional<Duration> idleLimit() {
        return explicit() ? state.settings().idleInTransaction() : Optional.empty();
    }

    @Override
    public List<ParameterStatus> parameters() {
        return state.settings().report();
    }

    @Override
    public List<Notice> drainNotices() {
        return state.drainNotices();
    }

    @Override
    public List<ParameterStatus> drainParameterChanges() {
        return state.settings().reportChanges();
    }

    /** Runs a step; an error fails an explicit transaction and ends an implicit one. */
    private <T> T step(Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            fail();
            throw e;
        }
    }

    @Override
    public void fail() {
        if (state.transaction().filter(Transaction::explicit).isPresent()) {
            state.transaction().get().fail();
        } else {
            executor.rollback(state);
        }
    }

    @Override
    public SimpleQuery simpleQuery(String sql) {
        List<ParsedStatement> statements = step(() -> Parser.parseStatements(sql));
        return new SimpleQuery() {
            private int at;

            @Override
            public Optional<StatementResult> next() {
                if (statements.isEmpty() && at == 0) {
                    at++;
                    return Optional.of(new StatementResult.Empty());
                }
                if (at >= statements.size()) {
                    // A COPY FROM leaves its transaction open until its rows have come.
                    sync();
                    return Optional.empty();
                }
                boolean last = at == statements.size() - 1;
                ParsedStatement statement = statements.get(at++);
                return Optional.of(step(() -> run(statement.statement(), last)));
            }

            @Override
            public void close() {
                boolean left = at < statements.size();
                at = statements.size();
                if (left && !explicit()) {
                    executor.rollback(state);
                }
            }
        };
    }

    private boolean explicit() {
        return state.transaction().filter(Transaction::explicit).isPresent();
    }

    private StatementResult run(Statement statement, boolean last) {
        StatementResult result;
        state.followedByMore(!last);
        try {
            result = executor.execute(state, statement, Parameters.NONE);
        } finally {
            state.followedByMore(false);
        }
        boolean waitsForRows = result instanceof StatementResult.CopyIn;
        if (last && !explicit() && !waitsForRows) {
            executor.commit(state);
        }
        return result;
    }

    @Override
    public void prepare(String name, String sql, List<Integer> parameterOids) {
        step(() -> {
            if (!name.isEmpty() && state.prepared().containsKey(name)) {
                throw new SqlException(SqlState.DUPLICATE_STATEMENT,
                        "prepared statement \"" + name + "\" already exists");
            }
            state.prepared().put(name, prepared(sql, parameterOids));
            return name;
        });
    }

    private PreparedStatement prepared(String sql, List<Integer> parameterOids) {
        List<ParsedStatement> statements = Parser.parseStatements(sql);
        if (statements.size() > 1) {
            throw new SqlException(SqlState.SYNTAX_ERROR,
                    "cannot insert multiple commands into a prepared statement");
        }
        if (statements.isEmpty()) {
            return new PreparedStatement(Optional.empty(), sql, new StatementDesc(List.of(), Optional.empty()));
        }
        Statement statement = statements.get(0).statement();
        boolean aborted = state.transaction().filter(Transaction::failed).isPresent();
        if (aborted && !Planning.endsTransaction(statement)) {
            throw new SqlException(SqlState.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        return new PreparedStatement(Optional.of(statement), sql, describe(statement, declared(parameterOids)));
    }

    private static List<Optional<ScalarType>> declared(List<Integer> oids) {
        List<Optional<ScalarType>> types = new ArrayList<>();
        oids.forEach(oid -> types.add(oid == 0 ? Optional.empty() : PgType.scalarType(oid)));
        return types;
    }

    private StatementDesc describe(Statement statement, List<Optional<ScalarType>> declared) {
        return switch (statement) {
            case SessionStatement.Fetch fetch -> Optional.ofNullable(state.portals().get(fetch.name().value()))
                    .map(cursor -> new StatementDesc(List.of(), cursor.prepared().desc().rows()))
                    .orElseThrow(() -> new SqlException(SqlState.INVALID_CURSOR_NAME,
                            "cursor \"" + fetch.name().value() + "\" does not exist"));
            case SessionStatement.Execute execute -> new StatementDesc(List.of(),
                    statement(execute.name().value()).desc().rows());
            default -> Planning.describe(statement, executor.snapshot(state), state.facts(), declared);
        };
    }

    private PreparedStatement statement(String name) {
        return Optional.ofNullable(state.prepared().get(name)).orElseThrow(() -> new SqlException(
                SqlState.INVALID_STATEMENT_NAME, "prepared statement \"" + name + "\" does not exist"));
    }

    @Override
    public StatementDescription describeStatement(String name) {
        StatementDesc desc = step(() -> statement(name)).desc();
        return new StatementDescription(desc.parameters(), desc.rows());
    }

    @Override
    public void bind(String portal, String statement, List<Datum> parameters) {
        step(() -> {
            if (!portal.isEmpty() && state.portals().containsKey(portal)) {
                throw new SqlException(SqlState.DUPLICATE_CURSOR, "portal \"" + portal + "\" already exists");
            }
            PreparedStatement prepared = statement(statement);
            if (prepared.desc().parameters().size() != parameters.size()) {
                throw new SqlException(SqlState.PROTOCOL_VIOLATION, "bind message supplies " + parameters.size()
                        + " parameters, but prepared statement \"" + statement + "\" requires "
                        + prepared.desc().parameters().size());
            }
            state.enterTransaction();
            closePortal(portal);
            state.portals().put(portal, new Portal(prepared, parameters));
            return portal;
        });
    }

    private Portal portal(String name) {
        return Optional.ofNullable(state.portals().get(name)).orElseThrow(() -> new SqlException(
                SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist"));
    }

    @Override
    public Optional<RelationDesc> describePortal(String name) {
        return step(() -> portal(name)).prepared().desc().rows();
    }

    @Override
    public StatementResult execute(String name) {
        return step(() -> {
            Portal portal = portal(name);
            if (portal.result().isPresent()) {
                return portal.prepared().desc().rows().<StatementResult>map(desc ->
                                new StatementResult.Rows(desc, RowStream.of(List.of()), "SELECT", false))
                        .orElseThrow(() -> new SqlException(SqlState.OBJECT_NOT_IN_STATE,
                                "portal \"" + name + "\" cannot be run"));
            }
            StatementResult result = portal.prepared().statement()
                    .map(statement -> executor.execute(state, portal.prepared(), portal.parameters()))
                    .orElseGet(StatementResult.Empty::new);
            portal.ran(result);
            return result;
        });
    }

    @Override
    public void closeStatement(String name) {
        state.prepared().remove(name);
    }

    @Override
    public void closePortal(String name) {
        Portal old = state.portals().remove(name);
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void sync() {
        if (state.transaction().isPresent() && !explicit()) {
            step(() -> {
                executor.commit(state);
                return true;
            });
        }
    }

    @Override
    public void close() {
        state.cancel();
        executor.rollback(state);
        onClose.accept(state);
    }
}
