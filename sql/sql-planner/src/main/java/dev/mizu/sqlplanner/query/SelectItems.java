package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.SetExpr.SelectItem;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The select list: stars expanded, names given. */
final class SelectItems {
    private final QueryPlanner queries;
    private final SelectBlock block;

    SelectItems(QueryPlanner queries, SelectBlock block) {
        this.queries = queries;
        this.block = block;
    }

    /** One output column. */
    record Item(Operand operand, String name) {
        HirScalar placeholder() {
            return SelectPlanner.placeholder(operand);
        }

        Optional<Operand> open() {
            return operand instanceof Operand.Typed ? Optional.empty() : Optional.of(operand);
        }

        int position() {
            return operand.position();
        }
    }

    List<Item> plan(SetExpr.Select select, Environment env, Scope scope) {
        ExprPlanner planner = new ExprPlanner(queries, env.withScope(scope), Clause.SELECT, Optional.of(block));
        List<Item> items = new ArrayList<>();
        for (SelectItem item : select.items()) {
            if (item instanceof SelectItem.Star star && select.from().isEmpty()) {
                throw QueryContext.error(SqlState.SYNTAX_ERROR,
                        "SELECT * with no tables specified is not valid", star.position());
            }
            add(item, planner, scope, items);
        }
        return items;
    }

    /** RETURNING: as a select list over one relation. */
    List<Item> returning(List<SelectItem> list, ExprPlanner planner, Scope scope) {
        List<Item> items = new ArrayList<>();
        list.forEach(item -> add(item, planner, scope, items));
        return items;
    }

    private void add(SelectItem item, ExprPlanner planner, Scope scope, List<Item> items) {
        switch (item) {
            case SelectItem.Star star -> {
                for (int i = 0; i < scope.arity(); i++) {
                    if (scope.columns().get(i).plain()) {
                        items.add(column(scope, i, 0, star.position()));
                    }
                }
            }
            case SelectItem.Value(Expr.NameWildcard wildcard, var alias, int position) ->
                    tableColumns(wildcard.parts(), scope, position, items);
            case SelectItem.Value(Expr.WildcardOf wildcard, var alias, int position) ->
                    fields(wildcard, planner, items);
            case SelectItem.Value(Expr expr, Optional<Ident> alias, int position) -> {
                Operand operand = planner.plan(expr);
                items.add(new Item(row(operand), alias.map(Ident::value).orElseGet(() -> OutputNames.of(expr))));
            }
        }
    }

    /** A row in the select list is a value like any other. */
    private Operand row(Operand operand) {
        return operand instanceof Operand.RowOf
                ? new Operand.Typed(queries.context().coercion().settle(operand), operand.position()) : operand;
    }

    private void tableColumns(List<Ident> parts, Scope scope, int position, List<Item> items) {
        Scope.Found.WholeRow found = scope.wholeRow(parts).orElseThrow(() -> QueryContext.error(
                SqlState.UNDEFINED_TABLE, "no table named '" + NameResolver.dotted(parts) + "' in scope", position));
        Scope at = scope;
        for (int level = 0; level < found.level(); level++) {
            at = at.outer().orElseThrow();
        }
        for (int index : found.indices()) {
            items.add(column(at, index, found.level(), position));
        }
    }

    private void fields(Expr.WildcardOf wildcard, ExprPlanner planner, List<Item> items) {
        HirScalar record = queries.context().coercion().settle(planner.plan(wildcard.operand()));
        if (!(HirTypes.of(record).scalar() instanceof ScalarType.Record type)) {
            throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE, "type " + HirTypes.of(record).scalar().sqlName()
                    + " is not composite", wildcard.position());
        }
        for (int i = 0; i < type.fields().size(); i++) {
            items.add(new Item(new Operand.Typed(Records.field(record, i), wildcard.position()),
                    type.fields().get(i).name()));
        }
    }

    private Item column(Scope scope, int index, int level, int position) {
        ScopeColumn column = scope.columns().get(index);
        HirScalar expr = queries.context().at(new HirScalar.Column(level, index, column.type()), position);
        return new Item(new Operand.Typed(expr, position), column.name());
    }
}
