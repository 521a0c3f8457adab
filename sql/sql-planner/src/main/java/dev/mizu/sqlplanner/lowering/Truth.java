package dev.mizu.sqlplanner.lowering;

import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.typing.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predicates of which it only matters whether they are true: NULL counts as false. That frees the three-valued forms
 * of IN, ANY and ALL from what tells NULL from false.
 */
final class Truth {
    private Truth() {}

    /** A simpler predicate that is true for the same rows. */
    static HirScalar whenTrue(HirScalar p) {
        if (!HirParts.holdsQuery(p)) {
            return p;
        }
        return switch (p) {
            case HirScalar.And a -> new HirScalar.And(a.operands().stream().map(Truth::whenTrue).toList());
            case HirScalar.Or o -> or(o.operands().stream().map(Truth::whenTrue).toList());
            case HirScalar.If(var c, var then, var orElse) when decided(c) && then.equals(Forms.TRUE) ->
                    or(List.of(whenTrue(c), whenTrue(orElse)));
            case HirScalar.If(var c, var then, var orElse) when decided(c) && (never(then)) ->
                    never(whenTrue(orElse)) ? Forms.FALSE
                            : new HirScalar.And(List.of(whenFalse(c), whenTrue(orElse)));
            default -> operandOfNot(p).map(Truth::whenFalse).orElse(p);
        };
    }

    /** A predicate that is true for the rows for which {@code p} is false. */
    private static HirScalar whenFalse(HirScalar p) {
        if (p.equals(Forms.FALSE)) {
            return Forms.TRUE;
        }
        if (p.equals(Forms.TRUE) || p.equals(Forms.UNKNOWN)) {
            return Forms.FALSE;
        }
        return switch (p) {
            case HirScalar.And a -> or(a.operands().stream().map(Truth::whenFalse).toList());
            case HirScalar.Or o -> new HirScalar.And(o.operands().stream().map(Truth::whenFalse).toList());
            case HirScalar.If(var c, var then, var orElse) when decided(c) && never(whenFalse(then)) ->
                    new HirScalar.And(List.of(whenFalse(c), whenFalse(orElse)));
            case HirScalar.If(var c, var then, var orElse) when decided(c) && then.equals(Forms.FALSE) ->
                    or(List.of(whenTrue(c), whenFalse(orElse)));
            default -> operandOfNot(p).map(Truth::whenTrue).orElseGet(() -> Forms.not(p));
        };
    }

    /** Whether a condition is never NULL. */
    private static boolean decided(HirScalar condition) {
        return !HirTypes.of(condition).nullable();
    }

    private static boolean never(HirScalar p) {
        return p.equals(Forms.FALSE) || p.equals(Forms.UNKNOWN);
    }

    private static HirScalar or(List<HirScalar> operands) {
        List<HirScalar> left = new ArrayList<>();
        for (HirScalar operand : operands) {
            if (!never(operand)) {
                left.add(operand);
            }
        }
        return left.isEmpty() ? Forms.FALSE : left.size() == 1 ? left.getFirst() : new HirScalar.Or(left);
    }

    private static Optional<HirScalar> operandOfNot(HirScalar p) {
        return p instanceof HirScalar.Call call && call.function().id().equals("not(boolean)")
                ? Optional.of(call.args().getFirst()) : Optional.empty();
    }

    /** The query of a NOT EXISTS. */
    static Optional<HirScalar.Exists> denied(HirScalar p) {
        return operandOfNot(p).filter(o -> o instanceof HirScalar.Exists).map(o -> (HirScalar.Exists) o);
    }
}
