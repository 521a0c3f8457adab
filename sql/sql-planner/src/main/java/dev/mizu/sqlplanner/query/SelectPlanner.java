package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.SetExpr.Distinct;
import dev.mizu.sqlplanner.hir.ComputedColumns;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.query.FromPlanner.Source;
import dev.mizu.sqlplanner.query.PlannedQuery.OutputColumn;
import dev.mizu.sqlplanner.query.SelectItems.Item;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One SELECT block. Expressions are planned over the rows of FROM, with slots where aggregates and table functions
 * stand; when all are known the relation is grouped and the expressions are rewritten over the groups.
 */
final class SelectPlanner {
    private final QueryPlanner queries;
    private final QueryContext context;
    private final Environment env;
    private final SelectBlock block = new SelectBlock();

    SelectPlanner(QueryPlanner queries, Environment env) {
        this.queries = queries;
        this.context = queries.context();
        this.env = env;
    }

    PlannedQuery plan(SetExpr.Select select, List<OrderBy> orderBy) {
        Source source = new FromPlanner(queries).plan(select.from(), env);
        Scope scope = source.scope();
        HirRelation relation = source.relation();
        if (select.where().isPresent()) {
            HirScalar where = bool(select.where().get(), scope, Clause.WHERE);
            relation = new HirRelation.Filter(relation, List.of(where));
        }
        List<Item> items = new SelectItems(queries, block).plan(select, env, scope);
        List<HirScalar> keys = groupKeys(select.groupBy(), items, scope);
        Optional<HirScalar> having = select.having().map(expr -> bool(expr, scope, Clause.HAVING));
        Optional<HirScalar> qualify = select.qualify().map(expr -> bool(expr, scope, Clause.QUALIFY));
        List<HirScalar> distinctOn = distinctOn(select.distinct(), items, scope);
        List<Sort> sorts = orderBy.stream().map(item -> sort(item, items, scope)).toList();

        List<HirScalar> exprs = new ArrayList<>(items.stream().map(Item::placeholder).toList());
        boolean grouped = !select.groupBy().isEmpty() || having.isPresent() || !block.aggregates().isEmpty();
        if (grouped) {
            Grouping grouping = new Grouping(context, scope, keys, block.aggregates());
            relation = grouping.reduce(relation, hint(select.options()));
            relation = having.map(h -> List.of(grouping.after(h)))
                    .<HirRelation>map(h -> new HirRelation.Filter(grouping.relation(), h)).orElse(relation);
            exprs.replaceAll(grouping::after);
            distinctOn = distinctOn.stream().map(grouping::after).toList();
            sorts = sorts.stream().map(sort -> sort.with(grouping.after(sort.expr()))).toList();
            block.tableCalls().replaceAll(grouping::after);
            block.windows().replaceAll(call -> call.rewrite(grouping::after));
            qualify = qualify.map(grouping::after);
        }
        if (!block.windows().isEmpty()) {
            Windowing windowing = new Windowing(relation, block.windows());
            relation = windowing.relation();
            exprs.replaceAll(windowing::after);
            distinctOn = distinctOn.stream().map(windowing::after).toList();
            sorts = sorts.stream().map(sort -> sort.with(windowing.after(sort.expr()))).toList();
            block.tableCalls().replaceAll(windowing::after);
            qualify = qualify.map(windowing::after);
        }
        if (qualify.isPresent()) {
            relation = new HirRelation.Filter(relation, List.of(qualify.get()));
        }
        return new Finish(relation, exprs, items, distinctOn, sorts).apply(select.distinct());
    }

    private HirScalar bool(Expr expr, Scope scope, Clause clause) {
        return context.coercion().toBool(planner(scope, clause).plan(expr), clause.words());
    }

    private ExprPlanner planner(Scope scope, Clause clause) {
        return new ExprPlanner(queries, env.withScope(scope), clause, Optional.of(block));
    }

    /** An item of ORDER BY as an expression over the rows of FROM. */
    private record Sort(HirScalar expr, OrderBy item) {
        Sort with(HirScalar other) {
            return new Sort(other, item);
        }
    }

    private Sort sort(OrderBy item, List<Item> items, Scope scope) {
        Optional<Integer> output = reference(item.expr(), items, "ORDER BY");
        HirScalar expr = output.map(i -> items.get(i).placeholder())
                .orElseGet(() -> context.coercion().settle(planner(scope, Clause.ORDER_BY).plan(item.expr())));
        return new Sort(expr, item);
    }

    private static Optional<Integer> reference(Expr expr, List<Item> items, String clause) {
        List<String> names = items.stream().map(Item::name).toList();
        Optional<Integer> found = OutputNames.reference(expr, names, clause);
        if (found.isPresent() && !QueryPlanner.isPosition(expr)) {
            for (int i = found.get() + 1; i < items.size(); i++) {
                if (names.get(i).equals(names.get(found.get()))
                        && !items.get(i).placeholder().equals(items.get(found.get()).placeholder())) {
                    throw QueryContext.error(SqlState.AMBIGUOUS_COLUMN,
                            clause + " \"" + names.get(i) + "\" is ambiguous", expr.position());
                }
            }
        }
        return found;
    }

