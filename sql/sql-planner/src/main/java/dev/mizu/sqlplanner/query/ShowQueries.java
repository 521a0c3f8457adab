package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.PrivilegeStatement;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.ShowStatement.Filter;
import dev.mizu.sqlparser.ast.ShowStatement.ObjectClass;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.names.NameResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SHOW of lists as queries over the system catalog: ordered by all columns, narrowed by LIKE or WHERE. */
public final class ShowQueries {
    private final NameResolver names;

    public ShowQueries(NameResolver names) {
        this.names = names;
    }

    /** A SELECT over the catalog, which of its columns are shown, and in what order its rows come. */
    private record Listing(String sql, String shown, String order) {
        static Listing of(String sql, int columns) {
            List<String> positions = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                positions.add(Integer.toString(i));
            }
            return new Listing(sql, "*", String.join(", ", positions));
        }
    }

    /** The query that answers a SHOW; a SHOW of variables and of CREATE statements has none: 0A000. */
    public Query query(ShowStatement show) {
        return switch (show) {
            case ShowStatement.ShowObjects s -> narrowed(objects(s), s.filter());
            case ShowStatement.ShowColumns s -> narrowed(columns(s), s.filter());
            case ShowStatement.ShowRoleMembership s -> narrowed(membership(s), s.filter());
            case ShowStatement.ShowPrivileges s -> narrowed(Listing.of("SELECT grantor, grantee, database, schema,"
                    + " name, object_type, privilege_type FROM mz_internal.mz_show_all_privileges"
                    + held(s.on(), s.role()), 7), s.filter());
            case ShowStatement.ShowDefaultPrivileges s -> narrowed(Listing.of("SELECT object_owner, database, schema,"
                    + " object_type, grantee, privilege_type FROM mz_internal.mz_show_default_privileges"
                    + held(s.on(), s.role()), 6), s.filter());
            case ShowStatement.ShowCreate s -> throw SqlException.unsupported("SHOW CREATE inside a query");
            case ShowStatement.ShowVariable s -> throw SqlException.unsupported("SHOW of a variable inside a query");
            case ShowStatement.ShowAll s -> throw SqlException.unsupported("SHOW ALL inside a query");
            case ShowStatement.InspectShard s -> throw SqlException.unsupported("INSPECT SHARD");
        };
    }

    private static Query narrowed(Listing listing, Optional<Filter> filter) {
        StringBuilder sql = new StringBuilder("SELECT ").append(listing.shown()).append(" FROM (")
                .append(listing.sql()).append(") AS shown");
        filter.ifPresent(f -> sql.append(" WHERE ").append(switch (f) {
            case Filter.Like(String pattern) -> "name LIKE " + literal(pattern);
            case Filter.Where(var condition) -> SqlPrinter.print(condition, SqlPrinter.Mode.EXACT);
        }));
        sql.append(" ORDER BY ").append(listing.order());
        QueryStatement.Select select = (QueryStatement.Select) Parser.parseStatement(sql.toString());
        return select.query();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String comment(String alias, String type) {
        return " LEFT JOIN mz_internal.mz_comments c ON c.id = " + alias + ".id AND c.object_sub_id IS NULL"
                + (type.isEmpty() ? "" : " AND c.object_type = '" + type + "'");
    }

    private Listing objects(ShowStatement.ShowObjects show) {
        if (show.on().isPresent() && show.objects() != ObjectClass.INDEXES) {
            throw SqlException.unsupported("SHOW " + show.objects().words() + " ON");
        }
        return switch (show.objects()) {
            case DATABASES -> Listing.of("SELECT o.name, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_databases o" + comment("o", "database"), 2);
            case SCHEMAS -> Listing.of("SELECT o.name, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_schemas o" + comment("o", "schema") + " WHERE o.database_id IS NULL"
                    + " OR o.database_id = " + literal(database(show.from())), 2);
            case OBJECTS -> Listing.of("SELECT o.name, o.type, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_objects o" + comment("o", "") + inSchema("o", show), 3);
            case TABLES -> named("mz_tables", "table", show);
            case VIEWS -> named("mz_views", "view", show);
            case TYPES -> named("mz_types", "type", show);
            case SECRETS -> named("mz_secrets", "secret", show);
            case CONNECTIONS -> Listing.of("SELECT o.name, o.type, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_connections o" + comment("o", "connection") + inSchema("o", show), 3);
            case MATERIALIZED_VIEWS -> Listing.of("SELECT o.name, l.name AS cluster,"
                    + " coalesce(c.comment, '') AS comment FROM mz_catalog.mz_materialized_views o"
                    + " JOIN mz_catalog.mz_clusters l ON l.id = o.cluster_id"
                    + comment("o", "materialized-view") + inSchema("o", show) + inCluster(show), 3);
            case SOURCES -> clustered("mz_sources", "source", "LEFT JOIN", show);
            case SINKS -> clustered("mz_sinks", "sink", "JOIN", show);
            case SUBSOURCES -> Listing.of("SELECT o.name, o.type FROM mz_catalog.mz_sources o"
                    + inSchema("o", show) + " AND o.type IN ('subsource', 'progress')", 2);
            case INDEXES -> indexes(show);
            case CLUSTERS -> clusters();
            case CLUSTER_REPLICAS -> Listing.of("SELECT l.name AS cluster, o.name AS replica, o.size,"
                    + " coalesce((SELECT bool_and(s.status = 'online') FROM mz_internal.mz_cluster_replica_statuses s"
                    + " WHERE s.replica_id = o.id), false) AS ready, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_cluster_replicas o JOIN mz_catalog.mz_clusters l ON l.id = o.cluster_id"
                    + comment("o", "cluster-replica"), 5);
            case ROLES -> Listing.of("SELECT o.name, coalesce(c.comment, '') AS comment"
                    + " FROM mz_catalog.mz_roles o" + comment("o", "role")
                    + " WHERE o.id NOT LIKE 's%' AND o.id NOT LIKE 'g%'", 2);
            case CONTINUAL_TASKS -> Listing.of("SELECT o.name, l.name AS cluster, o.comment"
                    + " FROM mz_internal.mz_show_continual_tasks o"
                    + " JOIN mz_catalog.mz_clusters l ON l.id = o.cluster_id" + inSchema("o", show)
                    + inCluster(show), 3);
            case NETWORK_POLICIES -> Listing.of(
                    "SELECT name, rules, comment FROM mz_internal.mz_show_network_policies", 3);
        };
    }

    private Listing named(String relation, String type, ShowStatement.ShowObjects show) {
        return Listing.of("SELECT o.name, coalesce(c.comment, '') AS comment FROM mz_catalog." + relation + " o"
                + comment("o", type) + inSchema("o", show), 2);
    }

    private Listing clustered(String relation, String type, String join, ShowStatement.ShowObjects show) {
        return Listing.of("SELECT o.name, o.type, l.name AS cluster, coalesce(c.comment, '') AS comment"
                + " FROM mz_catalog." + relation + " o " + join + " mz_catalog.mz_clusters l ON l.id = o.cluster_id"
                + comment("o", type) + inSchema("o", show) + inCluster(show), 4);
    }

    private static Listing clusters() {
        return Listing.of("SELECT o.name, (SELECT string_agg(r.name || ' (' || r.size || ')', ', ' ORDER BY r.name)"
                + " FROM mz_catalog.mz_cluster_replicas r WHERE r.cluster_id = o.id) AS replicas,"
                + " coalesce(c.comment, '') AS comment FROM mz_catalog.mz_clusters o" + comment("o", "cluster"), 3);
    }

    private Listing indexes(ShowStatement.ShowObjects show) {
        String where = show.on().isPresent()
                ? " WHERE o.on_id = " + literal(names.relation(show.on().get()).id().toString())
                : inSchema("t", show);
        return Listing.of("SELECT o.name, t.name AS \"on\", l.name AS cluster,"
                + " (SELECT array_agg(coalesce(k.on_expression, n.name) ORDER BY k.index_position)"
                + " FROM mz_catalog.mz_index_columns k LEFT JOIN mz_catalog.mz_columns n"
                + " ON n.id = o.on_id AND n.position = k.on_position WHERE k.index_id = o.id) AS key,"
                + " coalesce(c.comment, '') AS comment FROM mz_catalog.mz_indexes o"
                + " JOIN mz_catalog.mz_objects t ON t.id = o.on_id"
                + " JOIN mz_catalog.mz_clusters l ON l.id = o.cluster_id"
                + comment("o", "index") + where + inCluster(show), 5);
    }

    private Listing columns(ShowStatement.ShowColumns show) {
        CatalogItem item = names.item(show.from());
        if (item.desc().isEmpty()) {
            throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE, item.name() + " is a " + item.kind().words()
                    + " and so does not have columns", show.from().position());
        }
        String id = literal(item.id().toString());
        return new Listing("SELECT o.name, o.nullable, o.type, coalesce(c.comment, '') AS comment, o.position"
                + " FROM mz_catalog.mz_columns o LEFT JOIN mz_internal.mz_comments c ON c.id = o.id"
                + " AND c.object_sub_id = o.position::int4 WHERE o.id = " + id,
                "name, nullable, type, comment", "position");
    }

    private Listing membership(ShowStatement.ShowRoleMembership show) {
        String where = show.role().map(role -> " WHERE m.name = " + literal(names.role(role).name())).orElse("");
        return Listing.of("SELECT r.name AS role, m.name AS member, g.name AS grantor"
                + " FROM mz_catalog.mz_role_members o JOIN mz_catalog.mz_roles r ON r.id = o.role_id"
                + " JOIN mz_catalog.mz_roles m ON m.id = o.member JOIN mz_catalog.mz_roles g ON g.id = o.grantor"
                + where, 3);
    }

    /** Of privileges: on objects of a class, and what a role has by itself, through another or as one of all. */
    private String held(Optional<PrivilegeStatement.ObjectClass> on, Optional<Ident> role) {
        List<String> conditions = new ArrayList<>();
        on.ifPresent(objects -> conditions.add("object_type IN (" + switch (objects) {
            case SYSTEM -> "'system'";
            case TABLES -> "'table', 'view', 'materialized-view', 'source'";
            case TYPES -> "'type'";
            case SECRETS -> "'secret'";
            case CONNECTIONS -> "'connection'";
            case SCHEMAS -> "'schema'";
            case DATABASES -> "'database'";
            case CLUSTERS -> "'cluster'";
            case NETWORK_POLICIES -> "'network-policy'";
        } + ")"));
        role.ifPresent(name -> conditions.add("CASE WHEN grantee = 'PUBLIC' THEN true ELSE pg_catalog.pg_has_role("
                + literal(names.role(name).name()) + ", grantee, 'USAGE') END"));
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String database(Optional<ObjectName> from) {
        return (from.isPresent() ? names.database(from.get().last()) : names.currentDatabase()).id().toString();
    }

    private String inSchema(String alias, ShowStatement.ShowObjects show) {
        String id = (show.from().isPresent()
                ? names.schema(show.from().get().parts()) : names.creationSchema()).id().toString();
        return " WHERE " + alias + ".schema_id = " + literal(id);
    }

    private String inCluster(ShowStatement.ShowObjects show) {
        Optional<ClusterName> cluster = show.cluster();
        return cluster.map(name -> " AND l.id = " + literal(names.cluster(name).id().toString())).orElse("");
    }
}
