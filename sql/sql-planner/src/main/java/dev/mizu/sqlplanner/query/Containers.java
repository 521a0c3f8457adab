package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import dev.mizu.sqlplanner.typing.OverloadResolution.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arrays, lists and maps: constructors and subscripts. */
final class Containers {
    private final ExprPlanner planner;
    private final QueryContext context;

    Containers(ExprPlanner planner) {
        this.planner = planner;
        this.context = planner.context();
    }

    Operand array(Expr.Array array) {
        if (array.elements().isEmpty()) {
            throw QueryContext.error(SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty array",
                    array.position());
        }
        List<HirScalar> elements = context.coercion().unify(
                array.elements().stream().map(planner::plan).toList(), "ARRAY");
        return new Operand.Typed(form("array_of", elements), array.position());
    }

    /** With the type of the elements known. */
    HirScalar array(Expr.Array array, ScalarType.Array type) {
        if (array.elements().isEmpty()) {
            return new HirScalar.Literal(Datum.Array.of(List.of()), type.notNull());
        }
        List<HirScalar> elements = new ArrayList<>();
        for (Expr element : array.elements()) {
            elements.add(element instanceof Expr.Array inner
                    ? array(inner, type) : context.coercion().explicit(planner.plan(element), type.element()));
        }
        HirScalar made = form("array_of", elements);
        return context.coercion().explicit(new Operand.Typed(made, array.position()), type);
    }

    Operand list(Expr.ListOf list) {
        if (list.elements().isEmpty()) {
            throw QueryContext.error(SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty list",
                    list.position());
        }
        List<HirScalar> elements = context.coercion().unify(
                list.elements().stream().map(planner::plan).toList(), "LIST");
        return new Operand.Typed(form("list_of", elements), list.position());
    }

    HirScalar list(Expr.ListOf list, ScalarType.ListOf type) {
        if (list.elements().isEmpty()) {
            return new HirScalar.Literal(new Datum.ListDatum(List.of()), type.notNull());
        }
        List<HirScalar> elements = new ArrayList<>();
        for (Expr element : list.elements()) {
            elements.add(element instanceof Expr.ListOf inner && type.element() instanceof ScalarType.ListOf deeper
                    ? list(inner, deeper) : context.coercion().explicit(planner.plan(element), type.element()));
        }
        return form("list_of", elements);
    }

