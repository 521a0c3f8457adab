package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Datum;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.ConstantEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HIR expressions that are MIR expressions already, since they hold no subquery. */
public final class ScalarFolding {
    private ScalarFolding() {}

    /** The value of an expression that reads nothing; raises {@link EvalException}. */
    public static Optional<Datum> value(HirScalar expr) {
        return plain(expr).flatMap(ConstantEvaluation::value);
    }

    /** The value of an expression of the statement's text; an error is the statement's, at {@code position}. */
    public static Optional<Datum> value(HirScalar expr, int position) {
        try {
            return value(expr);
        } catch (EvalException failed) {
            throw failed.error().toSqlError().withPosition(position).toException();
        }
    }

    /** The same expression over one row alone; empty when it reads others, or holds a subquery or a parameter. */
    public static Optional<ScalarExpr> plain(HirScalar expr) {
        return switch (expr) {
            case HirScalar.Column c -> c.level() == 0
                    ? Optional.of(new ScalarExpr.Column(c.index())) : Optional.empty();
            case HirScalar.Literal l -> Optional.of(new ScalarExpr.Literal(l.value(), l.type()));
            case HirScalar.Unmaterializable u -> Optional.of(new ScalarExpr.Unmaterializable(u.function()));
            case HirScalar.Call c -> all(c.args()).map(args -> new ScalarExpr.Call(c.function(), args, c.type()));
            case HirScalar.If i -> all(List.of(i.condition(), i.then(), i.orElse()))
                    .map(parts -> new ScalarExpr.If(parts.get(0), parts.get(1), parts.get(2)));
            case HirScalar.And a -> all(a.operands()).map(ScalarExpr.And::new);
            case HirScalar.Or o -> all(o.operands()).map(ScalarExpr.Or::new);
            case HirScalar.Coalesce c -> all(c.operands()).map(ScalarExpr.Coalesce::new);
            case HirScalar.IsNull n -> plain(n.operand()).map(ScalarExpr.IsNull::new);
            case HirScalar.Parameter p -> Optional.empty();
            case HirScalar.Exists e -> Optional.empty();
            case HirScalar.Subquery s -> Optional.empty();
            case HirScalar.Slot s -> Optional.empty();
        };
    }

    private static Optional<List<ScalarExpr>> all(List<HirScalar> exprs) {
        List<ScalarExpr> plain = new ArrayList<>();
        for (HirScalar expr : exprs) {
            Optional<ScalarExpr> one = plain(expr);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            plain.add(one.get());
        }
        return Optional.of(plain);
    }
}
