package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicates. EXISTS and NOT EXISTS among the conjuncts become joins with the keys that have, or lack, a row. */
final class FilterLowering {
    private final Lowering lowering;
    private final int depth;
    private final Outer outer;

    FilterLowering(Lowering lowering, int depth, Outer outer) {
        this.lowering = lowering;
        this.depth = depth;
        this.outer = outer;
    }

    /** The rows of {@code input} for which all predicates are true. */
    Lowered filter(Lowered input, List<HirScalar> predicates) {
        List<HirScalar> conjuncts = new ArrayList<>();
        predicates.forEach(predicate -> split(Truth.whenTrue(predicate), conjuncts));
        List<ScalarExpr> plain = new ArrayList<>();
        ScalarLowering scalars = new ScalarLowering(lowering, input, depth, outer);
        for (HirScalar conjunct : conjuncts) {
            if (!HirParts.holdsQuery(conjunct)) {
                plain.add(scalars.lower(conjunct));
            }
        }
        Lowered current = input.filter(plain);
        for (HirScalar conjunct : conjuncts) {
            if (HirParts.holdsQuery(conjunct)) {
                current = withQuery(current, conjunct);
            }
        }
        return current;
    }

    private static void split(HirScalar predicate, List<HirScalar> into) {
        if (predicate instanceof HirScalar.And(List<HirScalar> operands)) {
            operands.forEach(operand -> split(operand, into));
        } else if (!predicate.equals(Forms.TRUE)) {
            into.add(predicate);
        }
    }

    private Lowered withQuery(Lowered input, HirScalar conjunct) {
        ScalarLowering scalars = new ScalarLowering(lowering, input, depth, outer);
        if (conjunct instanceof HirScalar.Exists exists) {
            ScalarLowering.Branch branch = scalars.branch(exists.query());
            Lowered found = branch.rows().first(branch.keys().arity()).distinct();
            return Lowering.joinBack(scalars.current(), found, branch.positions());
        }
        Optional<HirScalar.Exists> denied = Truth.denied(conjunct);
        if (denied.isPresent()) {
            ScalarLowering.Branch branch = scalars.branch(denied.get().query());
            Lowered found = branch.rows().first(branch.keys().arity()).distinct();
            Lowered lacking = branch.keys().relation().minus(found);
            return Lowering.joinBack(scalars.current(), lacking, branch.positions());
        }
        ScalarExpr predicate = scalars.lower(conjunct);
        return scalars.current().filter(List.of(predicate)).first(input.arity());
    }
}
