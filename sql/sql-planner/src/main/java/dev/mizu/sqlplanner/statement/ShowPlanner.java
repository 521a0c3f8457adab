package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.QueryWhen;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.plan.ShowPlan;
import dev.mizu.sqlplanner.query.ShowQueries;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SHOW in all its forms. */
final class ShowPlanner {
    private final StatementContext context;

    ShowPlanner(StatementContext context) {
        this.context = context;
    }

    Plan plan(ShowStatement show) {
        return switch (show) {
            case ShowStatement.ShowVariable v -> new ShowPlan.ShowVariable(v.name().value());
            case ShowStatement.ShowAll a -> new ShowPlan.ShowAll();
            case ShowStatement.ShowCreate c -> create(c);
            case ShowStatement.ShowObjects o -> listed(o);
            case ShowStatement.ShowColumns c -> listed(c);
            case ShowStatement.ShowPrivileges p -> listed(p);
            case ShowStatement.ShowDefaultPrivileges p -> listed(p);
            case ShowStatement.ShowRoleMembership m -> listed(m);
            case ShowStatement.InspectShard i -> listed(i);
        };
    }

    private Plan listed(ShowStatement show) {
        return new SelectStatementPlanner(context)
                .plan(new ShowQueries(context.names()).query(show), QueryWhen.IMMEDIATELY);
    }

    private ShowPlan.ShowCreate create(ShowStatement.ShowCreate show) {
        if (show.kind() == ObjectKind.CLUSTER) {
            return cluster(show);
        }
        CatalogItem item = context.names().item(show.name(), kind(show.kind()));
        context.uses(item);
        context.require(new PrivilegeTarget.SchemaTarget(item.schema()), Privilege.USAGE);
        if (item.createSql().isEmpty()) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    "cannot show create for system object " + item.name(), show.name().position());
        }
        CreateStatement stored = (CreateStatement) Parser.parseStatement(item.createSql());
        StoredNames full = new StoredNames(this::current, this::current);
        full.rewrite(stored, name(item));
        CreateStatement shown = new StoredNames(name -> shortest(name, full.bound()), this::current)
                .rewrite(stored, shortest(item));
        String name = show.kind() == ObjectKind.TYPE ? item.name().item() : item.name().toString();
        return new ShowPlan.ShowCreate(name, SqlPrinter.print(
                shown, show.redacted() ? SqlPrinter.Mode.REDACTED : SqlPrinter.Mode.DISPLAY,
                SqlPrinter.Layout.LINES) + ";");
    }

    /** What an item is called now; names that are none of the catalog's stay. */
    private ObjectName current(ObjectName name) {
        return name.id().flatMap(id -> context.catalog().item(GlobalId.parse(id.id())))
                .map(ShowPlanner::name).orElse(name);
    }

    /** What an item is called now, in as few words as mean it in this session and are none of {@code bound}. */
    private ObjectName shortest(ObjectName name, Set<String> bound) {
        return name.id().flatMap(id -> context.catalog().item(GlobalId.parse(id.id())))
                .map(item -> bound.contains(item.name().item()) ? name(item) : shortest(item)).orElse(name);
    }

    private ObjectName shortest(CatalogItem item) {
        ObjectName full = name(item);
        for (int words = 1; words < full.parts().size(); words++) {
            ObjectName shorter = new ObjectName(
                    full.parts().subList(full.parts().size() - words, full.parts().size()), 0);
            boolean same = context.names().find(shorter, other ->
                            (other.kind() == ItemKind.TYPE) == (item.kind() == ItemKind.TYPE))
                    .map(CatalogItem::id).equals(Optional.of(item.id()));
            if (same) {
                return shorter;
            }
        }
        return full;
    }

    private ClusterName current(ClusterName name) {
        return name instanceof ClusterName.ById b ? context.catalog().cluster(ClusterId.parse(b.id()))
                .<ClusterName>map(c -> new ClusterName.Named(Ident.of(c.name()), 0)).orElse(name) : name;
    }

    private static ObjectName name(CatalogItem item) {
        return new ObjectName(Stored.reference(item).parts(), 0);
    }

    static ItemKind kind(ObjectKind kind) {
        return switch (kind) {
            case TABLE -> ItemKind.TABLE;
            case VIEW -> ItemKind.VIEW;
            case MATERIALIZED_VIEW -> ItemKind.MATERIALIZED_VIEW;
            case SOURCE, SUBSOURCE -> ItemKind.SOURCE;
            case SINK -> ItemKind.SINK;
            case INDEX -> ItemKind.INDEX;
            case TYPE -> ItemKind.TYPE;
            case SECRET -> ItemKind.SECRET;
            case CONNECTION -> ItemKind.CONNECTION;
            case CONTINUAL_TASK, FUNCTION, COLUMN, DATABASE, SCHEMA, CLUSTER, CLUSTER_REPLICA, ROLE, NETWORK_POLICY ->
                    throw SqlException.unsupported(kind.words());
        };
    }

    private ShowPlan.ShowCreate cluster(ShowStatement.ShowCreate show) {
        CatalogCluster cluster = context.names().cluster(show.name().last());
        if (!(cluster.options() instanceof ClusterOptions.Managed managed)) {
            throw SqlException.unsupported("SHOW CREATE of an unmanaged cluster");
        }
        List<String> options = List.of(
                "INTROSPECTION DEBUGGING = " + managed.introspectionDebugging(),
                "INTROSPECTION INTERVAL = INTERVAL '" + managed.introspectionMillis().orElse(0L) + " ms'",
                "MANAGED = TRUE", "REPLICATION FACTOR = " + managed.replicationFactor(),
                "SIZE = '" + managed.size().replace("'", "''") + "'");
        return new ShowPlan.ShowCreate(cluster.name(), "CREATE CLUSTER \"" + cluster.name().replace("\"", "\"\"")
                + "\" (" + String.join(", ", options) + ");");
    }
}
