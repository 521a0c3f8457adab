package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.session.Notice;
import dev.mizu.session.StatementResult;
import dev.mizu.session.StatementResult.Completed;
import dev.mizu.sqlplanner.plan.SessionPlan;

/** BEGIN, COMMIT, ROLLBACK, SET TRANSACTION. */
final class TransactionSequencer {
    private final StatementExecutor executor;
    private final VariableSequencer variables;

    TransactionSequencer(StatementExecutor executor, VariableSequencer variables) {
        this.executor = executor;
        this.variables = variables;
    }

    private static boolean inside(SessionState session) {
        return session.transaction().filter(Transaction::explicit).isPresent();
    }

    StatementResult begin(SessionState session, SessionPlan.TransactionModes modes) {
        if (inside(session)) {
            session.notice(Notice.warning(SqlState.ACTIVE_TRANSACTION,
                    "there is already a transaction in progress"));
        } else {
            session.begin();
        }
        modes(session, modes, true);
        return new Completed("BEGIN");
    }

    StatementResult set(SessionState session, SessionPlan.SetTransaction plan) {
        if (!plan.session() && !inside(session)) {
            session.notice(Notice.warning(SqlState.NO_ACTIVE_TRANSACTION,
                    "SET TRANSACTION can only be used in transaction blocks"));
        }
        modes(session, plan.modes(), !plan.session());
        return new Completed("SET");
    }

    private void modes(SessionState session, SessionPlan.TransactionModes modes, boolean local) {
        modes.isolation().ifPresent(level -> variables.isolation(session, level, local));
        modes.readOnly().ifPresent(only -> {
            Transaction transaction = session.enterTransaction();
            if (!only && transaction.readOnly() && transaction.kind() != Transaction.Kind.UNDECIDED) {
                throw new SqlException(SqlState.ACTIVE_TRANSACTION,
                        "transaction read-write mode must be set before any query");
            }
            transaction.setReadOnly(only);
        });
    }

    StatementResult commit(SessionState session) {
        warnOutside(session);
        if (session.transaction().filter(Transaction::failed).isPresent()) {
            executor.rollback(session);
            return new Completed("ROLLBACK");
        }
        executor.commit(session);
        return new Completed("COMMIT");
    }

    StatementResult rollback(SessionState session) {
        warnOutside(session);
        executor.rollback(session);
        return new Completed("ROLLBACK");
    }

    private static void warnOutside(SessionState session) {
        if (!inside(session)) {
            session.notice(Notice.warning(SqlState.NO_ACTIVE_TRANSACTION, "there is no transaction in progress"));
        }
    }
}
