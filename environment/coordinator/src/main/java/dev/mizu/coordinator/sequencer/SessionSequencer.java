package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.session.Planning;
import dev.mizu.coordinator.session.Portal;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionSettings;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.TextFormatException;
import dev.mizu.session.Notice;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult.Completed;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.Parameters;
import dev.mizu.sqlplanner.StatementDesc;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.SessionPlan;
import dev.mizu.sqlplanner.plan.ShowPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Statements that touch the session alone: variables, transactions, prepared statements, cursors. */
final class SessionSequencer {
    private final RegionParts region;
    private final StatementExecutor executor;

    SessionSequencer(RegionParts region, StatementExecutor executor) {
        this.region = region;
        this.executor = executor;
    }

    StatementResult run(SessionState session, SessionPlan plan) {
        return switch (plan) {
            case SessionPlan.SetVariable set -> {
                set(session, set);
                yield new Completed("SET");
            }
            case SessionPlan.ResetVariable reset -> {
                session.settings().set(reset.name(), Optional.empty(), false, inTransaction(session));
                yield new Completed("RESET");
            }
            case SessionPlan.SetTransaction set -> {
                modes(session, set.modes(), !set.session());
                yield new Completed("SET");
            }
            case SessionPlan.Begin begin -> begin(session, begin.modes());
            case SessionPlan.Commit c -> commit(session);
            case SessionPlan.Rollback r -> {
                warnOutside(session);
                executor.rollback(session);
                yield new Completed("ROLLBACK");
            }
            case SessionPlan.Prepare prepare -> {
                if (session.prepared().containsKey(prepare.name())) {
                    throw new SqlException(SqlState.DUPLICATE_STATEMENT,
                            "prepared statement \"" + prepare.name() + "\" already exists");
                }
                session.prepared().put(prepare.name(), new PreparedStatement(
                        Optional.of(prepare.statement()), "", prepare.desc()));
                yield new Completed("PREPARE");
            }
            case SessionPlan.Execute execute -> {
                PreparedStatement prepared = prepared(session, execute.name());
                yield executor.execute(session, prepared, values(execute, prepared.desc().parameters()));
            }
            case SessionPlan.Deallocate(Optional<String> name) -> deallocate(session, name);
            case SessionPlan.Discard discard -> discard(session, discard.all());
            case SessionPlan.Raise raise -> {
                session.notice(Notice.notice("00000", "raised a test " + raise.severity().toLowerCase()));
                yield new Completed("RAISE");
            }
        };
    }

