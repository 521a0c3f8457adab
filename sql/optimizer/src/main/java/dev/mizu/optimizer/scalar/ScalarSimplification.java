package dev.mizu.optimizer.scalar;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.Equality;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A scalar, written more simply: calls over literals become their value (or the error they raise, still an
 * expression), NULL and boolean laws are applied, tests for NULL are answered from the columns' types. Nothing that
 * could raise an error is dropped, except where a law of evaluation (a false conjunct, a branch not taken) drops it.
 */
public final class ScalarSimplification {
    private final List<ColumnType> columns;

    private ScalarSimplification(List<ColumnType> columns) {
        this.columns = columns;
    }

    /** Gives the same instance back when nothing is simpler. */
    public static ScalarExpr simplify(ScalarExpr expr, List<ColumnType> columns) {
        ScalarSimplification simplification = new ScalarSimplification(columns);
        ScalarExpr current = expr;
        while (true) {
            ScalarExpr next = ScalarExprs.rewrite(current, simplification::step);
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
    }

    private ScalarExpr step(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column c -> c;
            case ScalarExpr.Literal l -> l;
            case ScalarExpr.Failure f -> f;
            case ScalarExpr.Unmaterializable u -> u;
            case ScalarExpr.Call c -> call(c);
            case ScalarExpr.If i -> conditional(i);
            case ScalarExpr.And a -> and(a);
            case ScalarExpr.Or o -> or(o);
            case ScalarExpr.Coalesce c -> coalesce(c);
            case ScalarExpr.IsNull n -> isNull(n);
        };
    }

    private ColumnType typeOf(ScalarExpr expr) {
        return ScalarExprs.typeOf(expr, columns);
    }

    private ScalarExpr call(ScalarExpr.Call call) {
        boolean known = call.args().stream().allMatch(Scalars::literal);
        if (known) {
            try {
                Datum value = RowEvaluator.eval(call, Row.of());
                return new ScalarExpr.Literal(
                        value, new ColumnType(call.type().scalar(), value.isNull() || call.type().nullable()));
            } catch (EvalException failed) {
                return new ScalarExpr.Failure(failed.error(), call.type());
            }
        }
        boolean anyNull = call.args().stream().anyMatch(arg -> Scalars.literal(arg) && isNullLiteral(arg));
        if (call.function().strict() && anyNull && call.args().stream().noneMatch(Scalars::fallible)) {
            return Scalars.nullOf(call.type());
        }
        if (Scalars.isNot(call) && Scalars.isNot(call.args().get(0))) {
            return call.args().get(0).children().get(0);
        }
        if (Equality.of(call).isPresent() && call.args().get(0).equals(call.args().get(1))
                && !Scalars.fallible(call) && !typeOf(call.args().get(0)).nullable()) {
            return ScalarExpr.TRUE;
        }
        return call;
    }

    private static boolean isNullLiteral(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Literal l && l.value().isNull();
    }

    private ScalarExpr conditional(ScalarExpr.If conditional) {
        if (conditional.condition() instanceof ScalarExpr.Literal l) {
            return l.value() == Datum.TRUE ? conditional.then() : conditional.orElse();
        }
        if (conditional.then().equals(conditional.orElse()) && !Scalars.fallible(conditional.condition())) {
            return conditional.then();
        }
        return conditional;
    }

    private ScalarExpr and(ScalarExpr.And and) {
        Set<ScalarExpr> operands = new LinkedHashSet<>();
        for (ScalarExpr operand : and.operands()) {
            if (operand instanceof ScalarExpr.Literal l && l.value() == Datum.FALSE) {
                return ScalarExpr.FALSE;
            }
            if (operand instanceof ScalarExpr.And inner) {
                operands.addAll(inner.operands());
            } else if (!Scalars.literalTrue(operand)) {
                operands.add(operand);
            }
        }
        return operands.isEmpty() ? ScalarExpr.TRUE : operands.size() == 1 ? operands.iterator().next()
                : same(operands, and.operands()) ? and : new ScalarExpr.And(List.copyOf(operands));
    }

    private ScalarExpr or(ScalarExpr.Or or) {
        Set<ScalarExpr> operands = new LinkedHashSet<>();
        for (ScalarExpr operand : or.operands()) {
            if (Scalars.literalTrue(operand)) {
                return ScalarExpr.TRUE;
            }
            boolean no = operand instanceof ScalarExpr.Literal l && l.value() == Datum.FALSE;
            if (operand instanceof ScalarExpr.Or inner) {
                operands.addAll(inner.operands());
            } else if (!no) {
                operands.add(operand);
            }
        }
        return operands.isEmpty() ? ScalarExpr.FALSE : operands.size() == 1 ? operands.iterator().next()
                : same(operands, or.operands()) ? or : new ScalarExpr.Or(List.copyOf(operands));
    }

    private static boolean same(Set<ScalarExpr> operands, List<ScalarExpr> before) {
        return List.copyOf(operands).equals(before);
    }

    private ScalarExpr coalesce(ScalarExpr.Coalesce coalesce) {
        List<ScalarExpr> operands = new ArrayList<>();
        for (ScalarExpr operand : coalesce.operands()) {
            if (isNullLiteral(operand)) {
                continue;
            }
            if (operand instanceof ScalarExpr.Coalesce inner) {
                operands.addAll(inner.operands());
            } else if (!operands.contains(operand)) {
                operands.add(operand);
            }
            if (!typeOf(operand).nullable()) {
                break;
            }
        }
        if (operands.isEmpty()) {
            return Scalars.nullOf(typeOf(coalesce));
        }
        return operands.size() == 1 ? operands.get(0)
                : operands.equals(coalesce.operands()) ? coalesce : new ScalarExpr.Coalesce(operands);
    }

    private ScalarExpr isNull(ScalarExpr.IsNull isNull) {
        ScalarExpr operand = isNull.operand();
        if (operand instanceof ScalarExpr.Literal l) {
            return new ScalarExpr.Literal(Datum.of(l.value().isNull()), SimpleType.BOOL.notNull());
        }
        if (!typeOf(operand).nullable() && !Scalars.fallible(operand)) {
            return ScalarExpr.FALSE;
        }
        // A strict call that adds no NULLs of its own is NULL when an argument is.
        if (operand instanceof ScalarExpr.Call call && call.function().strict() && !call.function().introducesNulls()
                && !Scalars.fallible(call)) {
            List<ScalarExpr> parts = call.args().stream().filter(arg -> typeOf(arg).nullable())
                    .map(arg -> (ScalarExpr) new ScalarExpr.IsNull(arg)).toList();
            return parts.size() == 1 ? parts.get(0) : new ScalarExpr.Or(parts);
        }
        return isNull;
    }
}
