package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** What the SHOW statements select from. */
final class ShowViews {
    private static final BuiltinView SHOW_ALL_OBJECTS = view(17002, "mz_internal", "mz_show_all_objects",
            "schema_id text, name text, type text, comment text",
            """
            SELECT o.schema_id, o.name, o.type, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_objects o
            LEFT JOIN mz_internal.mz_comments c
                ON c.id = o.id AND c.object_type = o.type AND c.object_sub_id IS NULL
            """);

    private static final BuiltinView SHOW_TABLES = view(16994, "mz_internal", "mz_show_tables",
            "schema_id text, name text, comment text, source_id text?",
            """
            SELECT o.schema_id, o.name, COALESCE(c.comment, '') AS comment, o.source_id
            FROM mz_catalog.mz_tables o
            """ + comments("table"));

    private static final BuiltinView SHOW_VIEWS = view(16995, "mz_internal", "mz_show_views",
            "schema_id text, name text, comment text",
            """
            SELECT o.schema_id, o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_views o
            """ + comments("view"));

    private static final BuiltinView SHOW_TYPES = view(16996, "mz_internal", "mz_show_types",
            "schema_id text, name text, comment text",
            """
            SELECT o.schema_id, o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_types o
            """ + comments("type"));

    private static final BuiltinView SHOW_SECRETS = view(17004, "mz_internal", "mz_show_secrets",
            "schema_id text, name text, comment text",
            """
            SELECT o.schema_id, o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_secrets o
            """ + comments("secret"));

    private static final BuiltinView SHOW_CONNECTIONS = view(17001, "mz_internal", "mz_show_connections",
            "schema_id text, name text, type text, comment text",
            """
            SELECT o.schema_id, o.name, o.type, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_connections o
            """ + comments("connection"));

    private static final BuiltinView SHOW_DATABASES = view(16997, "mz_internal", "mz_show_databases",
            "name text, comment text",
            """
            SELECT o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_databases o
            """ + comments("database"));

    private static final BuiltinView SHOW_SCHEMAS = view(16998, "mz_internal", "mz_show_schemas",
            "database_id text?, name text, comment text",
            """
            SELECT o.database_id, o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_schemas o
            """ + comments("schema"));

    private static final BuiltinView SHOW_ROLES = view(16999, "mz_internal", "mz_show_roles",
            "name text, comment text",
            """
            SELECT o.name, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_roles o
            """ + comments("role") + """
            WHERE o.id NOT LIKE 's%' AND o.id NOT LIKE 'g%'
            """);

    private static final BuiltinView SHOW_CLUSTERS = view(17003, "mz_internal", "mz_show_clusters",
            "name text, replicas text?, comment text",
            """
            SELECT o.name, r.replicas, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_clusters o
            LEFT JOIN (
                SELECT cluster_id, string_agg(name || ' (' || COALESCE(size, '') || ')', ', ' ORDER BY name) AS replicas
                FROM mz_catalog.mz_cluster_replicas
                GROUP BY cluster_id
            ) AS r ON r.cluster_id = o.id
            """ + comments("cluster"));

    private static final BuiltinView SHOW_COLUMNS = view(17005, "mz_internal", "mz_show_columns",
            "id text, name text, nullable boolean, type text, position uint8, "
                    + "comment text",
            """
            SELECT o.id, o.name, o.nullable, o.type, o.position, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_columns o
            LEFT JOIN mz_internal.mz_comments c
                ON c.id = o.id AND c.object_sub_id::uint8 = o.position
            """);

    private static final BuiltinView SHOW_MATERIALIZED_VIEWS =
            view(16878, "mz_internal", "mz_show_materialized_views",
            "id text, name text, cluster text, schema_id text, cluster_id text, "
                    + "comment text",
            """
            SELECT o.id, o.name, k.name AS cluster, o.schema_id, o.cluster_id, COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_materialized_views o
            JOIN mz_catalog.mz_clusters k ON k.id = o.cluster_id
            """ + comments("materialized-view"));

    private static final BuiltinView SHOW_SOURCES = view(16876, "mz_internal", "mz_show_sources",
            "id text, name text, type text, cluster text?, schema_id text, "
                    + "cluster_id text?, comment text",
            """
            SELECT o.id, o.name, o.type, k.name AS cluster, o.schema_id, o.cluster_id,
                COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_sources o
            LEFT JOIN mz_catalog.mz_clusters k ON k.id = o.cluster_id
            """ + comments("source"));

