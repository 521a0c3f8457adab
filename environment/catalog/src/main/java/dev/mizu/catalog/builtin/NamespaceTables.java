package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.PRIVILEGES;
import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.owned;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.text;
import static dev.mizu.repr.SimpleType.BOOL;
import static dev.mizu.repr.SimpleType.INT4;
import static dev.mizu.repr.SimpleType.INTERVAL;
import static dev.mizu.repr.SimpleType.OID;
import static dev.mizu.repr.SimpleType.TEXT;
import static dev.mizu.repr.SimpleType.UINT4;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlplanner.plan.ClusterOptions;
import java.util.List;

/** Databases, schemas, roles, clusters, comments: what is in no schema. */
final class NamespaceTables {
    private static final BuiltinTable DATABASES = new BuiltinTable(16702, "mz_catalog", "mz_databases",
            columns().column("id", TEXT).column("oid", OID).column("name", TEXT).column("owner_id", TEXT)
                    .column("privileges", PRIVILEGES).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfDatabase(var database)
                    ? row(text(database.id()), Datum.of(database.oid()), text(database.name()),
                            text(database.owner()), owned(database.owner(), "UC"))
                    : List.of());

    private static final BuiltinTable SCHEMAS = new BuiltinTable(16703, "mz_catalog", "mz_schemas",
            columns().column("id", TEXT).column("oid", OID).nullable("database_id", TEXT).column("name", TEXT)
                    .column("owner_id", TEXT).column("privileges", PRIVILEGES).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfSchema(var schema)
                    ? row(text(schema.id()), Datum.of(schema.oid()), text(schema.database()), text(schema.name()),
                            text(schema.owner()), owned(schema.owner(), "UC"))
                    : List.of());

    private static final BuiltinTable ROLES = new BuiltinTable(16729, "mz_catalog", "mz_roles",
            columns().column("id", TEXT).column("oid", OID).column("name", TEXT).column("inherit", BOOL)
                    .nullable("rolcanlogin", BOOL).nullable("rolsuper", BOOL).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfRole(var role)
                    ? row(text(role.id()), Datum.of(role.oid()), text(role.name()), Datum.TRUE,
                            Datum.of(role.login()), Datum.of(role.superuser()))
                    : List.of());

    private static final BuiltinTable ROLE_PARAMETERS = new BuiltinTable(16731, "mz_catalog", "mz_role_parameters",
            columns().column("role_id", TEXT).column("parameter_name", TEXT).column("parameter_value", TEXT).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfRole(var role)
                    ? role.defaults().entrySet().stream().map(e -> Row.of(
                            text(role.id()), text(e.getKey()), text(e.getValue()))).toList()
                    : List.of());

    private static final BuiltinTable ROLE_MEMBERS = new BuiltinTable(16730, "mz_catalog", "mz_role_members",
            columns().column("role_id", TEXT).column("member", TEXT).column("grantor", TEXT).desc(),
            (state, entry) -> List.of());

    private static final BuiltinTable CLUSTERS = new BuiltinTable(16733, "mz_catalog", "mz_clusters",
            columns().column("id", TEXT).column("name", TEXT).column("owner_id", TEXT)
                    .column("privileges", PRIVILEGES).column("managed", BOOL).nullable("size", TEXT)
                    .nullable("replication_factor", UINT4).nullable("disk", BOOL)
                    .nullable("availability_zones", new ScalarType.ListOf(TEXT))
                    .nullable("introspection_debugging", BOOL).nullable("introspection_interval", INTERVAL).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfCluster(var cluster) ? row(cluster(cluster))
                    : List.of());

    private static Datum[] cluster(ClusterEntry cluster) {
        Datum[] row = {text(cluster.id()), text(cluster.name()), text(cluster.owner()),
                owned(cluster.owner(), "UC"), Datum.FALSE, Datum.NULL, Datum.NULL, Datum.NULL, Datum.NULL,
                Datum.NULL, Datum.NULL};
        if (cluster.options() instanceof ClusterOptions.Managed managed) {
            row[4] = Datum.TRUE;
            row[5] = text(managed.size());
            row[6] = Datum.of(managed.replicationFactor());
            row[7] = Datum.FALSE;
            row[9] = Datum.of(managed.introspectionDebugging());
            row[10] = managed.introspectionMillis().<Datum>map(ms ->
                    new Datum.IntervalDatum(new Interval(0, 0, ms * 1_000))).orElse(Datum.NULL);
        }
        return row;
    }

    private static final BuiltinTable REPLICAS = new BuiltinTable(16735, "mz_catalog", "mz_cluster_replicas",
            columns().column("id", TEXT).column("name", TEXT).column("cluster_id", TEXT).nullable("size", TEXT)
                    .nullable("availability_zone", TEXT).column("owner_id", TEXT).nullable("disk", BOOL).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfCluster(var cluster)
                    ? cluster.replicas().stream().map(replica -> Row.of(text(replica.id()), text(replica.name()),
                            text(cluster.id()), text(replica.size()), Datum.NULL, text(cluster.owner()),
                            Datum.FALSE)).toList()
                    : List.of());

    private static final BuiltinTable COMMENTS = new BuiltinTable(16766, "mz_internal", "mz_comments",
            columns().column("id", TEXT).column("object_type", TEXT).nullable("object_sub_id", INT4)
                    .column("comment", TEXT).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfComment(var key, var comment)
                    ? row(text(key.id()), text(key.objectType()),
                            key.column() == 0 ? Datum.NULL : Datum.of(key.column()), text(comment))
                    : List.of());

    static final List<BuiltinTable> ALL = List.of(
            DATABASES, SCHEMAS, ROLES, ROLE_PARAMETERS, ROLE_MEMBERS, CLUSTERS, REPLICAS, COMMENTS);

    private NamespaceTables() {}
}
