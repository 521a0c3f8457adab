package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;

import java.util.List;

/** What the running region writes: sessions, statuses, frontiers, statistics, histories. */
final class RegionTables {
    private static final BuiltinTable SESSIONS = new BuiltinTable(16763, "mz_internal",
            "mz_sessions",
            columns("id uuid, connection_id uint4, role_id text, client_ip text?, "
                    + "connected_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SUBSCRIPTIONS = new BuiltinTable(16762, "mz_internal",
            "mz_subscriptions",
            columns("id text, session_id uuid, cluster_id text, created_at timestamp with time zone, "
                    + "referenced_object_ids text list"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SOURCE_STATUS_HISTORY = new BuiltinTable(16734, "mz_internal",
            "mz_source_status_history",
            columns("occurred_at timestamp with time zone, source_id text, status text, error text?, "
                    + "details jsonb?, replica_id text?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SINK_STATUS_HISTORY = new BuiltinTable(16752, "mz_internal",
            "mz_sink_status_history",
            columns("occurred_at timestamp with time zone, sink_id text, status text, error text?, "
                    + "details jsonb?, replica_id text?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable CLUSTER_REPLICA_STATUS_HISTORY = new BuiltinTable(17019, "mz_internal",
            "mz_cluster_replica_status_history",
            columns("replica_id text, process_id uint8, status text, reason text?, "
                    + "occurred_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    static final BuiltinTable SOURCE_STATISTICS_RAW = new BuiltinTable(16768, "mz_internal",
            "mz_source_statistics_raw",
            columns("id text, replica_id text?, messages_received uint8, bytes_received uint8, "
                    + "updates_staged uint8, updates_committed uint8, records_indexed uint8, "
                    + "bytes_indexed uint8, rehydration_latency interval?, snapshot_records_known uint8?, "
                    + "snapshot_records_staged uint8?, snapshot_committed boolean, offset_known uint8?, "
                    + "offset_committed uint8?"),
            BuiltinTable.FED_BY_REGION);

    static final BuiltinTable SINK_STATISTICS_RAW = new BuiltinTable(16769, "mz_internal",
            "mz_sink_statistics_raw",
            columns("id text, replica_id text?, messages_staged uint8, messages_committed uint8, "
                    + "bytes_staged uint8, bytes_committed uint8"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable FRONTIERS = new BuiltinTable(16760, "mz_internal",
            "mz_frontiers",
            columns("object_id text, read_frontier mz_timestamp?, write_frontier mz_timestamp?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable CLUSTER_REPLICA_FRONTIERS = new BuiltinTable(16759, "mz_catalog",
            "mz_cluster_replica_frontiers",
            columns("object_id text, replica_id text, write_frontier mz_timestamp?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable COMPUTE_DEPENDENCIES = new BuiltinTable(16699, "mz_internal",
            "mz_compute_dependencies",
            columns("object_id text, dependency_id text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable COMPUTE_HYDRATION_TIMES = new BuiltinTable(16978, "mz_internal",
            "mz_compute_hydration_times",
            columns("replica_id text, object_id text, time_ns uint8?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable COMPUTE_ERROR_COUNTS_RAW_UNIFIED = new BuiltinTable(16974, "mz_internal",
            "mz_compute_error_counts_raw_unified",
            columns("replica_id text, object_id text, count numeric"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable WALLCLOCK_LAG_HISTORY = new BuiltinTable(17021, "mz_internal",
            "mz_wallclock_lag_history",
            columns("object_id text, replica_id text?, lag interval?, occurred_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable CLUSTER_REPLICA_METRICS_HISTORY = new BuiltinTable(17016, "mz_internal",
            "mz_cluster_replica_metrics_history",
            columns("replica_id text, process_id uint8, cpu_nano_cores uint8?, memory_bytes uint8?, "
                    + "disk_bytes uint8?, occurred_at timestamp with time zone, heap_bytes uint8?, "
                    + "heap_limit uint8?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable STORAGE_USAGE_BY_SHARD = new BuiltinTable(16754, "mz_internal",
            "mz_storage_usage_by_shard",
            columns("id uint8, shard_id text?, size_bytes uint8, "
                    + "collection_timestamp timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SESSION_HISTORY = new BuiltinTable(16745, "mz_internal",
            "mz_session_history",
            columns("session_id uuid, connected_at timestamp with time zone, initial_application_name text, "
                    + "authenticated_user text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable PREPARED_STATEMENT_HISTORY = new BuiltinTable(16739, "mz_internal",
            "mz_prepared_statement_history",
            columns("id uuid, session_id uuid, name text, sql_hash bytea, "
                    + "prepared_at timestamp with time zone, statement_type text?, throttled_count uint8"),
            BuiltinTable.FED_BY_REGION);

    static final BuiltinTable STATEMENT_EXECUTION_HISTORY = new BuiltinTable(16737, "mz_internal",
            "mz_statement_execution_history",
            columns("id uuid, prepared_statement_id uuid, sample_rate double precision, cluster_id text?, "
                    + "application_name text, cluster_name text?, database_name text, search_path text list, "
                    + "transaction_isolation text, execution_timestamp uint8?, transaction_id uint8, "
                    + "transient_index_id text?, params text[], mz_version text, "
                    + "began_at timestamp with time zone, finished_at timestamp with time zone?, "
                    + "finished_status text?, error_message text?, result_size bigint?, rows_returned bigint?, "
                    + "execution_strategy text?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable STATEMENT_LIFECYCLE_HISTORY = new BuiltinTable(16750, "mz_internal",
            "mz_statement_lifecycle_history",
            columns("statement_id uuid, event_type text, occurred_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    static final BuiltinTable SQL_TEXT = new BuiltinTable(16740, "mz_internal",
            "mz_sql_text",
            columns("prepared_day timestamp with time zone, sql_hash bytea, sql text, redacted_sql text"),
            BuiltinTable.FED_BY_REGION);

    static final BuiltinTable OPTIMIZER_NOTICES = new BuiltinTable(16940, "mz_internal",
            "mz_optimizer_notices",
            columns("id text, notice_type text, message text, hint text, action text?, "
                    + "redacted_message text?, redacted_hint text?, redacted_action text?, action_type text?, "
                    + "object_id text?, dependency_ids text list, created_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable AUDIT_EVENTS = new BuiltinTable(16733, "mz_catalog",
            "mz_audit_events",
            columns("id uint8, event_type text, object_type text, details jsonb, user text?, "
                    + "occurred_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    static final List<BuiltinTable> ALL = List.of(
            SESSIONS, SUBSCRIPTIONS, SOURCE_STATUS_HISTORY, SINK_STATUS_HISTORY, CLUSTER_REPLICA_STATUS_HISTORY,
            SOURCE_STATISTICS_RAW, SINK_STATISTICS_RAW, FRONTIERS, CLUSTER_REPLICA_FRONTIERS, COMPUTE_DEPENDENCIES,
            COMPUTE_HYDRATION_TIMES, COMPUTE_ERROR_COUNTS_RAW_UNIFIED, WALLCLOCK_LAG_HISTORY,
            CLUSTER_REPLICA_METRICS_HISTORY, STORAGE_USAGE_BY_SHARD, SESSION_HISTORY, PREPARED_STATEMENT_HISTORY,
            STATEMENT_EXECUTION_HISTORY, STATEMENT_LIFECYCLE_HISTORY, SQL_TEXT, OPTIMIZER_NOTICES, AUDIT_EVENTS);

    private RegionTables() {}
}
