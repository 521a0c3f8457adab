package dev.mizu.coordinator.sequencer;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.coordinator.session.Planning;
import dev.mizu.coordinator.session.PreparedRead;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.repr.Datum;
import dev.mizu.session.Notice;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.Planner;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.MutationPlan;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.plan.PrivilegePlan;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.SessionPlan;
import dev.mizu.sqlplanner.plan.ShowPlan;
import dev.mizu.sqlplanner.typing.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one statement of a session: plans it on the present catalog and hands the plan to its sequencer. */
public final class StatementExecutor {
    private final RegionParts region;
    private final QuerySequencer queries;
    private final PreparedReads preparedReads;
    private final MutationSequencer mutations;
    private final SubscribeSequencer subscribes;
    private final CreateSequencer creates;
    private final AlterSequencer alters;
    private final ExplainSequencer explains;
    private final SessionSequencer sessions;
    private final CursorSequencer cursors;
    private final VariableSequencer variables;

    public StatementExecutor(RegionParts region) {
        this.region = region;
        this.queries = new QuerySequencer(region);
        this.preparedReads = new PreparedReads(region, queries);
        this.mutations = new MutationSequencer(region, queries);
        this.subscribes = new SubscribeSequencer(region, queries);
        this.creates = new CreateSequencer(region);
        this.alters = new AlterSequencer(region, queries);
        this.explains = new ExplainSequencer(region, queries);
        this.sessions = new SessionSequencer(region, this);
        this.cursors = new CursorSequencer(this, region.clock());
        this.variables = new VariableSequencer(region);
    }

    /** The present catalog as a session's planning sees it. */
    public CatalogSnapshot snapshot(SessionState session) {
        return new CatalogSnapshot(
                region.catalog().snapshot(), ReplicaSize.NAMES::contains, session.temporarySchema());
    }

    /** Runs a prepared statement, by the plan that it keeps if it can. */
    public StatementResult execute(SessionState session, PreparedStatement prepared, List<Datum> values) {
        Statement statement = prepared.statement().orElseThrow();
        Parameters parameters = new Parameters(prepared.desc().parameters(), values);
        start(session, statement);
        Optional<PreparedRead> read = preparedReads.of(session, prepared);
        return read.isEmpty() ? run(session, plan(session, statement, parameters))
                : queries.select(session, read.get(), values,
                        () -> (QueryPlan.Select) plan(session, statement, parameters));
    }

    public StatementResult execute(SessionState session, Statement statement, Parameters parameters) {
        start(session, statement);
        return run(session, plan(session, statement, parameters));
    }

    private static void start(SessionState session, Statement statement) {
        if (session.transaction().filter(Transaction::failed).isPresent() && !Planning.endsTransaction(statement)) {
            throw new SqlException(SqlState.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        session.startStatement();
    }

    private Plan plan(SessionState session, Statement statement, Parameters parameters) {
        PlannedStatement planned = Planner.plan(statement, snapshot(session), session.facts(), parameters);
        planned.notices().forEach(notice -> session.notice(new Notice(
                Notice.Severity.valueOf(notice.severity()), SqlError.of(notice.code(), notice.message()))));
        return planned.plan();
    }

    private StatementResult run(SessionState session, Plan plan) {
        return switch (plan) {
            case QueryPlan query -> query(session, query);
            case MutationPlan mutation -> mutations.run(session, mutation);
            case CreatePlan create -> single(session, () -> creates.run(session, create), create);
            case AlterPlan alter -> single(session, () -> alters.run(session, alter), alter);
            case ShowPlan show -> variables.show(session, show);
            case SessionPlan own -> sessions.run(session, own);
            case PrivilegePlan privilege -> throw SqlException.unsupported("changing privileges");
        };
    }

    /** DDL in a transaction that BEGIN started must be alone; it is acknowledged at once and runs at COMMIT. */
    private StatementResult single(
            SessionState session, Supplier<StatementResult> action, Plan plan) {
        Transaction transaction = enterAlone(session, Tags.of(plan));
        if (!transaction.explicit()) {
            return action.get();
        }
        transaction.defer(() -> {
            StatementResult done = action.get();
            Check.that(done instanceof StatementResult.Completed, "a change of the catalog only completes");
        });
        return new StatementResult.Completed(Tags.of(plan));
    }

    /** A statement that cannot share its transaction is refused before it has done anything. */
    static Transaction enterAlone(SessionState session, String tag) {
        Transaction transaction = session.enterTransaction();
        boolean shares = session.followed() || transaction.kind() != Transaction.Kind.UNDECIDED;
        if (shares && !transaction.explicit()) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION, tag + " cannot be run inside a transaction block");
        }
        transaction.enter(Transaction.Kind.SINGLE_STATEMENT);
        return transaction;
    }

    StatementResult query(SessionState session, QueryPlan plan) {
        return switch (plan) {
            case QueryPlan.Select select -> queries.select(session, select);
            case QueryPlan.Subscribe subscribe -> {
                session.enterTransaction().enter(Transaction.Kind.SUBSCRIBE);
                yield subscribes.subscribe(session, subscribe);
            }
            case QueryPlan.CopyTo copy -> {
                StatementResult.Rows rows = (StatementResult.Rows) query(session, copy.query());
                yield new StatementResult.CopyOut(
                        rows.desc(), CopyFormats.of(copy.options()), rows.rows(), rows.streaming());
            }
            case QueryPlan.Explain explain -> explains.run(session, explain);
            case QueryPlan.Declare declare -> cursors.declare(session, declare);
            case QueryPlan.Fetch fetch -> cursors.fetch(session, fetch);
            case QueryPlan.Close close -> CursorSequencer.close(session, close);
        };
    }

    /** Commits what the transaction collected and ends it; says the tag of what was deferred, if anything. */
    public void commit(SessionState session) {
        try {
            session.transaction().ifPresent(transaction -> {
                mutations.commitWrites(transaction);
                transaction.deferred().ifPresent(Runnable::run);
            });
            session.settings().commit();
        } catch (RuntimeException e) {
            session.settings().rollback();
            throw e;
        } finally {
            session.endTransaction();
        }
    }

    public void rollback(SessionState session) {
        session.settings().rollback();
        session.endTransaction();
    }
}
