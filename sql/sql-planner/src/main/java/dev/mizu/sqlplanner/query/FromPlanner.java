package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.JoinKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.query.Environment.Cte;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** FROM: tables, subqueries, functions and joins of them. */
final class FromPlanner {
    private static final String NOT_LATERAL = "The combining JOIN type must be INNER or LEFT for a LATERAL reference.";

    private final QueryPlanner queries;
    private final QueryContext context;

    FromPlanner(QueryPlanner queries) {
        this.queries = queries;
        this.context = queries.context();
    }

    /** A relation and the names of its columns. */
    record Source(HirRelation relation, Scope scope) {}

    /** The whole clause; no items give one row of no columns. */
    Source plan(List<TableRef> from, Environment env) {
        Source joined = new Source(SetPlanner.unit(), Scope.inside(env.scope()));
        for (TableRef item : from) {
            joined = item == from.getFirst() ? item(item, env)
                    : join(joined, item, JoinKind.INNER, new TableRef.JoinCondition.None(), env);
        }
        checkAliases(from);
        return joined;
    }

    private void checkAliases(List<TableRef> from) {
        Map<String, TableRef> seen = new HashMap<>();
        for (TableRef item : from.stream().flatMap(FromPlanner::parts).toList()) {
            Optional<String> name = alias(item);
            TableRef other = name.map(known -> seen.putIfAbsent(known, item)).orElse(item);
            if (other != item && other != null && !(unaliased(item) && unaliased(other) && differ(item, other))) {
                throw QueryContext.error(SqlState.DUPLICATE_ALIAS,
                        "table name \"" + name.orElseThrow() + "\" specified more than once", item.position());
            }
        }
    }

    /** What brings names of its own into the clause. */
    private static Stream<TableRef> parts(TableRef item) {
        return switch (item) {
            case TableRef.Join join -> Stream.concat(parts(join.left()), parts(join.right()));
            case TableRef.Nested nested when nested.alias().isEmpty() -> parts(nested.inner());
            default -> Stream.of(item);
        };
    }

    private static boolean unaliased(TableRef item) {
        return item instanceof TableRef.Table table && table.alias().isEmpty();
    }

    /** Tables of one name in different schemas stand beside each other. */
    private boolean differ(TableRef left, TableRef right) {
        ObjectName one = ((TableRef.Table) left).name();
        ObjectName other = ((TableRef.Table) right).name();
        return (one.parts().size() > 1 || other.parts().size() > 1)
                && !context.names().relation(one).id().equals(context.names().relation(other).id());
    }

    private static Optional<String> alias(TableRef item) {
        return switch (item) {
            case TableRef.Table t -> Optional.of(t.alias().map(a -> a.name().value()).orElse(t.name().last().value()));
            case TableRef.Derived d -> d.alias().map(a -> a.name().value());
            case TableRef.Function f -> f.alias().map(a -> a.name().value());
            case TableRef.RowsFrom r -> r.alias().map(a -> a.name().value());
            case TableRef.Nested n -> n.alias().map(a -> a.name().value());
            case TableRef.Join j -> Optional.empty();
        };
    }

    private Source item(TableRef item, Environment env) {
        return switch (item) {
            case TableRef.Table table -> table(table, env);
            case TableRef.Derived derived -> derived(derived, env);
            case TableRef.Function function -> new TableCalls(queries).function(function, env);
            case TableRef.RowsFrom rows -> new TableCalls(queries).rowsFrom(rows, env);
            case TableRef.Nested nested -> {
                Source inner = item(nested.inner(), env);
                yield nested.alias().isEmpty() ? inner : renamed(inner, nested.alias().get());
            }
            case TableRef.Join join -> join(item(join.left(), env), join.right(), kind(join), join.condition(), env);
        };
    }

    private static JoinKind kind(TableRef.Join join) {
        return switch (join.kind()) {
            case CROSS, INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
        };
    }

    private Source table(TableRef.Table table, Environment env) {
        String name = table.name().last().value();
        if (table.name().parts().size() == 1 && table.name().id().isEmpty() && env.ctes().containsKey(name)) {
            Cte cte = env.ctes().get(name);
            return source(cte.get(), TableAlias.of(name), cte.columns(), table.alias(), env);
        }
        CatalogItem item = context.names().relation(table.name());
        context.use(table.name(), item);
        RelationDesc desc = item.desc().orElseThrow();
        HirRelation get = new HirRelation.Get(item.id(), item.name().toString(), desc.type());
        TableAlias alias = table.name().id().isPresent() ? written(table.name()) : new TableAlias(
                item.name().database(), Optional.of(item.name().schema()), item.name().item());
        return source(get, alias, desc.names(), table.alias(), env);
    }

    /** Stored SQL names an item by id; columns are qualified by the name it had when that was written. */
    private static TableAlias written(ObjectName name) {
        List<Ident> parts = name.parts();
        int size = parts.size();
        return new TableAlias(
                size > 2 ? Optional.of(parts.get(size - 3).value()) : Optional.empty(),
                size > 1 ? Optional.of(parts.get(size - 2).value()) : Optional.empty(), name.last().value());
    }