    private static final BuiltinView SHOW_SINKS = view(16877, "mz_internal", "mz_show_sinks",
            "id text, name text, type text, cluster text, schema_id text, cluster_id text, "
                    + "comment text",
            """
            SELECT o.id, o.name, o.type, k.name AS cluster, o.schema_id, o.cluster_id,
                COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_sinks o
            JOIN mz_catalog.mz_clusters k ON k.id = o.cluster_id
            """ + comments("sink"));

    private static final BuiltinView SHOW_CONTINUAL_TASKS = view(17027, "mz_internal", "mz_show_continual_tasks",
            "id text, name text, cluster text, schema_id text, cluster_id text, "
                    + "comment text",
            """
            SELECT o.id, o.name, k.name AS cluster, o.schema_id, o.cluster_id, COALESCE(c.comment, '') AS comment
            FROM mz_internal.mz_continual_tasks o
            JOIN mz_catalog.mz_clusters k ON k.id = o.cluster_id
            """ + comments("continual-task"));

    private static final BuiltinView SHOW_INDEXES = view(16879, "mz_internal", "mz_show_indexes",
            "id text, name text, on text, cluster text, key text[], on_id text, "
                    + "schema_id text, cluster_id text, comment text",
            """
            SELECT o.id, o.name, r.name AS on, k.name AS cluster, keys.key, o.on_id, r.schema_id, o.cluster_id,
                COALESCE(c.comment, '') AS comment
            FROM mz_catalog.mz_indexes o
            JOIN mz_catalog.mz_clusters k ON k.id = o.cluster_id
            JOIN mz_catalog.mz_relations r ON r.id = o.on_id
            JOIN (
                SELECT p.index_id,
                    array_agg(CASE WHEN p.on_expression IS NULL THEN n.name ELSE p.on_expression END
                        ORDER BY p.index_position) AS key
                FROM mz_catalog.mz_index_columns p
                JOIN mz_catalog.mz_indexes i ON i.id = p.index_id
                LEFT JOIN mz_catalog.mz_columns n ON n.id = i.on_id AND n.position = p.on_position
                GROUP BY p.index_id
            ) AS keys ON keys.index_id = o.id
            """ + comments("index"));

    private static final BuiltinView SHOW_ROLE_MEMBERS = view(16881, "mz_internal", "mz_show_role_members",
            "role text, member text, grantor text",
            """
            SELECT r.name AS role, m.name AS member, g.name AS grantor
            FROM mz_catalog.mz_role_members rm
            JOIN mz_catalog.mz_roles r ON r.id = rm.role_id
            JOIN mz_catalog.mz_roles m ON m.id = rm.member
            JOIN mz_catalog.mz_roles g ON g.id = rm.grantor
            """);

    private static final BuiltinView SHOW_MY_ROLE_MEMBERS = view(16882, "mz_internal", "mz_show_my_role_members",
            Excerpt.of(SHOW_ROLE_MEMBERS).where("member = current_user"));

    private static final BuiltinView SHOW_NETWORK_POLICIES = view(17043, "mz_internal", "mz_show_network_policies",
            "name text, rules text?, comment text",
            """
            SELECT p.name, string_agg(r.name, ', ' ORDER BY r.name) AS rules, COALESCE(max(c.comment), '') AS comment
            FROM mz_internal.mz_network_policies p
            LEFT JOIN mz_internal.mz_network_policy_rules r ON r.policy_id = p.id
            LEFT JOIN mz_internal.mz_comments c
                ON c.id = p.id AND c.object_type = 'network-policy' AND c.object_sub_id IS NULL
            WHERE p.id NOT LIKE 's%'
            GROUP BY p.name
            """);

    /** What was said about objects {@code o} of one type: the end of a query, or of its joins. */
    private static String comments(String type) {
        return """
                LEFT JOIN mz_internal.mz_comments c
                    ON c.id = o.id AND c.object_type = '%s' AND c.object_sub_id IS NULL
                """.formatted(type);
    }

    static final List<BuiltinView> ALL = List.of(
            SHOW_ALL_OBJECTS, SHOW_TABLES, SHOW_VIEWS, SHOW_TYPES, SHOW_SECRETS, SHOW_CONNECTIONS,
            SHOW_DATABASES, SHOW_SCHEMAS, SHOW_ROLES, SHOW_CLUSTERS, SHOW_COLUMNS, SHOW_MATERIALIZED_VIEWS,
            SHOW_SOURCES, SHOW_SINKS, SHOW_CONTINUAL_TASKS, SHOW_INDEXES, SHOW_ROLE_MEMBERS,
            SHOW_MY_ROLE_MEMBERS, SHOW_NETWORK_POLICIES);

    private ShowViews() {}
}
