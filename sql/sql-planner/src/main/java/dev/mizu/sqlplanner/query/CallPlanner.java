package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirSortKey;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import dev.mizu.sqlplanner.typing.OverloadResolution.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls of functions of every kind. */
final class CallPlanner {
    /** Schemas whose functions are found without naming them. */
    private static final Set<String> IMPLICIT = Set.of("pg_catalog", "mz_catalog");

    private final ExprPlanner planner;
    private final QueryContext context;

    CallPlanner(ExprPlanner planner) {
        this.planner = planner;
        this.context = planner.context();
    }

    Operand plan(Expr.Call call) {
        String name = call.name().last().value();
        if (call.over().isPresent()) {
            return new Operand.Typed(new WindowCalls(planner).plan(call, call.over().get()), call.position());
        }
        if (call.ignoreNulls().isPresent()) {
            throw SqlException.unsupported("IGNORE NULLS and RESPECT NULLS without OVER");
        }
        if (call.name().parts().size() == 1 && (name.equals("coalesce") || name.equals("nullif")
                || name.equals("greatest") || name.equals("least"))) {
            return special(call, name);
        }
        List<FunctionDef> overloads = visible(call);
        if (overloads.isEmpty()) {
            throw undefined(call, call.arguments().list().stream().map(planner::plan).toList());
        }
        return switch (overloads.getFirst().kind()) {
            case SCALAR, UNMATERIALIZABLE -> scalar(call, overloads);
            case AGGREGATE -> new Operand.Typed(aggregate(call), call.position());
            case TABLE -> tableFunction(call);
            case WINDOW -> throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE,
                    "window function " + name + " requires an OVER clause", call.position());
        };
    }

    /** A declaration, and the arguments as it takes them. */
    record Chosen(FunctionDef def, List<HirScalar> args) {}

    /** Chooses among the overloads of one kind; 42883, 42725. */
    Chosen choose(Expr.Call call, FunctionDef.Kind kind) {
        List<FunctionDef> overloads = visible(call).stream().filter(def -> def.kind() == kind).toList();
        ExprPlanner inner = kind == FunctionDef.Kind.AGGREGATE ? planner.in(Clause.AGGREGATE) : planner;
        List<Operand> args = call.arguments().list().stream().map(inner::plan).toList();
        return choose(call, overloads, args);
    }

    /** Chooses among overloads over planned operands. */
    Chosen choose(Expr.Call call, List<FunctionDef> overloads, List<Operand> args) {
        return switch (context.overloads().choose(overloads, args)) {
            case Choice.Chosen(FunctionDef def, List<HirScalar> coerced) -> new Chosen(def, coerced);
            case Choice.NoneFits n -> throw undefined(call, args);
            case Choice.Ambiguous a -> throw SqlError.of(SqlState.AMBIGUOUS_FUNCTION,
                            "function " + signature(call, args) + " is not unique")
                    .withHint("Could not choose a best candidate function. You might need to add explicit type casts.")
                    .withPosition(call.position()).toException();
        };
    }

    /** A scalar function by name over planned operands. */
    HirScalar named(String name, List<Operand> args, int position) {
        return chosen(BuiltinFunctions.byName(name), name, args, position);
    }

    /** The code behind a syntactic form over planned operands. */
    HirScalar form(String name, List<Operand> args, int position) {
        return chosen(BuiltinFunctions.forms(name), name, args, position);
    }

    private HirScalar chosen(List<FunctionDef> overloads, String name, List<Operand> args, int position) {
        Choice choice = context.overloads().choose(overloads, args);
        if (choice instanceof Choice.Chosen(FunctionDef def, List<HirScalar> coerced)) {
            return Forms.call(def, coerced);
        }
        throw QueryContext.error(SqlState.UNDEFINED_FUNCTION, "function " + name + "("
                + args.stream().map(Coercion::name).collect(Collectors.joining(", ")) + ") does not exist", position);
    }

    static List<FunctionDef> visible(Expr.Call call) {
        List<FunctionDef> all = BuiltinFunctions.byName(call.name().last().value());
        if (call.name().parts().size() == 1) {
            return all.stream().filter(def -> IMPLICIT.contains(def.schema())).toList();
        }
        String schema = call.name().qualifier().getLast().value();
        List<FunctionDef> there = all.stream().filter(def -> def.schema().equals(schema)).toList();
        // PostgreSQL's tools write its schema with functions that live in ours.
        return there.isEmpty() && schema.equals("pg_catalog")
                ? all.stream().filter(def -> def.schema().equals("mz_catalog")).toList() : there;
    }

    private Operand scalar(Expr.Call call, List<FunctionDef> overloads) {
        Expr.Arguments arguments = call.arguments();
        boolean plain = !arguments.star() && !arguments.distinct() && arguments.orderBy().isEmpty()
                && call.filter().isEmpty();
        if (!plain) {
            throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE, (arguments.star() ? "(*)" : arguments.distinct()
                    ? "DISTINCT" : call.filter().isPresent() ? "FILTER" : "ORDER BY") + " specified, but "
                    + call.name().last() + " is not an aggregate function", call.position());
        }
        List<Operand> args = arguments.list().stream().map(planner::plan).toList();
        Chosen chosen = choose(call, overloads, args);
        HirScalar value = chosen.def().body()
                .map(body -> new SqlFunctions(planner).call(chosen.def(), body, chosen.args(), call.position()))
                .orElseGet(() -> Forms.call(chosen.def(), chosen.args()));
        return new Operand.Typed(value, call.position());
    }

    private Operand tableFunction(Expr.Call call) {
        if (!planner.clause().tableFunctions() || planner.block().isEmpty()) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "table functions are not allowed in " + planner.clause().words(), call.position());
        }
        return TableCalls.slot(call, planner.in(Clause.FROM), planner.block().get());
    }

    private HirScalar aggregate(Expr.Call call) {
        if (!planner.clause().aggregates() || planner.block().isEmpty()) {
            String message = planner.clause() == Clause.AGGREGATE ? "aggregate function calls cannot be nested"
                    : "aggregate functions are not allowed in " + planner.clause().words();
            throw QueryContext.error(SqlState.GROUPING_ERROR, message, call.position());
        }
        Chosen chosen = choose(call, FunctionDef.Kind.AGGREGATE);
        List<ColumnType> types = chosen.args().stream().map(HirTypes::of).toList();
        AggregateFunction function = chosen.def().aggregate(types.stream().map(ColumnType::scalar).toList());
        Optional<HirScalar> filter = call.filter().map(expr ->
                context.coercion().toBool(planner.in(Clause.FILTER).plan(expr), "FILTER"));
        List<HirSortKey> order = new ArrayList<>();
        for (OrderBy item : call.arguments().orderBy()) {
            boolean nullsLast = item.nullsFirst().map(first -> !first).orElse(!item.descending());
            HirScalar key = planner.in(Clause.AGGREGATE).settled(item.expr());
            checkOrder(call, chosen, item, key);
            order.add(new HirSortKey(key, item.descending(), nullsLast));
        }
        HirAggregate aggregate = new HirAggregate(function, chosen.args(), call.arguments().distinct(), filter, order,
                function.resultType(types).or(function.empty().isNull()));
        checkLevel(aggregate, call);
        return planner.block().get().aggregate(aggregate);
    }

    /** Of equal values one is left, so that nothing else could say where it comes. */
    private void checkOrder(Expr.Call call, Chosen chosen, OrderBy item, HirScalar key) {
        if (!call.arguments().distinct()) {
            return;
        }
        boolean argument = chosen.args().contains(key)
                || call.arguments().list().stream().map(planner.in(Clause.AGGREGATE)::settled).anyMatch(key::equals);
        if (!argument) {
            throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE, "in an aggregate with DISTINCT, "
                    + "ORDER BY expressions must appear in argument list", item.position());
        }
    }

    /** An aggregate of columns of outer queries alone belongs to those; that is not supported. */
    private static void checkLevel(HirAggregate aggregate, Expr.Call call) {
        boolean[] seen = {false, false};
        HirWalk.rewrite(aggregate, 0, (e, depth) -> {
            if (e instanceof HirScalar.Column c && c.level() >= depth) {
                seen[c.level() == depth ? 0 : 1] = true;
            }
            return Optional.empty();
        });
        if (seen[1] && !seen[0]) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "aggregates of outer columns alone are not supported", call.position());
        }
    }

    /** COALESCE, NULLIF, GREATEST, LEAST: syntax with a common type rather than functions. */
    private Operand special(Expr.Call call, String name) {
        List<Operand> args = call.arguments().list().stream().map(planner::plan).toList();
        int position = call.position();
        if (args.isEmpty() || name.equals("nullif") && args.size() != 2) {
            throw undefined(call, args);
        }
        HirScalar result = switch (name) {
            case "coalesce" -> new HirScalar.Coalesce(context.coercion().unify(args, "COALESCE"));
            case "nullif" -> {
                HirScalar equal = new Comparisons(context).compare("=", args.get(0), args.get(1), position);
                HirScalar first = compared(equal, context.coercion().settle(args.get(0)));
                HirScalar none = new HirScalar.Literal(
                        dev.mizu.repr.Datum.NULL, HirTypes.of(first).scalar().nullable());
                yield new HirScalar.If(equal, none, first);
            }
            default -> extreme(name, context.coercion().unify(args, name.toUpperCase(java.util.Locale.ROOT)));
        };
        return new Operand.Typed(result, position);
    }

    /** What NULLIF gives is its first argument as the comparison took it: perhaps of a wider type. */
    private static HirScalar compared(HirScalar equal, HirScalar first) {
        ScalarType type = HirTypes.of(first).scalar();
        if (equal instanceof HirScalar.Call comparison && comparison.args().size() == 2) {
            HirScalar taken = comparison.args().getFirst();
            ScalarType wider = HirTypes.of(taken).scalar();
            boolean scaled = type instanceof ScalarType.Numeric && wider instanceof ScalarType.Numeric
                    || type instanceof ScalarType.Char && wider instanceof ScalarType.Char;
            return wider.equals(type) || scaled ? first : taken;
        }
        return first;
    }

    /** GREATEST and LEAST: a function that takes any number of values of any type, whose type it keeps. */
    private static HirScalar extreme(String name, List<HirScalar> args) {
        FunctionDef def = BuiltinFunctions.byName(name).getFirst();
        return Forms.call(def, args) instanceof HirScalar.Call call
                ? new HirScalar.Call(call.function(), call.args(), HirTypes.of(args.getFirst()).scalar().nullable())
                : args.getFirst();
    }

    SqlException undefined(Expr.Call call, List<Operand> args) {
        return SqlError.of(SqlState.UNDEFINED_FUNCTION, "function " + signature(call, args) + " does not exist")
                .withHint("No function matches the given name and argument types. You might need to add explicit type"
                        + " casts.")
                .withPosition(call.position()).toException();
    }

    private static String signature(Expr.Call call, List<Operand> args) {
        return NameResolver.dotted(call.name().parts()) + "(" + (call.arguments().star() ? "*" : args.stream()
                .map(operand -> operand.type().map(ScalarType::sqlName).orElse("unknown"))
                .collect(Collectors.joining(", "))) + ")";
    }
}
