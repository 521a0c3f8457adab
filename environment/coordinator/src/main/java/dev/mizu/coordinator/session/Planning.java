package dev.mizu.coordinator.session;

import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.Planner;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import dev.mizu.sqlplanner.plan.StatementDesc;
import java.util.List;
import java.util.Optional;

/** The session's way into the planner. */
public final class Planning {
    private Planning() {}

    /** @param declared types of parameters that the client stated; empty = to be inferred */
    public static StatementDesc describe(
            Statement statement, SessionCatalog catalog, SessionFacts facts, List<Optional<ScalarType>> declared) {
        return Planner.describe(statement, catalog, facts, declared);
    }

    /** Whether a statement may run in a failed transaction. */
    public static boolean endsTransaction(Statement statement) {
        return statement instanceof SessionStatement.Commit || statement instanceof SessionStatement.Rollback;
    }
}
