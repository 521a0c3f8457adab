package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.query.Environment;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.PlannedQuery;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** CREATE VIEW, CREATE MATERIALIZED VIEW and CREATE INDEX. */
final class ViewPlanner {
    private final StatementContext context;
    private final QueryPlanner queries;
    private final Stored stored;

    ViewPlanner(StatementContext context) {
        this.context = context;
        this.queries = context.storedQueries();
        this.stored = new Stored(context);
    }

    /** A definition: the query planned, and as it is stored. */
    private record Definition(RelationExpr expr, RelationDesc desc, Query query) {}

    CreatePlan.CreateView view(CreateStatement.CreateView create) {
        Stored.Place place = stored.place(create.name(), create.temporary());
        Definition definition = definition(create.query(), create.columns());
        CreateStatement normalised = new CreateStatement.CreateView(place.ast(), CreateStatement.IfTaken.FAIL,
                create.temporary(), create.columns(), definition.query(), 0);
        NewItem item = stored.item(place, normalised, used(), clash(create.ifTaken(), ItemKind.VIEW));
        return new CreatePlan.CreateView(item, definition.expr(), definition.desc());
    }

    CreatePlan.CreateMaterializedView materializedView(CreateStatement.CreateMaterializedView create) {
        if (create.replacementFor().isPresent() || create.replica().isPresent()) {
            throw SqlException.unsupported(create.replica().isPresent()
                    ? "IN CLUSTER .. REPLICA" : "REPLACEMENT MATERIALIZED VIEW");
        }
        Stored.Place place = stored.place(create.name(), false);
        CatalogCluster cluster = cluster(create.cluster());
        Definition definition = definition(create.query(), create.columns());
        checkMaterializable(definition.expr());
        List<Option> shaping = create.options().stream()
                .filter(option -> !option.name().equals(Options.RETAIN_HISTORY)).toList();
        List<Integer> notNull = notNull(shaping, definition.desc());
        OptionalLong history = new Options("CREATE MATERIALIZED VIEW", create.options().stream()
                .filter(option -> !shaping.contains(option)).toList()).history();
        List<ColumnType> types = new ArrayList<>(definition.desc().type().columns());
        notNull.forEach(column -> types.set(column, types.get(column).scalar().notNull()));
        CreateStatement normalised = new CreateStatement.CreateMaterializedView(place.ast(),
                CreateStatement.IfTaken.FAIL, create.columns(), Optional.empty(), Optional.of(byId(cluster)),
                Optional.empty(), create.options(), definition.query(), Optional.empty(), 0);
        NewItem item = stored.item(place, normalised, used(), clash(create.ifTaken(), ItemKind.MATERIALIZED_VIEW));
        return new CreatePlan.CreateMaterializedView(item, cluster.id(), definition.expr(),
                new RelationDesc(new RelationType(types, List.of()), definition.desc().names()),
                new CreatePlan.ViewOptions(notNull, history));
    }

    private Set<GlobalId> used() {
        context.reads(queries.context().used());
        return queries.context().used();
    }

    private static Stored.Clash clash(CreateStatement.IfTaken ifTaken, ItemKind kind) {
        return new Stored.Clash(ifTaken == CreateStatement.IfTaken.SKIP,
                ifTaken == CreateStatement.IfTaken.REPLACE ? Optional.of(kind) : Optional.empty());
    }

    private static ClusterName byId(CatalogCluster cluster) {
        return new ClusterName.ById(cluster.id().toString(), 0);
    }

    private CatalogCluster cluster(Optional<ClusterName> name) {
        CatalogCluster cluster = name.map(context.names()::cluster).orElseGet(context.names()::currentCluster);
        context.require(new PrivilegeTarget.ClusterTarget(cluster.id()), Privilege.CREATE);
        return cluster;
    }

