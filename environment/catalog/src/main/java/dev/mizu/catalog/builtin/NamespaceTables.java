package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.key;
import static dev.mizu.catalog.builtin.Columns.owned;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.shared;
import static dev.mizu.catalog.builtin.Columns.text;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Row;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.List;

/** Databases, schemas, clusters, comments: what is in no schema. */
final class NamespaceTables {
    private static final BuiltinTable DATABASES = new BuiltinTable(16702, "mz_catalog", "mz_databases",
            columns("id text, oid oid, name text, owner_id text, privileges mz_aclitem[]", key(0), key(1)),
            (state, entry) -> entry instanceof CatalogEntry.OfDatabase(var database)
                    ? row(text(database.id()), Datum.of(database.oid()), text(database.name()),
                            text(database.owner()), owned(database.owner(), "UC"))
                    : List.of());

    private static final BuiltinTable SCHEMAS = new BuiltinTable(16703, "mz_catalog", "mz_schemas",
            columns("id text, oid oid, database_id text?, name text, owner_id text, privileges mz_aclitem[]",
                    key(0), key(1)),
            (state, entry) -> entry instanceof CatalogEntry.OfSchema(var schema)
                    ? row(text(schema.id()), Datum.of(schema.oid()), text(schema.database()), text(schema.name()),
                            text(schema.owner()), shared(schema.owner(), "UC", schema.id(), "U"))
                    : List.of());

    private static final BuiltinTable CLUSTERS = new BuiltinTable(16726, "mz_catalog", "mz_clusters",
            columns("id text, name text, owner_id text, privileges mz_aclitem[], managed boolean, size text?,"
                    + " replication_factor uint4?, disk boolean?, availability_zones text list?,"
                    + " introspection_debugging boolean?, introspection_interval interval?", key(0)),
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

    private static final BuiltinTable REPLICAS = new BuiltinTable(16728, "mz_catalog", "mz_cluster_replicas",
            columns("id text, name text, cluster_id text, size text?, availability_zone text?, owner_id text,"
                    + " disk boolean?", key(0)),
            (state, entry) -> entry instanceof CatalogEntry.OfCluster(var cluster)
                    ? cluster.replicas().stream().map(replica -> Row.of(text(replica.id()), text(replica.name()),
                            text(cluster.id()), text(replica.size()), Datum.NULL, text(cluster.owner()),
                            Datum.FALSE)).toList()
                    : List.of());

    private static final BuiltinTable REPLICA_SIZES = BuiltinTable.constant(16731, "mz_catalog",
            "mz_cluster_replica_sizes",
            columns("size text, processes uint8, workers uint8, cpu_nano_cores uint8, memory_bytes uint8,"
                    + " disk_bytes uint8?, credits_per_hour numeric", key(0)),
            ReplicaSize.ALL.stream().map(size -> Row.of(text(size.name()), Datum.of(1), Datum.of(1),
                    Datum.of(size.nanoCores()), Datum.of(size.memoryBytes()), Datum.NULL,
                    Datum.of(size.creditsPerHour()))).toList());

    private static final BuiltinTable SCHEDULES = new BuiltinTable(16947, "mz_internal", "mz_cluster_schedules",
            columns("cluster_id text, type text, refresh_hydration_time_estimate interval?"),
            (state, entry) -> entry instanceof CatalogEntry.OfCluster(var cluster)
                    && cluster.options() instanceof ClusterOptions.Managed
                    ? row(text(cluster.id()), text("manual"), Datum.NULL) : List.of());

    private static final BuiltinTable COMMENTS = new BuiltinTable(16766, "mz_internal", "mz_comments",
            columns("id text, object_type text, object_sub_id integer?, comment text"),
            (state, entry) -> entry instanceof CatalogEntry.OfComment(var key, var comment)
                    ? row(text(key.id()), text(key.objectType()),
                            key.column() == 0 ? Datum.NULL : Datum.of(key.column()), text(comment))
                    : List.of());

    static final List<BuiltinTable> ALL =
            List.of(DATABASES, SCHEMAS, CLUSTERS, REPLICAS, REPLICA_SIZES, SCHEDULES, COMMENTS);

    private NamespaceTables() {}
}