    private Source derived(TableRef.Derived derived, Environment env) {
        Environment inner = env.withScope(
                derived.lateral() ? env.scope().withSiblings() : env.scope().withoutSiblings());
        PlannedQuery query = queries.plan(derived.query(), inner, List.of()).settled(context.coercion());
        HirRelation relation = query.closed();
        if (derived.alias().isPresent()) {
            TableAlias alias = TableAlias.of(derived.alias().get().name().value());
            return source(relation, alias, query.names(), derived.alias(), env);
        }
        List<ScopeColumn> columns = new ArrayList<>();
        List<ColumnType> types = HirTypes.of(relation);
        for (int i = 0; i < types.size(); i++) {
            columns.add(new ScopeColumn(Optional.empty(), query.names().get(i), types.get(i), true));
        }
        return new Source(relation, Scope.inside(env.scope()).withColumns(columns));
    }

    /** A relation under its own name or an alias, with its leading columns renamed as the alias says. */
    static Source source(HirRelation relation, TableAlias own, List<String> columns, Optional<TableRef.Alias> alias,
            Environment env) {
        TableAlias name = alias.map(a -> TableAlias.of(a.name().value())).orElse(own);
        List<String> names = new ArrayList<>(columns);
        alias.ifPresent(a -> rename(names, a));
        List<ScopeColumn> scope = Scope.table(name, names, HirTypes.of(relation));
        return new Source(relation, Scope.inside(env.scope()).withColumns(scope));
    }

    private static void rename(List<String> names, TableRef.Alias alias) {
        if (alias.columns().size() > names.size()) {
            throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE, "table \"" + alias.name() + "\" has "
                    + names.size() + " columns available but " + alias.columns().size() + " columns specified",
                    alias.name().position());
        }
        for (int i = 0; i < alias.columns().size(); i++) {
            names.set(i, alias.columns().get(i).value());
        }
    }

    /** A bracketed join behind an alias: only the columns that a star shows are left, under the new name. */
    private static Source renamed(Source inner, TableRef.Alias alias) {
        List<Integer> shown = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < inner.scope().arity(); i++) {
            ScopeColumn column = inner.scope().columns().get(i);
            if (column.plain()) {
                shown.add(i);
                names.add(column.name());
                types.add(column.type());
            }
        }
        rename(names, alias);
        List<ScopeColumn> columns = Scope.table(TableAlias.of(alias.name().value()), names, types);
        return new Source(new HirRelation.Project(inner.relation(), shown), inner.scope().withColumns(columns));
    }

    private Source join(Source left, TableRef rightRef, JoinKind kind, TableRef.JoinCondition condition,
            Environment env) {
        boolean lateral = kind == JoinKind.INNER || kind == JoinKind.LEFT;
        Scope seen = left.scope().asSiblings(lateral ? Optional.empty() : Optional.of(NOT_LATERAL));
        Source right = item(rightRef, env.withScope(seen));
        return switch (condition) {
            case TableRef.JoinCondition.None n -> on(left, right, kind, Optional.empty(), env);
            case TableRef.JoinCondition.On o -> on(left, right, kind, Optional.of(o.expr()), env);
            case TableRef.JoinCondition.Using u ->
                    new UsingPlanner(context).join(left, right, kind, u.columns(), u.alias());
            case TableRef.JoinCondition.Natural n -> new UsingPlanner(context).natural(left, right, kind);
        };
    }

    private Source on(Source left, Source right, JoinKind kind, Optional<Expr> on, Environment env) {
        List<ScopeColumn> columns = new ArrayList<>(left.scope().columns());
        columns.addAll(right.scope().columns());
        Scope around = env.scope().withoutSiblings();
        List<HirScalar> predicates = new ArrayList<>();
        if (on.isPresent()) {
            Scope scope = Scope.inside(around).withColumns(columns);
            ExprPlanner planner = new ExprPlanner(queries, env.withScope(scope), Clause.ON, Optional.empty());
            predicates.add(context.coercion().toBool(planner.plan(on.get()), "JOIN/ON"));
        }
        return joined(left, right, kind, predicates);
    }

    /** A join whose scope is that of both sides, nullable where the kind makes it so. */
    static Source joined(Source left, Source right, JoinKind kind, List<HirScalar> on) {
        HirRelation relation = new HirRelation.Join(left.relation(), right.relation(), on, kind);
        List<ScopeColumn> columns = new ArrayList<>(left.scope().columns());
        columns.addAll(right.scope().columns());
        List<ColumnType> types = HirTypes.of(relation);
        for (int i = 0; i < columns.size(); i++) {
            boolean filled = kind == JoinKind.FULL
                    || kind == (i < left.scope().columns().size() ? JoinKind.RIGHT : JoinKind.LEFT);
            columns.set(i, columns.get(i).joined(types.get(i), filled));
        }
        return new Source(relation, left.scope().withColumns(columns));
    }
}
