package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** How the region's objects are doing: statuses, hydration, lag, statistics. */
final class StatusViews {
    private static final BuiltinView CLUSTER_REPLICA_STATUSES =
            view(16730, "mz_internal", "mz_cluster_replica_statuses",
            "replica_id text, process_id uint8, status text, reason text?, "
                    + "updated_at timestamp with time zone",
            """
            SELECT DISTINCT ON (h.replica_id, h.process_id) h.replica_id, h.process_id, h.status, h.reason,
                h.occurred_at AS updated_at
            FROM mz_internal.mz_cluster_replica_status_history h
            JOIN mz_catalog.mz_cluster_replicas r ON r.id = h.replica_id
            ORDER BY h.replica_id, h.process_id, h.occurred_at DESC
            """);

    private static final BuiltinView SOURCE_STATUSES = view(16751, "mz_internal", "mz_source_statuses",
            "id text, name text, type text, "
                    + "last_status_change_at timestamp with time zone?, status text, error text?, "
                    + "details jsonb?",
            """
            SELECT o.id, o.name, o.type, latest.occurred_at AS last_status_change_at,
                COALESCE(latest.status, 'created') AS status, latest.error, latest.details
            FROM (
                SELECT id, name, type FROM mz_catalog.mz_sources WHERE id NOT LIKE 's%'
                UNION ALL
                SELECT id, name, 'table' FROM mz_catalog.mz_tables WHERE source_id IS NOT NULL
            ) AS o
            LEFT JOIN (
                SELECT DISTINCT ON (source_id) source_id, occurred_at, status, error, details
                FROM mz_internal.mz_source_status_history
                ORDER BY source_id, occurred_at DESC
            ) AS latest ON latest.source_id = o.id
            """);

    private static final BuiltinView SINK_STATUSES = view(16753, "mz_internal", "mz_sink_statuses",
            "id text, name text, type text, "
                    + "last_status_change_at timestamp with time zone?, status text, error text?, "
                    + "details jsonb?",
            """
            SELECT o.id, o.name, o.type, latest.occurred_at AS last_status_change_at,
                COALESCE(latest.status, 'created') AS status, latest.error, latest.details
            FROM mz_catalog.mz_sinks o
            LEFT JOIN (
                SELECT DISTINCT ON (sink_id) sink_id, occurred_at, status, error, details
                FROM mz_internal.mz_sink_status_history
                ORDER BY sink_id, occurred_at DESC
            ) AS latest ON latest.sink_id = o.id
            """);

    private static final BuiltinView SOURCE_STATISTICS_WITH_HISTORY =
            view(16954, "mz_internal", "mz_source_statistics_with_history",
            Excerpt.of(RegionTables.SOURCE_STATISTICS_RAW));

    private static final BuiltinView SOURCE_STATISTICS = view(16925, "mz_internal", "mz_source_statistics",
            Excerpt.of(SOURCE_STATISTICS_WITH_HISTORY));

    private static final BuiltinView SINK_STATISTICS = view(16927, "mz_internal", "mz_sink_statistics",
            Excerpt.of(RegionTables.SINK_STATISTICS_RAW));

    private static final BuiltinView COMPUTE_HYDRATION_STATUSES =
            view(16700, "mz_internal", "mz_compute_hydration_statuses",
            "object_id text, replica_id text, hydrated boolean, hydration_time interval?",
            """
            SELECT o.id AS object_id, h.replica_id, h.time_ns IS NOT NULL AS hydrated,
                (h.time_ns / 1000)::text::bigint * INTERVAL '1 microsecond' AS hydration_time
            FROM mz_internal.mz_compute_hydration_times h
            JOIN mz_catalog.mz_objects o ON o.id = h.object_id
            """);

    private static final BuiltinView HYDRATION_STATUSES = view(16898, "mz_internal", "mz_hydration_statuses",
            "object_id text, replica_id text?, hydrated boolean?",
            """
            SELECT object_id, replica_id, hydrated FROM mz_internal.mz_compute_hydration_statuses
            UNION ALL
            SELECT s.id, t.replica_id, t.rehydration_latency IS NOT NULL
            FROM mz_catalog.mz_sources s
            JOIN mz_internal.mz_source_statistics t ON t.id = s.id
            """);

    private static final BuiltinView SHOW_CLUSTER_REPLICAS = view(16880, "mz_internal", "mz_show_cluster_replicas",
            "cluster text, replica text, replica_id text, size text?, ready boolean, "
                    + "comment text",
            """
            SELECT k.name AS cluster, r.name AS replica, r.id AS replica_id, r.size, COALESCE(h.ready, true) AS ready,
                COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_cluster_replicas r
            JOIN mz_catalog.mz_clusters k ON k.id = r.cluster_id
            LEFT JOIN (
                SELECT replica_id, bool_and(COALESCE(hydrated, false)) AS ready
                FROM mz_internal.mz_hydration_statuses
                WHERE replica_id IS NOT NULL
                GROUP BY replica_id
            ) AS h ON h.replica_id = r.id
            LEFT JOIN mz_internal.mz_comments c
                ON c.id = r.id AND c.object_type = 'cluster-replica' AND c.object_sub_id IS NULL
            """);