    private List<HirScalar> groupKeys(List<Expr> groupBy, List<Item> items, Scope scope) {
        List<HirScalar> keys = new ArrayList<>();
        for (Expr expr : groupBy) {
            if (expr instanceof Expr.AllRows) {
                continue;
            }
            HirScalar key = groupKey(expr, items, scope);
            Grouping.checkKey(key, expr.position());
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private HirScalar groupKey(Expr expr, List<Item> items, Scope scope) {
        boolean bare = expr instanceof Expr.Name name && name.parts().size() == 1;
        boolean input = bare && scope.columns().stream().anyMatch(column -> column.plain()
                && column.name().equals(((Expr.Name) expr).parts().getFirst().value()));
        if (!input) {
            Optional<Integer> output = reference(expr, items, "GROUP BY");
            if (output.isPresent()) {
                return items.get(output.get()).placeholder();
            }
        }
        return context.coercion().settle(planner(scope, Clause.GROUP_BY).plan(expr));
    }

    private List<HirScalar> distinctOn(Distinct distinct, List<Item> items, Scope scope) {
        if (!(distinct instanceof Distinct.On(List<Expr> exprs))) {
            return List.of();
        }
        List<HirScalar> keys = new ArrayList<>();
        for (Expr expr : exprs) {
            keys.add(reference(expr, items, "DISTINCT ON").map(i -> items.get(i).placeholder()).orElseGet(() ->
                    context.coercion().settle(planner(scope, Clause.DISTINCT_ON).plan(expr))));
        }
        return keys;
    }

    private static OptionalLong hint(List<Option> options) {
        OptionalLong hint = OptionalLong.empty();
        for (Option option : options) {
            boolean aggregate = option.name().equals("AGGREGATE INPUT GROUP SIZE")
                    || option.name().equals("EXPECTED GROUP SIZE");
            if (aggregate && option.value().orElse(null) instanceof OptionValue.Constant(Literal literal, int position)
                    && literal instanceof Literal.Number(String text, int at) && text.matches("[0-9]{1,18}")) {
                hint = OptionalLong.of(Long.parseLong(text));
            }
        }
        return hint;
    }

    /** The end of a block: table functions of the select list, then the columns, then DISTINCT. */
    private final class Finish {
        private final ComputedColumns computed;
        private final List<Item> items;
        private final List<HirScalar> distinctOn;
        private final List<Sort> sorts;
        private final List<HirScalar> exprs;

        Finish(HirRelation relation, List<HirScalar> exprs, List<Item> items, List<HirScalar> distinctOn,
                List<Sort> sorts) {
            this.items = items;
            if (block.tableCalls().isEmpty()) {
                this.computed = new ComputedColumns(relation);
                this.exprs = exprs;
                this.distinctOn = distinctOn;
                this.sorts = sorts;
                return;
            }
            int base = HirTypes.of(relation).size();
            this.computed = new ComputedColumns(new HirRelation.Join(
                    relation, TableCalls.zip(block.tableCalls(), 1), List.of(), HirRelation.JoinKind.INNER));
            this.exprs = exprs.stream().map(expr -> TableCalls.fill(expr, base)).toList();
            this.distinctOn = distinctOn.stream().map(expr -> TableCalls.fill(expr, base)).toList();
            this.sorts = sorts.stream().map(sort -> sort.with(TableCalls.fill(sort.expr(), base))).toList();
        }

        PlannedQuery apply(Distinct distinct) {
            List<OutputColumn> columns = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                columns.add(new OutputColumn(item.name(), computed.place(exprs.get(i)), item.open(), item.position()));
            }
            return switch (distinct) {
                case Distinct.None n -> {
                    List<ColumnOrder> order = order();
                    yield planned(computed.relation(), columns, order);
                }
                case Distinct.EntireRow e -> distinctRows(columns);
                case Distinct.On o -> distinctOn(columns);
            };
        }

        private PlannedQuery planned(HirRelation rows, List<OutputColumn> columns, List<ColumnOrder> order) {
            return new PlannedQuery(rows, columns, order, Optional.empty(), 0);
        }

        private List<ColumnOrder> order() {
            return sorts.stream().map(sort -> OutputNames.order(sort.item(), computed.place(sort.expr()))).toList();
        }

        private PlannedQuery distinctRows(List<OutputColumn> columns) {
            List<Integer> shown = columns.stream().map(OutputColumn::index).toList();
            List<ColumnOrder> order = new ArrayList<>();
            for (Sort sort : sorts) {
                int at = shown.indexOf(computed.place(sort.expr()));
                if (at < 0) {
                    throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE,
                            "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                            sort.item().position());
                }
                order.add(OutputNames.order(sort.item(), at));
            }
            HirRelation rows = new HirRelation.Distinct(new HirRelation.Project(computed.relation(), shown));
            List<OutputColumn> renumbered = new ArrayList<>();
            for (OutputColumn column : columns) {
                renumbered.add(new OutputColumn(column.name(), renumbered.size(), column.open(), column.position()));
            }
            return planned(rows, renumbered, order);
        }

        private PlannedQuery distinctOn(List<OutputColumn> columns) {
            List<Integer> key = distinctOn.stream().map(computed::place).distinct().toList();
            List<ColumnOrder> order = order();
            for (int i = 0; i < Math.min(key.size(), order.size()); i++) {
                if (!key.contains(order.get(i).column())) {
                    throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE,
                            "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
                            sorts.get(i).item().position());
                }
            }
            HirScalar one = new HirScalar.Literal(Datum.of(1), SimpleType.INT8.notNull());
            HirRelation rows = new HirRelation.TopK(computed.relation(), key, order, Optional.of(one), 0);
            return planned(rows, columns, order);
        }
    }

    /** An operand's expression; open ones are a NULL for the time being. */
    static HirScalar placeholder(Operand operand) {
        return operand instanceof Operand.Typed(HirScalar expr, int position) ? expr
                : new HirScalar.Literal(Datum.NULL, SimpleType.TEXT.nullable());
    }
}