    private Definition definition(Query query, List<Ident> columns) {
        PlannedQuery planned = queries.plan(query, Environment.TOP, List.of()).settled(queries.context().coercion());
        List<String> names = new ArrayList<>(planned.names());
        if (columns.size() > names.size()) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR, "view has " + names.size()
                    + " columns but " + columns.size() + " names were specified", columns.getFirst().position());
        }
        for (int i = 0; i < columns.size(); i++) {
            names.set(i, columns.get(i).value());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                throw StatementContext.error(SqlState.DUPLICATE_COLUMN, "column \"" + names.get(i)
                        + "\" specified more than once", planned.columns().get(i).position());
            }
        }
        RelationDesc desc = new RelationDesc(RelationType.of(planned.types()), names);
        return new Definition(Lowering.lower(planned.closed()), desc,
                Stored.rewriter(queries.context().meanings()).query(query));
    }

    /** What is kept must not depend on who asks or when, but for the logical time. */
    private static void checkMaterializable(RelationExpr expr) {
        for (ScalarExpr scalar : MirScalars.of(expr)) {
            checkMaterializable(scalar);
        }
        expr.children().forEach(ViewPlanner::checkMaterializable);
    }

    private static void checkMaterializable(ScalarExpr scalar) {
        if (scalar instanceof ScalarExpr.Unmaterializable(UnmaterializableFunction function)
                && function != UnmaterializableFunction.MZ_NOW) {
            throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "cannot materialize call to " + function.sqlName(), 0);
        }
        scalar.children().forEach(ViewPlanner::checkMaterializable);
    }

    private static List<Integer> notNull(List<Option> options, RelationDesc desc) {
        List<Integer> columns = new ArrayList<>();
        for (Option option : options) {
            OptionValue value = option.value().orElse(null);
            if (option.name().equals("ASSERT NOT NULL") && value instanceof OptionValue.Name name) {
                int column = desc.names().indexOf(name.name().last().value());
                if (column < 0) {
                    throw StatementContext.error(SqlState.UNDEFINED_COLUMN, "column \"" + name.name().last()
                            + "\" in ASSERT NOT NULL option not found", option.position());
                }
                if (columns.contains(column)) {
                    throw StatementContext.error(SqlState.DUPLICATE_COLUMN, "duplicate column in ASSERT NOT NULL",
                            option.position());
                }
                columns.add(column);
            } else if (!(value instanceof OptionValue.Refresh.OnCommit)) {
                throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED, "CREATE MATERIALIZED VIEW option "
                        + option.name() + " is not supported", option.position());
            }
        }
        return columns;
    }

    CreatePlan.CreateIndex index(CreateStatement.CreateIndex create) {
        new Options("CREATE INDEX", create.options()).finish();
        CatalogItem on = context.names().relation(create.on());
        context.requireOwnership(new PrivilegeTarget.ItemTarget(on.id()));
        CatalogCluster cluster = cluster(create.cluster());
        RelationDesc desc = on.desc().orElseThrow();
        TableAlias alias = new TableAlias(
                on.name().database(), Optional.of(on.name().schema()), on.name().item());
        Expressions expressions = Expressions.index(queries, alias, desc);
        List<OrderBy> parts = create.key().orElseGet(() -> defaultKey(desc));
        List<HirScalar> keys = parts.stream().map(part -> expressions.settled(part.expr())).toList();
        CatalogSchema schema = context.catalog().schema(on.schema()).orElseThrow();
        boolean named = create.name().isPresent();
        String name = named ? create.name().get().value() : freeName(schema, baseName(on, create, parts));
        int position = create.name().map(Ident::position).orElse(create.position());
        Stored.Place place = stored.place(schema, name, position);
        CreateStatement normalised = new CreateStatement.CreateIndex(Optional.of(Ident.of(name)), false,
                Optional.of(byId(cluster)), Stored.reference(on),
                Optional.of(parts.stream().map(part -> new OrderBy(Stored.rewriter(queries.context().meanings())
                        .expr(part.expr()), false, Optional.empty(), 0)).toList()), List.of(), 0);
        Set<GlobalId> uses = new LinkedHashSet<>(List.of(on.id()));
        uses.addAll(queries.context().used());
        NewItem item = stored.item(place, normalised, uses, Stored.Clash.of(create.ifNotExists()));
        context.uses(on);
        return new CreatePlan.CreateIndex(item, cluster.id(), on.id(), Lowering.scalars(keys));
    }

    /** A known unique key, else all columns. */
    private static List<OrderBy> defaultKey(RelationDesc desc) {
        List<Integer> columns = desc.type().keys().isEmpty()
                ? java.util.stream.IntStream.range(0, desc.arity()).boxed().toList() : desc.type().keys().getFirst();
        return columns.stream().map(column -> new OrderBy(new Expr.Name(
                List.of(Ident.of(desc.names().get(column))), 0), false, Optional.empty(), 0)).toList();
    }

    private static String baseName(CatalogItem on, CreateStatement.CreateIndex create, List<OrderBy> parts) {
        if (create.key().isEmpty()) {
            return on.name().item() + "_primary_idx";
        }
        StringBuilder name = new StringBuilder(on.name().item());
        for (OrderBy part : parts) {
            name.append('_').append(part.expr() instanceof Expr.Name n ? n.parts().getLast().value() : "expr");
        }
        return name.append("_idx").toString();
    }

    private String freeName(CatalogSchema schema, String base) {
        String name = base;
        for (int i = 1; context.catalog().item(schema.id(), name).isPresent(); i++) {
            name = base + i;
        }
        return name;
    }
}
