package dev.mizu.sqlplanner.typing;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import java.util.ArrayList;
import java.util.List;

/** Expressions that syntax stands for rather than a name. */
public final class Forms {
    public static final HirScalar TRUE = new HirScalar.Literal(Datum.TRUE, SimpleType.BOOL.notNull());
    public static final HirScalar FALSE = new HirScalar.Literal(Datum.FALSE, SimpleType.BOOL.notNull());
    public static final HirScalar UNKNOWN = new HirScalar.Literal(Datum.NULL, SimpleType.BOOL.nullable());

    private Forms() {}

    /** A call of a declaration over arguments that already have its types. */
    public static HirScalar call(FunctionDef def, List<HirScalar> args) {
        List<ScalarExpr> columns = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            columns.add(new ScalarExpr.Column(i));
            types.add(HirTypes.of(args.get(i)));
        }
        return HirWalk.embed(def.call(columns, types), args);
    }

    /** A call of the overload that takes exactly these arguments. */
    public static HirScalar exact(String name, HirScalar... args) {
        ScalarType[] types = new ScalarType[args.length];
        for (int i = 0; i < args.length; i++) {
            types[i] = HirTypes.of(args[i]).scalar();
        }
        return call(BuiltinFunctions.exact(name, types), List.of(args));
    }

    public static HirScalar not(HirScalar operand) {
        return switch (operand) {
            case HirScalar.Literal l when l.value().isNull() -> l;
            case HirScalar.Literal l -> l.value().asBool() ? FALSE : TRUE;
            default -> exact("not", operand);
        };
    }

    public static HirScalar and(List<HirScalar> operands) {
        return operands.size() == 1 ? operands.getFirst() : new HirScalar.And(operands);
    }

    /** A row value. */
    public static HirScalar record(List<HirScalar> fields, ScalarType.Record type) {
        HirScalar call = call(BuiltinFunctions.forms("row").getFirst(), fields);
        return call instanceof HirScalar.Call c
                ? new HirScalar.Call(c.function(), c.args(), type.notNull()) : call;
    }

    /** Whether the operand is true; never NULL. */
    public static HirScalar isTrue(HirScalar operand) {
        return new HirScalar.If(operand, TRUE, FALSE);
    }

    /** Whether the operand is false; never NULL. */
    public static HirScalar isFalse(HirScalar operand) {
        return new HirScalar.If(new HirScalar.IsNull(operand), FALSE, new HirScalar.If(operand, FALSE, TRUE));
    }
}
