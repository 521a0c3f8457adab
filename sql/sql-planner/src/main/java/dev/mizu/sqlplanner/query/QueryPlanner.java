package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries: WITH, body, ORDER BY, LIMIT, OFFSET. */
public final class QueryPlanner {
    private final QueryContext context;

    public QueryPlanner(QueryContext context) {
        this.context = context;
    }

    public QueryContext context() {
        return context;
    }

    /**
     * Plans a query inside of {@code env}. Columns that are bare literals stay open.
     *
     * @param targets types that the columns are wanted in, for VALUES whose literals take them; may be empty
     */
    public PlannedQuery plan(Query query, Environment env, List<ScalarType> targets) {
        if (query.with().isPresent()) {
            return new CtePlanner(this).plan(query, query.with().get(), env, targets);
        }
        return body(query, env, targets);
    }

    /** Plans a query without regard to its WITH. */
    PlannedQuery body(Query query, Environment env, List<ScalarType> targets) {
        PlannedQuery planned = query.body() instanceof SetExpr.Select select
                ? new SelectPlanner(this, env).plan(select, query.orderBy())
                : ordered(new SetPlanner(this).plan(query.body(), env, targets), query.orderBy());
        if (query.limit().isEmpty() && query.offset().isEmpty()) {
            return planned;
        }
        if (planned.limit().isPresent() || planned.offset() != 0) {
            planned = wrapped(planned);
        }
        Optional<HirScalar> limit = query.limit().flatMap(expr -> limit(expr, env));
        long offset = query.offset().map(expr -> offset(expr, env)).orElse(0L);
        return new PlannedQuery(planned.relation(), planned.columns(), planned.order(), limit, offset);
    }

    /** A nested query with its own limit, made a relation. */
    private PlannedQuery wrapped(PlannedQuery planned) {
        PlannedQuery settled = planned.settled(context.coercion());
        return PlannedQuery.of(settled.closed(), settled.names());
    }

    /** ORDER BY after anything but a SELECT block: names and positions of the output alone. */
    private PlannedQuery ordered(PlannedQuery body, List<OrderBy> orderBy) {
        if (orderBy.isEmpty()) {
            return body;
        }
        PlannedQuery planned = body.limit().isPresent() || body.offset() != 0
                ? wrapped(body) : body.settled(context.coercion());
        List<ColumnOrder> order = new ArrayList<>();
        for (OrderBy item : orderBy) {
            order.add(OutputNames.order(item, planned.columns().get(
                    OutputNames.reference(item.expr(), planned.names(), "ORDER BY")
                            .orElseThrow(() -> notOutput(item))).index()));
        }
        return new PlannedQuery(planned.relation(), planned.columns(), order, Optional.empty(), 0);
    }

    private static SqlException notOutput(OrderBy item) {
        return item.expr() instanceof Expr.Name name && name.parts().size() == 1
                ? QueryContext.error(SqlState.UNDEFINED_COLUMN,
                        "column \"" + name.parts().getFirst() + "\" does not exist", item.position())
                : SqlError.of(SqlState.FEATURE_NOT_SUPPORTED, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                        .withDetail("Only result column names can be used, not expressions or functions.")
                        .withHint("Add the expression/function to every SELECT, or move the UNION into a FROM clause.")
                        .withPosition(item.position()).toException();
    }

    private Optional<HirScalar> limit(Expr expr, Environment env) {
        HirScalar limit = count(expr, env, "LIMIT");
        Optional<Datum> known = ScalarFolding.value(limit, expr.position());
        if (known.isPresent() && known.get().isNull()) {
            return Optional.empty();
        }
        known.ifPresent(value -> checkNotNegative(value, "2201W", "LIMIT", expr.position()));
        if (known.isEmpty()) {
            context.parameters().needValue();
        }
        return Optional.of(known.<HirScalar>map(value -> new HirScalar.Literal(value, SimpleType.INT8.notNull()))
                .orElse(limit));
    }

    private long offset(Expr expr, Environment env) {
        HirScalar offset = count(expr, env, "OFFSET");
        if (offset instanceof HirScalar.Parameter) {
            context.parameters().needValue();
            return 0;
        }
        Datum value = ScalarFolding.value(offset, expr.position()).orElseThrow(() ->
                QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED, "OFFSET must be constant", expr.position()));
        if (value.isNull()) {
            return 0;
        }
        checkNotNegative(value, "2201X", "OFFSET", expr.position());
        return value.asLong();
    }

    private static void checkNotNegative(Datum value, String code, String clause, int position) {
        if (value.asLong() < 0) {
            throw QueryContext.error(code, clause + " must not be negative", position);
        }
    }

    private HirScalar count(Expr expr, Environment env, String clause) {
        ExprPlanner planner = new ExprPlanner(this, env.withScope(Scope.inside(env.scope())),
                clause.equals("LIMIT") ? Clause.LIMIT : Clause.OFFSET, Optional.empty());
        Operand operand = planner.plan(expr);
        return context.coercion().to(operand, SimpleType.INT8, CastContext.ASSIGNMENT).orElseThrow(() ->
                QueryContext.error(SqlState.DATATYPE_MISMATCH, "argument of " + clause
                        + " must be type bigint, not type " + operand.type().orElseThrow().sqlName(),
                        expr.position()));
    }

    /** Whether an expression is an integer literal, which ORDER BY and GROUP BY take for a position. */
    static boolean isPosition(Expr expr) {
        return expr instanceof Literal.Number(String text, int position)
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
    }

    /** The type of an expression, in brief. */
    static ScalarType typeOf(HirScalar expr) {
        return HirTypes.of(expr).scalar();
    }
}
