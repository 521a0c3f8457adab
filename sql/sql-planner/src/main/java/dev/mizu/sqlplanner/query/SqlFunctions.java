package dev.mizu.sqlplanner.query;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.typing.Operand;
import dev.mizu.sqlplanner.typing.ParameterTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Functions that are SQL expressions over their parameters. A call becomes the body with the arguments in the places
 * of the parameters; the body sees nothing else of the query around it.
 */
final class SqlFunctions {
    private final ExprPlanner caller;

    SqlFunctions(ExprPlanner caller) {
        this.caller = caller;
    }

    /** The call of a function with a body over arguments that have its parameters' types. */
    HirScalar call(FunctionDef def, String body, List<HirScalar> args, int position) {
        if (!caller.clause().subqueries()) {
            throw QueryContext.error(dev.mizu.base.error.SqlState.FEATURE_NOT_SUPPORTED,
                    def.name() + " is not allowed in " + caller.clause().words(), position);
        }
        List<Optional<ScalarType>> types = new ArrayList<>();
        def.params().forEach(param -> types.add(Optional.of(((ParamType.Exact) param).type())));
        QueryContext inner = caller.context().withParameters(ParameterTypes.open(types));
        Operand planned = new ExprPlanner(new QueryPlanner(inner), Environment.TOP, Clause.WHERE, Optional.empty())
                .plan(Parser.parseExpr(body));
        ScalarType result = ((ParamType.Exact) def.result()).type();
        HirScalar value = planned.type().equals(Optional.of(result)) ? inner.coercion().settle(planned)
                : inner.coercion().explicit(planned, result);
        return HirWalk.rewrite(value, 0, (expr, depth) -> expr instanceof HirScalar.Parameter(int number, var type)
                ? Optional.of(HirWalk.deepen(args.get(number - 1), depth)) : Optional.empty());
    }

    /** A call by name, for forms that stand for one. */
    HirScalar call(String name, HirScalar arg, int position) {
        FunctionDef def = dev.mizu.expr.functions.builtin.BuiltinFunctions.byName(name).stream()
                .filter(d -> d.accepts(List.of(HirTypes.of(arg).scalar()))).findFirst().orElseThrow();
        return call(def, def.body().orElseThrow(), List.of(arg), position);
    }
}