    private static final BuiltinView CLUSTER_REPLICA_METRICS =
            view(16758, "mz_internal", "mz_cluster_replica_metrics",
            "replica_id text, process_id uint8, cpu_nano_cores uint8?, "
                    + "memory_bytes uint8?, disk_bytes uint8?, heap_bytes uint8?, heap_limit uint8?",
            """
            SELECT DISTINCT ON (h.replica_id, h.process_id) h.replica_id, h.process_id, h.cpu_nano_cores,
                h.memory_bytes,
                h.disk_bytes, h.heap_bytes, h.heap_limit
            FROM mz_internal.mz_cluster_replica_metrics_history h
            JOIN mz_catalog.mz_cluster_replicas r ON r.id = h.replica_id
            ORDER BY h.replica_id, h.process_id, h.occurred_at DESC
            """);

    private static final BuiltinView CLUSTER_REPLICA_UTILIZATION =
            view(16841, "mz_internal", "mz_cluster_replica_utilization",
            "replica_id text, process_id uint8, cpu_percent double precision?, "
                    + "memory_percent double precision?, disk_percent double precision?, "
                    + "heap_percent double precision?",
            """
            SELECT r.id AS replica_id, m.process_id,
                m.cpu_nano_cores::double precision / NULLIF(s.cpu_nano_cores, 0) * 100 AS cpu_percent,
                m.memory_bytes::double precision / NULLIF(s.memory_bytes, 0) * 100 AS memory_percent,
                m.disk_bytes::double precision / NULLIF(s.disk_bytes, 0) * 100 AS disk_percent,
                m.heap_bytes::double precision / NULLIF(m.heap_limit, 0) * 100 AS heap_percent
            FROM mz_catalog.mz_cluster_replicas r
            JOIN mz_catalog.mz_cluster_replica_sizes s ON s.size = r.size
            JOIN mz_internal.mz_cluster_replica_metrics m ON m.replica_id = r.id
            """);

    private static final BuiltinView MATERIALIZATION_DEPENDENCIES =
            view(16986, "mz_internal", "mz_materialization_dependencies",
            "object_id text, dependency_id text",
            """
            SELECT object_id, dependency_id FROM mz_internal.mz_compute_dependencies
            UNION
            SELECT d.object_id, d.referenced_object_id
            FROM mz_internal.mz_object_dependencies d
            JOIN mz_catalog.mz_sinks s ON s.id = d.object_id
            JOIN mz_catalog.mz_relations r ON r.id = d.referenced_object_id
            """);

    private static final BuiltinView WALLCLOCK_GLOBAL_LAG_HISTORY =
            view(17022, "mz_internal", "mz_wallclock_global_lag_history",
            "object_id text, lag interval?, occurred_at timestamp with time zone",
            """
            SELECT object_id, min(lag) AS lag, date_trunc('minute', occurred_at) AS occurred_at
            FROM mz_internal.mz_wallclock_lag_history
            GROUP BY object_id, date_trunc('minute', occurred_at)
            """);

    private static final BuiltinView WALLCLOCK_GLOBAL_LAG_RECENT_HISTORY =
            view(17023, "mz_internal", "mz_wallclock_global_lag_recent_history",
            Excerpt.of(WALLCLOCK_GLOBAL_LAG_HISTORY).where("occurred_at + INTERVAL '1 day' > mz_now()"));

    private static final BuiltinView WALLCLOCK_GLOBAL_LAG = view(17054, "mz_internal", "mz_wallclock_global_lag",
            "object_id text, lag interval?",
            """
            SELECT DISTINCT ON (object_id) object_id, lag
            FROM mz_internal.mz_wallclock_global_lag_recent_history
            WHERE occurred_at + INTERVAL '5 minutes' > mz_now()
            ORDER BY object_id, occurred_at DESC
            """);

    private static final BuiltinView NOTICES = view(16941, "mz_internal", "mz_notices",
            Excerpt.of(RegionTables.OPTIMIZER_NOTICES).without("dependency_ids"));

    private static final BuiltinView NOTICES_REDACTED = view(16942, "mz_internal", "mz_notices_redacted",
            "id text, notice_type text, message text, hint text, action text?, "
                    + "action_type text?, object_id text?, created_at timestamp with time zone",
            """
            SELECT id, notice_type, COALESCE(redacted_message, message) AS message, COALESCE(redacted_hint,
                hint) AS hint,
                COALESCE(redacted_action, action) AS action, action_type, object_id, created_at
            FROM mz_internal.mz_notices
            """);

    static final List<BuiltinView> ALL = List.of(
            CLUSTER_REPLICA_STATUSES, SOURCE_STATUSES, SINK_STATUSES, SOURCE_STATISTICS_WITH_HISTORY,
            SOURCE_STATISTICS, SINK_STATISTICS, COMPUTE_HYDRATION_STATUSES, HYDRATION_STATUSES,
            SHOW_CLUSTER_REPLICAS, CLUSTER_REPLICA_METRICS, CLUSTER_REPLICA_UTILIZATION,
            MATERIALIZATION_DEPENDENCIES, WALLCLOCK_GLOBAL_LAG_HISTORY, WALLCLOCK_GLOBAL_LAG_RECENT_HISTORY,
            WALLCLOCK_GLOBAL_LAG, NOTICES, NOTICES_REDACTED);

    private StatusViews() {}
}
