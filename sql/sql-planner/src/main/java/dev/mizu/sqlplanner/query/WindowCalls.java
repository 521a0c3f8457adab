package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.expr.relation.WindowFrame.Bound;
import dev.mizu.expr.relation.WindowFrame.Edge;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Expr.FrameBound;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlplanner.hir.HirRelation.HirSortKey;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls with OVER: of window functions, and of aggregates as such. */
final class WindowCalls {
    static final String WINDOWING_ERROR = "42P20";
    private static final String INVALID_FRAME_OFFSET = "22013";

    private final ExprPlanner planner;
    private final QueryContext context;

    WindowCalls(ExprPlanner planner) {
        this.planner = planner;
        this.context = planner.context();
    }

    HirScalar plan(Expr.Call call, Expr.Window over) {
        List<FunctionDef> overloads = CallPlanner.visible(call);
        List<FunctionDef> usable = overloads.stream().filter(def -> def.kind() == FunctionDef.Kind.WINDOW
                || def.kind() == FunctionDef.Kind.AGGREGATE).toList();
        if (usable.isEmpty() && !overloads.isEmpty()) {
            throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE, "OVER specified, but " + call.name().last()
                    + " is not a window function nor an aggregate function", call.position());
        }
        checkPlace(call);
        checkForm(call);
        ExprPlanner inner = planner.in(Clause.WINDOW_ARGUMENT);
        List<Operand> operands = call.arguments().list().stream().map(inner::plan).toList();
        CallPlanner calls = new CallPlanner(planner);
        if (usable.isEmpty()) {
            throw calls.undefined(call, operands);
        }
        CallPlanner.Chosen chosen = calls.choose(call, usable, operands);
        List<ColumnType> types = chosen.args().stream().map(HirTypes::of).toList();
        List<ScalarType> scalars = types.stream().map(ColumnType::scalar).toList();
        WindowFunction function = chosen.def().window(scalars);
        checkFunction(call, function);
        ColumnType type = switch (function) {
            case WindowFunction.Aggregated a ->
                    a.function().resultType(types).or(a.function().empty().isNull());
            case Positional p -> new ColumnType(chosen.def().resultType(scalars), !chosen.args().isEmpty());
        };
        Optional<HirScalar> filter = call.filter().map(expr ->
                context.coercion().toBool(planner.in(Clause.FILTER).plan(expr), "FILTER"));
        HirWindow window = new HirWindow(function, chosen.args(), filter, call.ignoreNulls().orElse(false),
                function.framed() ? frame(over) : WindowFrame.DEFAULT, type);
        return planner.block().orElseThrow().window(new SelectBlock.WindowCall(window, partition(over), order(over)));
    }

    private void checkPlace(Expr.Call call) {
        Clause clause = planner.clause();
        if (clause.windows() && planner.block().isPresent()) {
            return;
        }
        throw switch (clause) {
            case AGGREGATE -> QueryContext.error(SqlState.GROUPING_ERROR,
                    "aggregate function calls cannot contain window function calls", call.position());
            case WINDOW_ARGUMENT -> QueryContext.error(
                    WINDOWING_ERROR, "window function calls cannot be nested", call.position());
            default -> QueryContext.error(WINDOWING_ERROR,
                    "window functions are not allowed in " + clause.words(), call.position());
        };
    }

    private static void checkForm(Expr.Call call) {
        if (call.arguments().distinct()) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "DISTINCT is not implemented for window functions", call.position());
        }
        if (!call.arguments().orderBy().isEmpty()) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "aggregate ORDER BY is not implemented for window functions", call.position());
        }
    }

    private static void checkFunction(Expr.Call call, WindowFunction function) {
        if (call.filter().isPresent() && function instanceof Positional) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "FILTER is not implemented for non-aggregate window functions", call.position());
        }
        boolean skipping = function instanceof Positional positional && positional.skipping();
        if (call.ignoreNulls().isPresent() && !skipping) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED, "IGNORE NULLS and RESPECT NULLS are only"
                    + " supported for lag, lead, first_value and last_value", call.position());
        }
    }

    private List<HirScalar> partition(Expr.Window over) {
        return over.partitionBy().stream().map(planner.in(Clause.WINDOW)::settled).toList();
    }

    private List<HirSortKey> order(Expr.Window over) {
        List<HirSortKey> order = new ArrayList<>();
        for (OrderBy item : over.orderBy()) {
            boolean nullsLast = item.nullsFirst().map(first -> !first).orElse(!item.descending());
            order.add(new HirSortKey(planner.in(Clause.WINDOW).settled(item.expr()), item.descending(), nullsLast));
        }
        return order;
    }

    private WindowFrame frame(Expr.Window over) {
        if (over.frame().isEmpty()) {
            return WindowFrame.DEFAULT;
        }
        Expr.Frame frame = over.frame().get();
        boolean counted = frame.start() instanceof FrameBound.Preceding || frame.start() instanceof FrameBound.Following
                || frame.end() instanceof FrameBound.Preceding || frame.end() instanceof FrameBound.Following;
        WindowFrame.Unit unit = switch (frame.unit()) {
            case ROWS -> WindowFrame.Unit.ROWS;
            case GROUPS -> WindowFrame.Unit.GROUPS;
            case RANGE -> WindowFrame.Unit.RANGE;
        };
        if (unit == WindowFrame.Unit.GROUPS && over.orderBy().isEmpty()) {
            throw QueryContext.error(WINDOWING_ERROR, "GROUPS mode requires an ORDER BY clause", over.position());
        }
        if (unit == WindowFrame.Unit.RANGE && counted) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "RANGE with offset PRECEDING/FOLLOWING is not supported", frame.position());
        }
        Bound start = bound(frame.start(), frame.unit(), "starting");
        Bound end = bound(frame.end(), frame.unit(), "ending");
        checkBounds(start.edge(), end.edge(), frame.position());
        return new WindowFrame(unit, start, end);
    }

    private static void checkBounds(Edge start, Edge end, int position) {
        Optional<String> wrong = start == Edge.UNBOUNDED_FOLLOWING
                ? Optional.of("frame start cannot be UNBOUNDED FOLLOWING")
                : end == Edge.UNBOUNDED_PRECEDING ? Optional.of("frame end cannot be UNBOUNDED PRECEDING")
                : start == Edge.CURRENT_ROW && end == Edge.PRECEDING
                        ? Optional.of("frame starting from current row cannot have preceding rows")
                : start == Edge.FOLLOWING && (end == Edge.PRECEDING || end == Edge.CURRENT_ROW)
                        ? Optional.of("frame starting from following row cannot have preceding rows")
                : Optional.empty();
        if (wrong.isPresent()) {
            throw QueryContext.error(WINDOWING_ERROR, wrong.get(), position);
        }
    }

    private Bound bound(FrameBound bound, Expr.FrameUnit unit, String which) {
        return switch (bound) {
            case FrameBound.UnboundedPreceding u -> new Bound(Edge.UNBOUNDED_PRECEDING, 0);
            case FrameBound.Preceding(Expr offset) -> new Bound(Edge.PRECEDING, offset(offset, unit, which));
            case FrameBound.CurrentRow c -> new Bound(Edge.CURRENT_ROW, 0);
            case FrameBound.Following(Expr offset) -> new Bound(Edge.FOLLOWING, offset(offset, unit, which));
            case FrameBound.UnboundedFollowing u -> new Bound(Edge.UNBOUNDED_FOLLOWING, 0);
        };
    }

    private long offset(Expr expr, Expr.FrameUnit unit, String which) {
        Operand operand = planner.in(Clause.CONSTANT).plan(expr);
        HirScalar typed = context.coercion().to(operand, SimpleType.INT8, CastContext.ASSIGNMENT).orElseThrow(() ->
                QueryContext.error(SqlState.DATATYPE_MISMATCH, "argument of a window frame must be type bigint, not"
                        + " type " + operand.type().orElseThrow().sqlName(), expr.position()));
        if (holdsColumn(typed)) {
            throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE,
                    "argument of " + unit + " must not contain variables", expr.position());
        }
        Datum value = constant(typed, expr.position());
        if (value.isNull()) {
            throw QueryContext.error("22004", "frame " + which + " offset must not be null", expr.position());
        }
        if (value.asLong() < 0) {
            throw QueryContext.error(INVALID_FRAME_OFFSET, "frame " + which + " offset must not be negative",
                    expr.position());
        }
        return value.asLong();
    }

    private static boolean holdsColumn(HirScalar expr) {
        boolean[] found = {false};
        HirWalk.rewrite(expr, 0, (e, depth) -> {
            found[0] |= e instanceof HirScalar.Column;
            return Optional.empty();
        });
        return found[0];
    }

    private static Datum constant(HirScalar expr, int position) {
        return ScalarFolding.value(expr, position).orElseThrow(() -> QueryContext.error(
                SqlState.FEATURE_NOT_SUPPORTED, "a window frame's offset must be constant", position));
    }
}