    /** The arguments of EXECUTE, which come as text, read as the types that the statement wants. */
    private static List<Datum> values(SessionPlan.Execute execute, List<ScalarType> types) {
        if (execute.parameters().size() != types.size()) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "wrong number of parameters for prepared statement \""
                    + execute.name() + "\": expected " + types.size() + " parameters but got "
                    + execute.parameters().size());
        }
        List<Datum> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Datum text = execute.parameters().get(i);
            try {
                values.add(text.isNull() ? text : DatumText.parse(types.get(i), text.asText()));
            } catch (TextFormatException unreadable) {
                throw unreadable.error().toException();
            }
        }
        return values;
    }

    private static boolean inTransaction(SessionState session) {
        return session.transaction().filter(Transaction::explicit).isPresent();
    }

    private void set(SessionState session, SessionPlan.SetVariable plan) {
        Variable variable = SessionSettings.variable(plan.name());
        boolean decided = session.transaction().map(t -> t.kind() != Transaction.Kind.UNDECIDED).orElse(false);
        if (decided && inTransaction(session)
                && (variable.name().equals("cluster") || variable.name().equals("transaction_isolation"))) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION,
                    "SET " + variable.name() + " must be called before any query");
        }
        session.settings().set(plan.name(), plan.values(), plan.local(), inTransaction(session));
        if (plan.local() && !inTransaction(session)) {
            session.notice(Notice.warning(SqlState.NO_ACTIVE_TRANSACTION,
                    "SET LOCAL can only be used in transaction blocks"));
        }
        missing(session, variable.name());
    }

    /** Tells of a database, schema or cluster that does not exist, which is no error. */
    private void missing(SessionState session, String variable) {
        String value = session.settings().get(variable);
        var catalog = region.catalog().snapshot();
        switch (variable) {
            case "database" -> {
                if (catalog.database(value).isEmpty()) {
                    session.notice(Notice.notice("MZ006", "session database \"" + value + "\" does not exist"));
                }
            }
            case "cluster" -> {
                if (catalog.cluster(value).isEmpty()) {
                    session.notice(Notice.notice("MZ007", "session cluster \"" + value + "\" does not exist"));
                }
            }
            case "transaction_isolation" -> {
                if (List.of("read uncommitted", "read committed", "repeatable read").contains(value)) {
                    session.notice(Notice.notice("00000", "transaction isolation level " + value
                            + " is unsupported, the session will use serializable"));
                }
            }
            default -> { }
        }
    }

    private StatementResult begin(SessionState session, SessionPlan.TransactionModes modes) {
        if (inTransaction(session)) {
            session.notice(Notice.warning(SqlState.ACTIVE_TRANSACTION,
                    "there is already a transaction in progress"));
        } else {
            session.begin();
        }
        modes(session, modes, true);
        return new Completed("BEGIN");
    }

    private void modes(SessionState session, SessionPlan.TransactionModes modes, boolean local) {
        modes.isolation().ifPresent(level -> session.settings().set(
                "transaction_isolation", Optional.of(List.of(level)), local && inTransaction(session),
                inTransaction(session)));
        modes.readOnly().ifPresent(only -> session.transaction().ifPresent(t -> {
            if (!only && t.kind() != Transaction.Kind.UNDECIDED) {
                throw new SqlException(SqlState.INVALID_TRANSACTION_STATE,
                        "transaction read-write mode must be set before any query");
            }
            t.setReadOnly(only);
        }));
    }

    private StatementResult commit(SessionState session) {
        warnOutside(session);
        if (session.transaction().filter(Transaction::failed).isPresent()) {
            executor.rollback(session);
            return new Completed("ROLLBACK");
        }
        executor.commit(session);
        return new Completed("COMMIT");
    }

    private static void warnOutside(SessionState session) {
        if (!inTransaction(session)) {
            session.notice(Notice.warning(SqlState.NO_ACTIVE_TRANSACTION, "there is no transaction in progress"));
        }
    }

    private static PreparedStatement prepared(SessionState session, String name) {
        return Optional.ofNullable(session.prepared().get(name)).orElseThrow(() -> new SqlException(
                SqlState.INVALID_STATEMENT_NAME, "prepared statement \"" + name + "\" does not exist"));
    }

    private static StatementResult deallocate(SessionState session, Optional<String> name) {
        if (name.isEmpty()) {
            session.prepared().clear();
            return new Completed("DEALLOCATE ALL");
        }
        prepared(session, name.get());
        session.prepared().remove(name.get());
        return new Completed("DEALLOCATE");
    }

    private StatementResult discard(SessionState session, boolean all) {
        if (!all) {
            return new Completed("DISCARD TEMP");
        }
        if (inTransaction(session)) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION, "DISCARD ALL cannot be run inside a transaction block");
        }
        session.prepared().clear();
        session.settings().resetAll();
        session.endTransaction();
        return new Completed("DISCARD ALL");
    }

    StatementResult declare(SessionState session, QueryPlan.Declare plan) {
        if (!inTransaction(session)) {
            throw new SqlException(SqlState.NO_ACTIVE_TRANSACTION,
                    "DECLARE CURSOR can only be used in transaction blocks");
        }
        if (session.portals().containsKey(plan.name())) {
            throw new SqlException(SqlState.DUPLICATE_CURSOR, "cursor \"" + plan.name() + "\" already exists");
        }
        StatementDesc desc = Planning.describe(
                plan.statement(), executor.snapshot(), session.facts(), List.of());
        Portal portal = new Portal(new PreparedStatement(Optional.of(plan.statement()), "", desc), List.of());
        portal.ran(executor.execute(session, plan.statement(), Parameters.NONE));
        session.portals().put(plan.name(), portal);
        return new Completed("DECLARE CURSOR");
    }

    private static Portal cursor(SessionState session, String name) {
        return Optional.ofNullable(session.portals().get(name)).orElseThrow(() -> new SqlException(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist"));
    }

    StatementResult fetch(SessionState session, QueryPlan.Fetch plan) {
        Portal portal = cursor(session, plan.name());
        RowStream rows = portal.rows().orElseThrow(() -> new SqlException(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + plan.name() + "\" gives no rows"));
        List<Row> ready = portal.pulledAhead();
        Optional<Long> deadline = plan.timeoutMillis().isPresent()
                ? Optional.of(System.nanoTime() + plan.timeoutMillis().getAsLong() * 1_000_000L) : Optional.empty();
        pull(rows, ready, plan.count(), deadline);
        int count = (int) Math.min(plan.count(), ready.size());
        List<Row> given = new ArrayList<>(ready.subList(0, count));
        ready.subList(0, count).clear();
        return new StatementResult.Rows(
                portal.prepared().desc().rows().orElseThrow(), RowStream.of(given), "FETCH", false);
    }

    /** Until enough rows are there, the stream ends, the time is over, or (of a live one) something came. */
    private static void pull(RowStream rows, List<Row> ready, long count, Optional<Long> deadline) {
        while (ready.size() < count) {
            if (!(rows instanceof SubscribeStream stream)) {
                Optional<List<Row>> more = rows.next();
                if (more.isEmpty()) {
                    return;
                }
                ready.addAll(more.get());
                continue;
            }
            boolean waiting = ready.isEmpty() && count != Long.MAX_VALUE || deadline.isPresent();
            long left = deadline.map(at -> at - System.nanoTime()).orElse(50_000_000L);
            Optional<List<Row>> more = stream.next(Duration.ofNanos(Math.clamp(left, 0, 50_000_000L)));
            if (more.isEmpty()) {
                return;
            }
            ready.addAll(more.get());
            if (more.get().isEmpty() && (left <= 0 || deadline.isEmpty() && !ready.isEmpty() || !waiting)) {
                return;
            }
        }
    }

    StatementResult close(SessionState session, QueryPlan.Close plan) {
        cursor(session, plan.name()).close();
        session.portals().remove(plan.name());
        return new Completed("CLOSE CURSOR");
    }

    StatementResult show(SessionState session, ShowPlan plan) {
        return switch (plan) {
            case ShowPlan.ShowCreate create -> texts(
                    List.of("name", "create_sql"), List.of(List.of(create.name(), create.createSql())));
            case ShowPlan.ShowVariable variable -> {
                Variable known = SessionSettings.variable(variable.name());
                yield texts(List.of(known.name()), List.of(List.of(session.settings().get(known.name()))));
            }
            case ShowPlan.ShowAll all -> texts(List.of("name", "setting", "description"),
                    SessionVariables.all().stream()
                            .map(v -> List.of(v.name(), session.settings().get(v.name()), v.doc())).toList());
        };
    }

    private static StatementResult texts(List<String> names, List<List<String>> rows) {
        RelationDesc desc = new RelationDesc(
                RelationType.of(Collections.nCopies(names.size(), SimpleType.TEXT.notNull())), names);
        List<Row> spelled = rows.stream().map(row -> new Row(row.stream().map(Datum::of).toList())).toList();
        return new StatementResult.Rows(desc, RowStream.of(spelled), "SELECT", false);
    }
}
