package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.QueryPlan.SubscribeFrom;
import dev.mizu.sqlplanner.plan.QueryPlan.SubscribeOutput;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** SUBSCRIBE and TAIL. */
final class SubscribePlanner {
    private static final ColumnType TIMESTAMP = new ScalarType.Numeric(OptionalInt.of(0)).notNull();

    private final StatementContext context;
    private final SelectStatementPlanner selects;

    SubscribePlanner(StatementContext context) {
        this.context = context;
        this.selects = new SelectStatementPlanner(context);
    }

    QueryPlan.Subscribe plan(QueryStatement.Subscribe subscribe) {
        Options options = new Options("SUBSCRIBE", subscribe.options());
        boolean snapshot = options.flag("SNAPSHOT", true);
        boolean progress = options.flag("PROGRESS", false);
        options.finish();
        RelationDesc desc;
        SubscribeFrom from;
        switch (subscribe.relation()) {
            case QueryStatement.Relation.Named(var name) -> {
                CatalogItem item = context.names().relation(name);
                context.reads(Set.of(item.id()));
                desc = item.desc().orElseThrow();
                from = new SubscribeFrom.Relation(item.id());
            }
            case QueryStatement.Relation.Of(var query) -> {
                QueryPlanner queries = context.queries();
                SelectStatementPlanner.Rows rows = selects.rows(queries, query, List.of());
                context.reads(rows.used());
                desc = rows.desc();
                from = new SubscribeFrom.Query(rows.expr());
            }
        }
        selects.clusterUsage();
        SubscribeOutput output = output(subscribe.output(), desc);
        Optional<ScalarExpr> upTo = subscribe.upTo().map(expr -> selects.timestamp(expr, "UP TO"));
        return new QueryPlan.Subscribe(from, desc, new QueryPlan.SubscribeOptions(
                snapshot, progress, selects.when(subscribe.asOf()), upTo, output), sent(output, desc, progress));
    }

    private static SubscribeOutput output(QueryStatement.Output output, RelationDesc desc) {
        return switch (output) {
            case QueryStatement.Output.Diffs d -> new SubscribeOutput.Diffs();
            case QueryStatement.Output.WithinTimestampOrderBy(List<OrderBy> orderBy) ->
                    new SubscribeOutput.WithinTimestampOrderBy(orderBy.stream().map(o -> order(o, desc)).toList());
            case QueryStatement.Output.EnvelopeUpsert(List<Ident> key) ->
                    new SubscribeOutput.EnvelopeUpsert(key(key, desc));
            case QueryStatement.Output.EnvelopeDebezium(List<Ident> key) ->
                    new SubscribeOutput.EnvelopeDebezium(key(key, desc));
        };
    }

    private static ColumnOrder order(OrderBy item, RelationDesc desc) {
        if (!(item.expr() instanceof Expr.Name name) || name.parts().size() != 1) {
            throw SqlException.unsupported("WITHIN TIMESTAMP ORDER BY of anything but columns");
        }
        String wanted = name.parts().getFirst().value();
        int column = wanted.equals("mz_diff") ? -1 : column(name.parts().getFirst(), desc);
        boolean nullsLast = item.nullsFirst().map(first -> !first).orElse(!item.descending());
        return new ColumnOrder(column + 1, item.descending(), nullsLast);
    }

    private static int column(Ident name, RelationDesc desc) {
        int column = desc.names().indexOf(name.value());
        if (column < 0) {
            throw StatementContext.error(SqlState.UNDEFINED_COLUMN,
                    "column \"" + name + "\" does not exist", name.position());
        }
        return column;
    }

    private static List<Integer> key(List<Ident> names, RelationDesc desc) {
        List<Integer> key = new ArrayList<>();
        for (Ident name : names) {
            int column = column(name, desc);
            if (key.contains(column)) {
                throw StatementContext.error(SqlState.DUPLICATE_COLUMN,
                        "column \"" + name + "\" specified more than once", name.position());
            }
            key.add(column);
        }
        return key;
    }

    private static RelationDesc sent(SubscribeOutput output, RelationDesc desc, boolean progress) {
        List<String> names = new ArrayList<>(List.of("mz_timestamp"));
        List<ColumnType> types = new ArrayList<>(List.of(TIMESTAMP));
        if (progress) {
            names.add("mz_progressed");
            types.add(SimpleType.BOOL.notNull());
        }
        switch (output) {
            case SubscribeOutput.Diffs d -> changes(desc, progress, names, types);
            case SubscribeOutput.WithinTimestampOrderBy w -> changes(desc, progress, names, types);
            case SubscribeOutput.EnvelopeUpsert(List<Integer> key) -> {
                state(desc, key, progress, names, types);
                rest(desc, key).forEach(column -> add(desc, column, "", names, types));
            }
            case SubscribeOutput.EnvelopeDebezium(List<Integer> key) -> {
                state(desc, key, progress, names, types);
                rest(desc, key).forEach(column -> add(desc, column, "before_", names, types));
                rest(desc, key).forEach(column -> add(desc, column, "after_", names, types));
            }
        }
        return new RelationDesc(RelationType.of(types), names);
    }

    private static void changes(RelationDesc desc, boolean progress, List<String> names, List<ColumnType> types) {
        names.add("mz_diff");
        types.add(new ColumnType(SimpleType.INT8, progress));
        names.addAll(desc.names());
        desc.type().columns().forEach(type -> types.add(type.or(progress)));
    }

    private static void state(
            RelationDesc desc, List<Integer> key, boolean progress, List<String> names, List<ColumnType> types) {
        names.add("mz_state");
        types.add(new ColumnType(SimpleType.TEXT, progress));
        for (int column : key) {
            names.add(desc.names().get(column));
            types.add(desc.type().columns().get(column).or(progress));
        }
    }

    private static List<Integer> rest(RelationDesc desc, List<Integer> key) {
        return IntStream.range(0, desc.arity()).boxed().filter(column -> !key.contains(column)).toList();
    }

    private static void add(
            RelationDesc desc, int column, String prefix, List<String> names, List<ColumnType> types) {
        names.add(prefix + desc.names().get(column));
        types.add(desc.type().columns().get(column).scalar().nullable());
    }
}
