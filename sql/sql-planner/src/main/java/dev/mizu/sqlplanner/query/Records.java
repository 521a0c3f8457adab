package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Row values: whole rows of a FROM item, and fields of records. */
final class Records {
    private final ExprPlanner planner;

    Records(ExprPlanner planner) {
        this.planner = planner;
    }

    static HirScalar wholeRow(Scope.Found.WholeRow row, Scope scope) {
        Scope at = scope;
        for (int level = 0; level < row.level(); level++) {
            at = at.outer().orElseThrow();
        }
        List<HirScalar> values = new ArrayList<>();
        List<ScalarType.Field> fields = new ArrayList<>();
        boolean optional = true;
        for (int index : row.indices()) {
            ScopeColumn column = at.columns().get(index);
            optional &= column.optional();
            values.add(new HirScalar.Column(row.level(), index, column.type()));
            fields.add(new ScalarType.Field(column.name(), column.type()));
        }
        ScalarType.Record type = new ScalarType.Record(fields);
        HirScalar whole = Forms.record(values, type);
        if (!optional) {
            return whole;
        }
        // A row that an outer join did not find is no row of NULLs.
        return new HirScalar.If(new HirScalar.And(values.stream().<HirScalar>map(HirScalar.IsNull::new).toList()),
                new HirScalar.Literal(Datum.NULL, type.nullable()), whole);
    }

    HirScalar wholeRow(Expr.NameWildcard wildcard) {
        Scope scope = planner.env().scope();
        return scope.wholeRow(wildcard.parts()).map(row -> wholeRow(row, scope)).orElseThrow(() ->
                QueryContext.error(SqlState.UNDEFINED_TABLE, "no table named '"
                        + NameResolver.dotted(wildcard.parts()) + "' in scope", wildcard.position()));
    }

    /** The fields of a row constructor; {@code t.*} stands for all columns of a table. */
    List<Operand> operands(List<Expr> exprs) {
        List<Operand> operands = new ArrayList<>();
        for (Expr expr : exprs) {
            if (expr instanceof Expr.NameWildcard wildcard) {
                fields(wholeRow(wildcard)).forEach(
                        field -> operands.add(new Operand.Typed(field, wildcard.position())));
            } else {
                operands.add(planner.plan(expr));
            }
        }
        return operands;
    }

    HirScalar field(Expr.FieldOf access) {
        HirScalar record = planner.settled(access.operand());
        if (HirTypes.of(record).scalar() instanceof ScalarType.Record type) {
            for (int i = 0; i < type.fields().size(); i++) {
                if (type.fields().get(i).name().equals(access.field().value())) {
                    return field(record, i);
                }
            }
            throw QueryContext.error(SqlState.UNDEFINED_COLUMN,
                    "field " + access.field() + " not found in data type record", access.field().position());
        }
        throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE, "column notation ." + access.field()
                + " applied to type " + HirTypes.of(record).scalar().sqlName() + ", which is not a composite type",
                access.field().position());
    }

    /** The fields of a record, in order. */
    static List<HirScalar> fields(HirScalar record) {
        return IntStream.range(0, ((ScalarType.Record) HirTypes.of(record).scalar()).fields().size())
                .mapToObj(index -> field(record, index)).toList();
    }

    /** Field number {@code index}, from 0, of a record. */
    static HirScalar field(HirScalar record, int index) {
        ScalarType.Field field = ((ScalarType.Record) HirTypes.of(record).scalar()).fields().get(index);
        if (record instanceof HirScalar.Call call && call.function().name().equals("row")) {
            return call.args().get(index);
        }
        ScalarFunction get = BuiltinFunctions.field((ScalarType.Record) HirTypes.of(record).scalar(), index);
        return new HirScalar.Call(get, List.of(record), field.type().or(HirTypes.of(record).nullable()));
    }
}
