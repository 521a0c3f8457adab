package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** What was asked of the region: statements, their texts and runs. */
final class ActivityViews {
    private static final BuiltinView SQL_TEXT_REDACTED = view(16741, "mz_internal", "mz_sql_text_redacted",
            Excerpt.of(RegionTables.SQL_TEXT).without("prepared_day", "sql"));

    private static final BuiltinView STATEMENT_EXECUTION_HISTORY_REDACTED =
            view(16738, "mz_internal", "mz_statement_execution_history_redacted",
            Excerpt.of(RegionTables.STATEMENT_EXECUTION_HISTORY).without("params", "error_message"));

    private static final BuiltinView RECENT_SQL_TEXT = view(16742, "mz_internal", "mz_recent_sql_text",
            "sql_hash bytea, sql text, redacted_sql text",
            """
            SELECT DISTINCT sql_hash, sql, redacted_sql
            FROM mz_internal.mz_sql_text
            WHERE prepared_day + INTERVAL '4 days' >= mz_now()
            """);

    private static final BuiltinView RECENT_SQL_TEXT_REDACTED =
            view(16743, "mz_internal", "mz_recent_sql_text_redacted",
            Excerpt.of(RECENT_SQL_TEXT).without("sql"));

    private static final BuiltinView ACTIVITY_LOG_THINNED = view(16746, "mz_internal", "mz_activity_log_thinned",
            "execution_id uuid, sample_rate double precision, cluster_id text?, "
                    + "application_name text, cluster_name text?, database_name text, "
                    + "search_path text list, transaction_isolation text, "
                    + "execution_timestamp uint8?, transient_index_id text?, params text[], "
                    + "mz_version text, began_at timestamp with time zone, "
                    + "finished_at timestamp with time zone?, finished_status text?, "
                    + "error_message text?, result_size bigint?, rows_returned bigint?, "
                    + "execution_strategy text?, transaction_id uint8, prepared_statement_id uuid, "
                    + "sql_hash bytea, prepared_statement_name text, session_id uuid, "
                    + "prepared_at timestamp with time zone, statement_type text?, "
                    + "throttled_count uint8, connected_at timestamp with time zone, "
                    + "initial_application_name text, authenticated_user text",
            """
            SELECT e.id AS execution_id, e.sample_rate, e.cluster_id, e.application_name, e.cluster_name,
                e.database_name,
                e.search_path, e.transaction_isolation, e.execution_timestamp, e.transient_index_id, e.params,
                    e.mz_version,
                e.began_at, e.finished_at, e.finished_status, e.error_message, e.result_size, e.rows_returned,
                e.execution_strategy, e.transaction_id, p.id AS prepared_statement_id, p.sql_hash,
                p.name AS prepared_statement_name, p.session_id, p.prepared_at, p.statement_type, p.throttled_count,
                s.connected_at, s.initial_application_name, s.authenticated_user
            FROM mz_internal.mz_statement_execution_history e
            JOIN mz_internal.mz_prepared_statement_history p ON p.id = e.prepared_statement_id
            JOIN mz_internal.mz_session_history s ON s.session_id = p.session_id
            """);

    private static final BuiltinView RECENT_ACTIVITY_LOG_THINNED =
            view(16747, "mz_internal", "mz_recent_activity_log_thinned",
            Excerpt.of(ACTIVITY_LOG_THINNED).where("""
                    prepared_at + INTERVAL '1 day' > mz_now() AND began_at + INTERVAL '1 day' > mz_now()
                        AND connected_at + INTERVAL '2 days' > mz_now()
                    """));

    private static final BuiltinView RECENT_ACTIVITY_LOG = view(16748, "mz_internal", "mz_recent_activity_log",
            Excerpt.of(RECENT_ACTIVITY_LOG_THINNED).and("sql text", "t.sql")
                    .join("mz_internal.mz_recent_sql_text t ON t.sql_hash = o.sql_hash"));

    private static final BuiltinView RECENT_ACTIVITY_LOG_REDACTED =
            view(16749, "mz_internal", "mz_recent_activity_log_redacted",
            Excerpt.of(RECENT_ACTIVITY_LOG_THINNED).without("params", "error_message", "connected_at")
                    .and("redacted_sql text", "t.redacted_sql")
                    .join("mz_internal.mz_recent_sql_text t ON t.sql_hash = o.sql_hash"));

    static final List<BuiltinView> ALL = List.of(
            SQL_TEXT_REDACTED, STATEMENT_EXECUTION_HISTORY_REDACTED, RECENT_SQL_TEXT, RECENT_SQL_TEXT_REDACTED,
            ACTIVITY_LOG_THINNED, RECENT_ACTIVITY_LOG_THINNED, RECENT_ACTIVITY_LOG, RECENT_ACTIVITY_LOG_REDACTED);

    private ActivityViews() {}
}
