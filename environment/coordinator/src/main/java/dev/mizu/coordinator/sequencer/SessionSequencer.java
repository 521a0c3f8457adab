package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.TextFormatException;
import dev.mizu.session.Notice;
import dev.mizu.session.StatementResult.Completed;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.SessionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Statements that touch the session alone: variables, transactions, prepared statements. */
final class SessionSequencer {
    private final RegionParts region;
    private final StatementExecutor executor;
    private final VariableSequencer variables;
    private final TransactionSequencer transactions;

    SessionSequencer(RegionParts region, StatementExecutor executor) {
        this.region = region;
        this.executor = executor;
        this.variables = new VariableSequencer(region);
        this.transactions = new TransactionSequencer(executor, variables);
    }

    StatementResult run(SessionState session, SessionPlan plan) {
        return switch (plan) {
            case SessionPlan.SetVariable set -> {
                variables.set(session, set);
                yield new Completed("SET");
            }
            case SessionPlan.ResetVariable reset -> {
                variables.reset(session, reset.name());
                yield new Completed("RESET");
            }
            case SessionPlan.ResetAll all -> {
                session.enterTransaction();
                session.settings().resetAll();
                yield new Completed("RESET");
            }
            case SessionPlan.SetTransaction set -> transactions.set(session, set);
            case SessionPlan.Begin begin -> transactions.begin(session, begin.modes());
            case SessionPlan.Commit c -> transactions.commit(session);
            case SessionPlan.Rollback r -> transactions.rollback(session);
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
            case SessionPlan.ValidateConnection validate -> {
                Connections.validate(region, validate.connection());
                yield new Completed("VALIDATE CONNECTION");
            }
            case SessionPlan.Raise raise -> {
                session.notice(new Notice(Notice.Severity.valueOf(raise.severity()), SqlError.of(
                        "00000", "raised a test " + raise.severity().toLowerCase(Locale.ROOT))));
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
        if (all && session.transaction().filter(Transaction::explicit).isPresent()) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION, "DISCARD ALL cannot be run inside a transaction block");
        }
        TemporaryItems.drop(region, session);
        if (!all) {
            return new Completed("DISCARD TEMP");
        }
        session.prepared().clear();
        session.endTransaction();
        session.enterTransaction();
        session.settings().resetAll();
        return new Completed("DISCARD ALL");
    }
}
