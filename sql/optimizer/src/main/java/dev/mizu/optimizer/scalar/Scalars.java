package dev.mizu.optimizer.scalar;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Facts about scalars, and the few that transforms make themselves. */
public final class Scalars {
    private Scalars() {}

    public static ScalarExpr column(int index) {
        return new ScalarExpr.Column(index);
    }

    /** The first {@code count} columns. */
    public static List<ScalarExpr> columns(int count) {
        List<ScalarExpr> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(column(i));
        }
        return columns;
    }

    public static ScalarExpr nullOf(ColumnType type) {
        return new ScalarExpr.Literal(Datum.NULL, type.scalar().nullable());
    }

    /** {@code left = right}; both are of one type. */
    public static ScalarExpr equal(ScalarExpr left, ScalarExpr right, List<ColumnType> columns) {
        ColumnType leftType = ScalarExprs.typeOf(left, columns);
        ColumnType rightType = ScalarExprs.typeOf(right, columns);
        return BuiltinFunctions.exact("=", compared(leftType.scalar()), compared(rightType.scalar()))
                .call(List.of(left, right), List.of(leftType, rightType));
    }

    /** The type whose equality a type uses: some have none of their own. */
    private static ScalarType compared(ScalarType type) {
        return switch (type) {
            case ScalarType.Varchar v -> SimpleType.TEXT;
            case ScalarType.Char c -> ScalarType.BPCHAR;
            case ScalarType.Numeric n -> ScalarType.NUMERIC;
            case ScalarType.Timestamp t -> ScalarType.TIMESTAMP;
            case ScalarType.TimestampTz t -> ScalarType.TIMESTAMPTZ;
            case SimpleType simple -> switch (simple) {
                case REGCLASS, REGPROC, REGTYPE -> SimpleType.OID;
                default -> simple;
            };
            default -> type;
        };
    }

    public static ScalarExpr not(ScalarExpr operand, ColumnType type) {
        return BuiltinFunctions.exact("not", SimpleType.BOOL).call(List.of(operand), List.of(type));
    }

    /** {@code expr IS NOT NULL}. */
    public static ScalarExpr notNull(ScalarExpr expr) {
        return not(new ScalarExpr.IsNull(expr), SimpleType.BOOL.notNull());
    }

    /** Whether the expression is {@code operand IS NOT NULL} or any other negation. */
    public static boolean isNot(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Call call && call.args().size() == 1
                && call.function().name().equals("not");
    }

    /** Whether evaluation may raise an error on some row. */
    public static boolean fallible(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Failure f -> true;
            case ScalarExpr.Call c when c.function().fallible() -> true;
            default -> expr.children().stream().anyMatch(Scalars::fallible);
        };
    }

    /** Whether it is a value known now. */
    public static boolean literal(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Literal;
    }

    public static boolean literalTrue(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Literal l && l.value() == Datum.TRUE
                || expr instanceof ScalarExpr.And a && a.operands().isEmpty();
    }

    /** Whether a predicate is never true, and raises nothing: literally false or NULL. */
    public static boolean literalNeverTrue(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Literal l && l.value() != Datum.TRUE
                || expr instanceof ScalarExpr.Or o && o.operands().isEmpty();
    }

    /** Predicates with conjunctions taken apart, without repeats and without what is literally true. */
    public static List<ScalarExpr> conjuncts(List<ScalarExpr> predicates) {
        Set<ScalarExpr> found = new LinkedHashSet<>();
        predicates.forEach(predicate -> collect(predicate, found));
        return List.copyOf(found);
    }

    private static void collect(ScalarExpr predicate, Set<ScalarExpr> into) {
        if (predicate instanceof ScalarExpr.And(var operands)) {
            operands.forEach(operand -> collect(operand, into));
        } else if (!literalTrue(predicate)) {
            into.add(predicate);
        }
    }

    /** The columns that any of the expressions reads. */
    public static BitSet columnsOf(List<ScalarExpr> exprs) {
        BitSet found = new BitSet();
        exprs.forEach(expr -> found.or(ScalarExprs.columns(expr)));
        return found;
    }

    /** The expression with every column replaced by what stands for it. */
    public static ScalarExpr substitute(ScalarExpr expr, List<ScalarExpr> columns) {
        return ScalarExprs.rewrite(expr, e -> e instanceof ScalarExpr.Column(int index) ? columns.get(index) : e);
    }

    /** How many nodes. */
    public static int size(ScalarExpr expr) {
        return 1 + expr.children().stream().mapToInt(Scalars::size).sum();
    }

    public static List<ScalarExpr> shifted(List<ScalarExpr> exprs, int by) {
        return exprs.stream().map(expr -> shifted(expr, by)).toList();
    }

    public static ScalarExpr shifted(ScalarExpr expr, int by) {
        return by == 0 ? expr : ScalarExprs.mapColumns(expr, c -> c + by);
    }
}
