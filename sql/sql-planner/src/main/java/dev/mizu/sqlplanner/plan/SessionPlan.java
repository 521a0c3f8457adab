package dev.mizu.sqlplanner.plan;

import dev.mizu.repr.Datum;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.storageplan.ConnectionPlan;
import java.util.List;
import java.util.Optional;

/** Statements that touch the session alone. */
public sealed interface SessionPlan extends Plan {
    /** SET; {@code values} empty = DEFAULT. */
    record SetVariable(String name, Optional<List<String>> values, boolean local) implements SessionPlan {}

    /** RESET. */
    record ResetVariable(String name) implements SessionPlan {}

    /** RESET ALL. */
    record ResetAll() implements SessionPlan {}

    /** SET TRANSACTION; {@code session} for SET SESSION CHARACTERISTICS. */
    record SetTransaction(TransactionModes modes, boolean session) implements SessionPlan {}

    /** BEGIN, START TRANSACTION. */
    record Begin(TransactionModes modes) implements SessionPlan {}

    /** COMMIT. */
    record Commit() implements SessionPlan {}

    /** ROLLBACK, ABORT. */
    record Rollback() implements SessionPlan {}

    /** What a transaction is asked to be; {@code isolation} in lower-case words, as in {@code serializable}. */
    record TransactionModes(Optional<String> isolation, Optional<Boolean> readOnly) {}

    /** PREPARE. */
    record Prepare(String name, Statement statement, StatementDesc desc) implements SessionPlan {}

    /** EXECUTE; the values are texts or NULL, to be read as the types that the statement was described with. */
    record Execute(String name, List<Datum> parameters) implements SessionPlan {
        public Execute {
            parameters = List.copyOf(parameters);
        }
    }

    /** DEALLOCATE; empty = ALL. */
    record Deallocate(Optional<String> name) implements SessionPlan {}

    /** DISCARD ALL or TEMP. */
    record Discard(boolean all) implements SessionPlan {}

    /** VALIDATE CONNECTION: a trial of one that is there. */
    record ValidateConnection(ConnectionPlan connection) implements SessionPlan {}

    /** RAISE: a test message of a severity, in upper case. */
    record Raise(String severity) implements SessionPlan {}
}
