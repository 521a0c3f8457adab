package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.SetExpr.SetOperator;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.typing.CommonType;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bodies of queries: set operations, VALUES, TABLE, nested queries. */
final class SetPlanner {
    private final QueryPlanner queries;
    private final QueryContext context;

    SetPlanner(QueryPlanner queries) {
        this.queries = queries;
        this.context = queries.context();
    }

    PlannedQuery plan(SetExpr body, Environment env, List<ScalarType> targets) {
        return switch (body) {
            case SetExpr.Select select -> new SelectPlanner(queries, env).plan(select, List.of());
            case SetExpr.Values values -> values(values, env, targets);
            case SetExpr.Nested nested -> queries.plan(nested.query(), env, targets);
            case SetExpr.SetOperation operation -> operation(operation, env);
            case SetExpr.Table table -> table(table, env);
            case SetExpr.Show show -> queries.plan(
                    new ShowQueries(context.names()).query(show.statement()), Environment.TOP, targets);
        };
    }

    private PlannedQuery table(SetExpr.Table table, Environment env) {
        if (table.name().parts().size() == 1 && env.ctes().containsKey(table.name().last().value())) {
            Environment.Cte cte = env.ctes().get(table.name().last().value());
            return PlannedQuery.of(cte.get(), cte.columns());
        }
        CatalogItem item = context.names().relation(table.name());
        context.use(table.name(), item);
        RelationDesc desc = item.desc().orElseThrow();
        return PlannedQuery.of(new HirRelation.Get(item.id(), item.name().toString(), desc.type()), desc.names());
    }

    private PlannedQuery operation(SetExpr.SetOperation operation, Environment env) {
        String words = operation.operator().name();
        // A chain of unions leans to the left; taking it apart here keeps the recursion flat.
        PlannedQuery left = branch(operation.left(), env);
        PlannedQuery right = branch(operation.right(), env);
        if (left.columns().size() != right.columns().size()) {
            throw QueryContext.error(SqlState.SYNTAX_ERROR,
                    "each " + words + " query must have the same number of columns", operation.right().position());
        }
        List<Operand> leftOperands = left.operands();
        List<Operand> rightOperands = right.operands();
        List<ScalarType> types = new ArrayList<>();
        for (int i = 0; i < leftOperands.size(); i++) {
            types.add(CommonType.of(List.of(leftOperands.get(i), rightOperands.get(i)), words));
        }
        HirRelation a = left.united(context.coercion(), types, words).closed();
        HirRelation b = right.united(context.coercion(), types, words).closed();
        return PlannedQuery.of(combine(operation.operator(), operation.all(), a, b), left.names());
    }

    private PlannedQuery branch(SetExpr body, Environment env) {
        return plan(body, env, List.of());
    }

    private static HirRelation combine(SetOperator operator, boolean all, HirRelation a, HirRelation b) {
        return switch (operator) {
            case UNION -> all ? union(a, b) : new HirRelation.Distinct(union(a, b));
            // a EXCEPT b: what is left of a (once each, unless ALL) after taking one b away per row.
            case EXCEPT -> {
                HirRelation left = all ? a : new HirRelation.Distinct(a);
                HirRelation right = all ? b : new HirRelation.Distinct(b);
                yield new HirRelation.Threshold(union(left, new HirRelation.Negate(right)));
            }
            // a INTERSECT b = a minus (a minus b), each row as often as in the rarer input.
            case INTERSECT -> {
                HirRelation left = all ? a : new HirRelation.Distinct(a);
                HirRelation right = all ? b : new HirRelation.Distinct(b);
                HirRelation onlyLeft = new HirRelation.Threshold(union(left, new HirRelation.Negate(right)));
                yield new HirRelation.Threshold(union(left, new HirRelation.Negate(onlyLeft)));
            }
        };
    }

    private static HirRelation union(HirRelation a, HirRelation b) {
        List<HirRelation> inputs = new ArrayList<>();
        inputs.addAll(a instanceof HirRelation.Union u ? u.inputs() : List.of(a));
        inputs.addAll(b instanceof HirRelation.Union u ? u.inputs() : List.of(b));
        return new HirRelation.Union(inputs);
    }

    private PlannedQuery values(SetExpr.Values values, Environment env, List<ScalarType> targets) {
        int arity = values.rows().getFirst().size();
        ExprPlanner planner = new ExprPlanner(
                queries, env.withScope(Scope.inside(env.scope())), Clause.VALUES, Optional.empty());
        List<List<Operand>> rows = new ArrayList<>();
        for (List<Expr> row : values.rows()) {
            if (row.size() != arity) {
                throw QueryContext.error(SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length",
                        row.isEmpty() ? values.position() : row.getFirst().position());
            }
            rows.add(row.stream().map(planner::plan).toList());
        }
        List<List<HirScalar>> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            int at = i;
            List<Operand> cells = rows.stream().map(row -> row.get(at)).toList();
            columns.add(i < targets.size() ? wanted(cells, targets.get(i)) : context.coercion().unify(cells, "VALUES"));
            names.add("column" + (i + 1));
        }
        return PlannedQuery.of(relation(columns, rows.size()), names);
    }

    /** Literals take the wanted type at once; other cells keep theirs if all have one, and are cast by the caller. */
    private List<HirScalar> wanted(List<Operand> cells, ScalarType target) {
        boolean open = cells.stream().anyMatch(cell -> cell.type().isEmpty());
        if (!open) {
            return context.coercion().unify(cells, "VALUES");
        }
        return cells.stream().map(cell -> context.coercion().toColumn(cell, target, "of VALUES")).toList();
    }

    /** Rows of literals as a constant; others as a union of single rows. */
    private static HirRelation relation(List<List<HirScalar>> columns, int rows) {
        List<ColumnType> types = new ArrayList<>();
        for (List<HirScalar> column : columns) {
            boolean nullable = column.stream().anyMatch(cell -> HirTypes.of(cell).nullable());
            types.add(new ColumnType(HirTypes.of(column.getFirst()).scalar(), nullable));
        }
        List<Row> known = new ArrayList<>();
        List<HirRelation> computed = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int at = r;
            List<HirScalar> cells = columns.stream().map(column -> column.get(at)).toList();
            if (cells.stream().allMatch(cell -> cell instanceof HirScalar.Literal)) {
                List<Datum> datums = cells.stream().map(cell -> ((HirScalar.Literal) cell).value()).toList();
                known.add(new Row(datums));
            } else {
                computed.add(new HirRelation.Map(unit(), cells));
            }
        }
        if (!known.isEmpty()) {
            computed.addFirst(new HirRelation.Constant(known, RelationType.of(types)));
        }
        return computed.size() == 1 ? computed.getFirst() : new HirRelation.Union(computed);
    }

    /** One row of no columns. */
    static HirRelation unit() {
        return new HirRelation.Constant(List.of(new Row(List.of())), RelationType.of());
    }
}
