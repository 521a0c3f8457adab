package dev.mizu.sqlplanner.query;

import dev.mizu.expr.cast.CastContext;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expressions that stand outside of queries. */
public final class Expressions {
    private final ExprPlanner planner;

    private Expressions(ExprPlanner planner) {
        this.planner = planner;
    }

    /** Over nothing: AS OF, arguments of EXECUTE, values of secrets. */
    public static Expressions constant(QueryPlanner queries) {
        return over(queries, Scope.EMPTY, Clause.CONSTANT);
    }

    /** DEFAULT of a column. */
    public static Expressions defaults(QueryPlanner queries) {
        return over(queries, Scope.EMPTY, Clause.DEFAULT);
    }

    /** CHECK over a table's rows. */
    public static Expressions check(QueryPlanner queries, TableAlias name, RelationDesc desc) {
        return over(queries, scope(name, desc), Clause.CHECK);
    }

    /** Keys of an index. */
    public static Expressions index(QueryPlanner queries, TableAlias name, RelationDesc desc) {
        return over(queries, scope(name, desc), Clause.INDEX);
    }

    /** RETURNING over a table's rows. */
    public static Expressions returning(QueryPlanner queries, TableAlias name, RelationDesc desc) {
        return over(queries, scope(name, desc), Clause.RETURNING);
    }

    /** SET of an UPDATE, over a table's rows. */
    public static Expressions update(QueryPlanner queries, TableAlias name, RelationDesc desc) {
        return over(queries, scope(name, desc), Clause.UPDATE);
    }

    /** WHERE over a relation. */
    public static Expressions where(QueryPlanner queries, TableAlias name, RelationDesc desc) {
        return over(queries, scope(name, desc), Clause.WHERE);
    }

    private static Expressions over(QueryPlanner queries, Scope scope, Clause clause) {
        return new Expressions(new ExprPlanner(queries, new Environment(scope, Map.of()), clause, Optional.empty()));
    }

    private static Scope scope(TableAlias name, RelationDesc desc) {
        return Scope.EMPTY.withColumns(Scope.table(name, desc.names(), desc.type().columns()));
    }

    public HirScalar settled(Expr expr) {
        return planner.settled(expr);
    }

    public HirScalar bool(Expr expr, String construct) {
        return planner.bool(expr, construct);
    }

    public HirScalar assigned(Expr expr, ScalarType type, String column) {
        return planner.assigned(expr, type, column);
    }

    public Optional<HirScalar> cast(Expr expr, ScalarType type, CastContext context) {
        return planner.cast(expr, type, context);
    }

    /** A select list over the same columns. */
    public List<Named> list(List<dev.mizu.sqlparser.ast.SetExpr.SelectItem> items) {
        return new SelectItems(planner.queries(), new SelectBlock())
                .returning(items, planner, planner.env().scope()).stream()
                .map(item -> new Named(item.name(), planner.context().coercion().settle(item.operand()))).toList();
    }

    /** An output column. */
    public record Named(String name, HirScalar expr) {}
}
