package dev.mizu.sqlplanner;

import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.plan.StatementDesc;
import dev.mizu.sqlplanner.statement.StatementContext;
import dev.mizu.sqlplanner.statement.StatementPlanner;
import dev.mizu.sqlplanner.typing.ParameterTypes;
import dev.mizu.sqlplanner.typing.Parameters;
import java.util.List;
import java.util.Optional;

/** Plans statements. Stateless; raises {@link dev.mizu.base.error.SqlException} for the user's errors. */
public final class Planner {
    private Planner() {}

    /** Plans a statement whose parameters have values. */
    public static PlannedStatement plan(
            Statement statement, SessionCatalog catalog, SessionFacts facts, Parameters parameters) {
        StatementContext context = new StatementContext(catalog, facts, ParameterTypes.bound(parameters));
        return context.planned(new StatementPlanner(context).plan(statement));
    }

    /**
     * Plans a statement for any values of its parameters: {@link dev.mizu.expr.ScalarExpr.Parameter} stands for each.
     * Empty when the plan depends on the values.
     *
     * @param types as {@link #describe} gave them
     */
    public static Optional<PlannedStatement> planGeneric(
            Statement statement, SessionCatalog catalog, SessionFacts facts, List<ScalarType> types) {
        ParameterTypes parameters = ParameterTypes.open(types.stream().map(Optional::of).toList());
        StatementContext context = new StatementContext(catalog, facts, parameters);
        PlannedStatement planned = context.planned(new StatementPlanner(context).plan(statement));
        return parameters.generic() ? Optional.of(planned) : Optional.empty();
    }

    /**
     * Finds the types of a statement's parameters and rows.
     *
     * @param declared types that the client gave, by position; empty = to be found
     */
    public static StatementDesc describe(Statement statement, SessionCatalog catalog, SessionFacts facts,
            List<Optional<ScalarType>> declared) {
        ParameterTypes parameters = ParameterTypes.open(declared);
        StatementContext context = new StatementContext(catalog, facts, parameters);
        return new StatementPlanner(context).describe(statement);
    }
}
