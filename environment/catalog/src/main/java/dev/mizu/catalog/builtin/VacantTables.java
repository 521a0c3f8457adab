package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;

import java.util.List;

/** Facts about kinds of objects of which there are none yet; clients join these tables all the same. */
final class VacantTables {
    private static final BuiltinTable SINKS = new BuiltinTable(16711, "mz_catalog",
            "mz_sinks",
            columns("id text, oid oid, schema_id text, name text, type text, connection_id text?, "
                    + "size text?, envelope_type text?, format text?, key_format text?, value_format text?, "
                    + "cluster_id text, owner_id text, create_sql text, redacted_create_sql text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable KAFKA_SINKS = new BuiltinTable(16694, "mz_catalog",
            "mz_kafka_sinks",
            columns("id text, topic text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable ICEBERG_SINKS = new BuiltinTable(17060, "mz_catalog",
            "mz_iceberg_sinks",
            columns("id text, namespace text, table text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SSH_TUNNEL_CONNECTIONS = new BuiltinTable(16709, "mz_catalog",
            "mz_ssh_tunnel_connections",
            columns("id text, public_key_1 text, public_key_2 text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable EGRESS_IPS = new BuiltinTable(16755, "mz_catalog",
            "mz_egress_ips",
            columns("egress_ip text, prefix_length integer, cidr text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable AWS_CONNECTIONS = new BuiltinTable(16757, "mz_internal",
            "mz_aws_connections",
            columns("id text, endpoint text?, region text?, access_key_id text?, "
                    + "access_key_id_secret_id text?, secret_access_key_secret_id text?, session_token text?, "
                    + "session_token_secret_id text?, assume_role_arn text?, assume_role_session_name text?, "
                    + "principal text?, external_id text?, example_trust_policy jsonb?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable AWS_PRIVATELINK_CONNECTIONS = new BuiltinTable(16756, "mz_catalog",
            "mz_aws_privatelink_connections",
            columns("id text, principal text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable CONTINUAL_TASKS = new BuiltinTable(17026, "mz_internal",
            "mz_continual_tasks",
            columns("id text, oid oid, schema_id text, name text, cluster_id text, definition text, "
                    + "owner_id text, privileges mz_aclitem[], create_sql text, redacted_create_sql text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable CLUSTER_WORKLOAD_CLASSES = new BuiltinTable(16979, "mz_internal",
            "mz_cluster_workload_classes",
            columns("id text, workload_class text?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable HISTORY_RETENTION_STRATEGIES = new BuiltinTable(16952, "mz_internal",
            "mz_history_retention_strategies",
            columns("id text, strategy text, value jsonb"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable INTERNAL_CLUSTER_REPLICAS = new BuiltinTable(16729, "mz_internal",
            "mz_internal_cluster_replicas",
            columns("id text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable PENDING_CLUSTER_REPLICAS = new BuiltinTable(16983, "mz_internal",
            "mz_pending_cluster_replicas",
            columns("id text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable KAFKA_SOURCE_TABLES = new BuiltinTable(17025, "mz_internal",
            "mz_kafka_source_tables",
            columns("id text, topic text, envelope_type text?, key_format text?, value_format text?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable LICENSE_KEYS = new BuiltinTable(17058, "mz_internal",
            "mz_license_keys",
            columns("id text, organization text, environment_id text, expiration timestamp with time zone, "
                    + "not_before timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable MATERIALIZED_VIEW_REFRESH_STRATEGIES = new BuiltinTable(16946, "mz_internal",
            "mz_materialized_view_refresh_strategies",
            columns("materialized_view_id text, type text, interval interval?, "
                    + "aligned_to timestamp with time zone?, at timestamp with time zone?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable MATERIALIZED_VIEW_REFRESHES = new BuiltinTable(16953, "mz_internal",
            "mz_materialized_view_refreshes",
            columns("materialized_view_id text, last_completed_refresh mz_timestamp?, "
                    + "next_refresh mz_timestamp?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable MYSQL_SOURCE_TABLES = new BuiltinTable(16949, "mz_internal",
            "mz_mysql_source_tables",
            columns("id text, schema_name text, table_name text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable POSTGRES_SOURCE_TABLES = new BuiltinTable(16948, "mz_internal",
            "mz_postgres_source_tables",
            columns("id text, schema_name text, table_name text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SQL_SERVER_SOURCE_TABLES = new BuiltinTable(17057, "mz_internal",
            "mz_sql_server_source_tables",
            columns("id text, schema_name text, table_name text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable POSTGRES_SOURCES = new BuiltinTable(16697, "mz_internal",
            "mz_postgres_sources",
            columns("id text, replication_slot text, timeline_id uint8?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable NETWORK_POLICIES = new BuiltinTable(17040, "mz_internal",
            "mz_network_policies",
            columns("id text, name text, owner_id text, privileges mz_aclitem[], oid oid"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable NETWORK_POLICY_RULES = new BuiltinTable(17041, "mz_internal",
            "mz_network_policy_rules",
            columns("name text, policy_id text, action text, address text, direction text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable REPLACEMENTS = new BuiltinTable(17062, "mz_internal",
            "mz_replacements",
            columns("id text, target_id text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SOURCE_REFERENCES = new BuiltinTable(17015, "mz_internal",
            "mz_source_references",
            columns("source_id text, namespace text?, name text, updated_at timestamp with time zone, "
                    + "columns text[]?"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable WEBHOOK_SOURCES = new BuiltinTable(16767, "mz_internal",
            "mz_webhook_sources",
            columns("id text, name text, url text"),
            BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable AWS_PRIVATELINK_CONNECTION_STATUS_HISTORY = new BuiltinTable(16735, "mz_internal",
            "mz_aws_privatelink_connection_status_history",
            columns("occurred_at timestamp with time zone, connection_id text, status text"),
            BuiltinTable.FED_BY_REGION);

    static final List<BuiltinTable> ALL = List.of(
            SINKS, KAFKA_SINKS, ICEBERG_SINKS, SSH_TUNNEL_CONNECTIONS, EGRESS_IPS, AWS_CONNECTIONS,
            AWS_PRIVATELINK_CONNECTIONS, CONTINUAL_TASKS, CLUSTER_WORKLOAD_CLASSES, HISTORY_RETENTION_STRATEGIES,
            INTERNAL_CLUSTER_REPLICAS, PENDING_CLUSTER_REPLICAS, KAFKA_SOURCE_TABLES, LICENSE_KEYS,
            MATERIALIZED_VIEW_REFRESH_STRATEGIES, MATERIALIZED_VIEW_REFRESHES, MYSQL_SOURCE_TABLES,
            POSTGRES_SOURCE_TABLES, SQL_SERVER_SOURCE_TABLES, POSTGRES_SOURCES, NETWORK_POLICIES,
            NETWORK_POLICY_RULES, REPLACEMENTS, SOURCE_REFERENCES, WEBHOOK_SOURCES,
            AWS_PRIVATELINK_CONNECTION_STATUS_HISTORY);

    private VacantTables() {}
}