    Operand map(Expr.MapOf map) {
        if (map.entries().isEmpty()) {
            throw QueryContext.error(SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty map",
                    map.position());
        }
        List<HirScalar> keys = context.coercion().unify(
                map.entries().stream().map(entry -> planner.plan(entry.key())).toList(), "MAP");
        List<HirScalar> values = context.coercion().unify(
                map.entries().stream().map(entry -> planner.plan(entry.value())).toList(), "MAP");
        List<HirScalar> flat = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            flat.add(keys.get(i));
            flat.add(values.get(i));
        }
        return new Operand.Typed(form("map_of", flat), map.position());
    }

    private static HirScalar form(String name, List<HirScalar> args) {
        if (BuiltinFunctions.forms(name).isEmpty()) {
            throw SqlException.unsupported(name + " constructors");
        }
        HirScalar made = Forms.call(BuiltinFunctions.forms(name).getFirst(), args);
        // Known elements make a known container: what looks at it may then look inside.
        return args.stream().allMatch(arg -> arg instanceof HirScalar.Literal) ? known(made)
                .<HirScalar>map(value -> new HirScalar.Literal(value, HirTypes.of(made))).orElse(made) : made;
    }

    /** What fails now fails when it is computed, if it is. */
    private static Optional<Datum> known(HirScalar made) {
        try {
            return ScalarFolding.value(made);
        } catch (EvalException failed) {
            return Optional.empty();
        }
    }

    HirScalar subscript(Expr.Subscript subscript) {
        HirScalar value = planner.settled(subscript.operand());
        if (HirTypes.of(value).scalar() instanceof ScalarType.ListOf
                && subscript.bounds().stream().anyMatch(Expr.Bounds::slice)) {
            return slices(value, subscript);
        }
        List<Expr> indexes = new ArrayList<>();
        for (Expr.Bounds bounds : subscript.bounds()) {
            if (bounds.slice()) {
                throw SqlException.unsupported("slicing of " + HirTypes.of(value).scalar().sqlName());
            }
            indexes.add(bounds.lower().orElseThrow());
        }
        return switch (HirTypes.of(value).scalar()) {
            case SimpleType t when t == SimpleType.JSONB -> json(value, indexes, subscript.position());
            case ScalarType.Array a -> index("array_index", value, indexes, subscript.position());
            case SimpleType t when t == SimpleType.INT2VECTOR ->
                    vector(value, indexes, subscript.position());
            case ScalarType.ListOf l -> index("list_index", value, indexes, subscript.position());
            case ScalarType.MapOf m -> json(value, indexes, subscript.position());
            default -> throw QueryContext.error(SqlState.DATATYPE_MISMATCH, "cannot subscript type "
                    + HirTypes.of(value).scalar().sqlName(), subscript.position());
        };
    }

    /** Parts of a list; what follows looks at the part. */
    private HirScalar slices(HirScalar list, Expr.Subscript subscript) {
        HirScalar value = list;
        for (Expr.Bounds bounds : subscript.bounds()) {
            if (!bounds.slice()) {
                value = index("list_index", value, List.of(bounds.lower().orElseThrow()), subscript.position());
                continue;
            }
            value = chosen("list_slice", List.of(new Operand.Typed(value, subscript.position()),
                    end(bounds.lower(), 1, subscript), end(bounds.upper(), Long.MAX_VALUE, subscript)));
        }
        return value;
    }

    private Operand end(Optional<Expr> bound, long open, Expr.Subscript subscript) {
        return new Operand.Typed(bound.map(this::subscript)
                .orElse(new HirScalar.Literal(Datum.of(open), SimpleType.INT8.notNull())), subscript.position());
    }

    /** An element of an int2vector, which counts from 0. */
    private HirScalar vector(HirScalar value, List<Expr> indexes, int position) {
        HirScalar array = context.coercion().explicit(
                new Operand.Typed(value, position), new ScalarType.Array(SimpleType.INT2));
        HirScalar one = new HirScalar.Literal(Datum.of(1), SimpleType.INT8.notNull());
        List<Operand> operands = new ArrayList<>(List.of(new Operand.Typed(array, position)));
        for (Expr index : indexes) {
            HirScalar number = subscript(index);
            operands.add(new Operand.Typed(Forms.exact("+", number, one), index.position()));
        }
        return chosen("array_index", operands);
    }

    private HirScalar subscript(Expr index) {
        return context.coercion().to(planner.plan(index), SimpleType.INT8, CastContext.ASSIGNMENT)
                .orElseThrow(() -> QueryContext.error(
                        SqlState.DATATYPE_MISMATCH, "subscript must have type bigint", index.position()));
    }

    private HirScalar index(String form, HirScalar value, List<Expr> indexes, int position) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Operand.Typed(value, position));
        for (Expr index : indexes) {
            operands.add(new Operand.Typed(subscript(index), index.position()));
        }
        return chosen(form, operands);
    }

    private HirScalar chosen(String form, List<Operand> operands) {
        Choice choice = context.overloads().choose(BuiltinFunctions.forms(form), operands);
        Optional<HirScalar> call = choice instanceof Choice.Chosen c
                ? Optional.of(Forms.call(c.def(), c.args())) : Optional.empty();
        return call.orElseThrow(() -> SqlException.unsupported("this kind of subscript"));
    }

    private HirScalar json(HirScalar value, List<Expr> indexes, int position) {
        HirScalar result = value;
        for (Expr index : indexes) {
            result = new Comparisons(context).operator(
                    "->", List.of(new Operand.Typed(result, position), planner.plan(index)), position);
        }
        return result;
    }
}
