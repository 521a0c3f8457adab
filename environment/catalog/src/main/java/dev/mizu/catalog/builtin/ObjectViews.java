package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** Unions of the catalog's tables: everything that has a name. */
final class ObjectViews {
    private static final BuiltinView RELATIONS = view(16772, "mz_catalog", "mz_relations",
            "id text, oid oid, schema_id text, name text, type text, owner_id text, "
                    + "cluster_id text?, privileges mz_aclitem[]",
            """
            SELECT id, oid, schema_id, name, 'table' AS type, owner_id, NULL::text AS cluster_id, privileges
            FROM mz_catalog.mz_tables
            UNION ALL SELECT id, oid, schema_id, name, 'source', owner_id, cluster_id, privileges
            FROM mz_catalog.mz_sources
            UNION ALL SELECT id, oid, schema_id, name, 'view', owner_id, NULL::text, privileges
            FROM mz_catalog.mz_views
            UNION ALL SELECT id, oid, schema_id, name, 'materialized-view', owner_id, cluster_id, privileges
            FROM mz_catalog.mz_materialized_views
            UNION ALL SELECT id, oid, schema_id, name, 'continual-task', owner_id, cluster_id, privileges
            FROM mz_internal.mz_continual_tasks
            """);

    private static final BuiltinView OBJECTS = view(16774, "mz_catalog", "mz_objects",
            "id text, oid oid, schema_id text, name text, type text, owner_id text, "
                    + "cluster_id text?, privileges mz_aclitem[]?",
            """
            SELECT id, oid, schema_id, name, type, owner_id, cluster_id, privileges
            FROM mz_catalog.mz_relations
            UNION ALL SELECT id, oid, schema_id, name, 'sink', owner_id, cluster_id, NULL::mz_aclitem[]
            FROM mz_catalog.mz_sinks
            UNION ALL SELECT i.id, i.oid, r.schema_id, i.name, 'index', i.owner_id, i.cluster_id, NULL::mz_aclitem[]
            FROM mz_catalog.mz_indexes i JOIN mz_catalog.mz_relations r ON i.on_id = r.id
            UNION ALL SELECT id, oid, schema_id, name, 'connection', owner_id, NULL::text, privileges
            FROM mz_catalog.mz_connections
            UNION ALL SELECT id, oid, schema_id, name, 'type', owner_id, NULL::text, privileges
            FROM mz_catalog.mz_types
            UNION ALL SELECT id, oid, schema_id, name, 'function', owner_id, NULL::text, NULL::mz_aclitem[]
            FROM mz_catalog.mz_functions
            UNION ALL SELECT id, oid, schema_id, name, 'secret', owner_id, NULL::text, privileges
            FROM mz_catalog.mz_secrets
            """);

    private static final BuiltinView OBJECT_FULLY_QUALIFIED_NAMES =
            view(16775, "mz_internal", "mz_object_fully_qualified_names",
            "id text, name text, object_type text, schema_id text, schema_name text, "
                    + "database_id text?, database_name text?, cluster_id text?",
            """
            SELECT o.id, o.name, o.type AS object_type, s.id AS schema_id, s.name AS schema_name, d.id AS database_id,
                d.name AS database_name, o.cluster_id
            FROM mz_catalog.mz_objects o
            JOIN mz_catalog.mz_schemas s ON o.schema_id = s.id
            LEFT JOIN mz_catalog.mz_databases d ON s.database_id = d.id
            """);

    private static final BuiltinView OBJECT_TRANSITIVE_DEPENDENCIES =
            view(16784, "mz_internal", "mz_object_transitive_dependencies",
            "object_id text, referenced_object_id text",
            """
            WITH MUTUALLY RECURSIVE reach (object_id text, referenced_object_id text) AS (
                SELECT object_id, referenced_object_id FROM mz_internal.mz_object_dependencies
                UNION
                SELECT a.object_id, b.referenced_object_id
                FROM reach a JOIN reach b ON a.referenced_object_id = b.object_id
            )
            SELECT object_id, referenced_object_id FROM reach
            """);

    private static final BuiltinView OBJECT_OID_ALIAS = view(16773, "mz_internal", "mz_object_oid_alias",
            "object_type text, oid_alias text",
            """
            SELECT object_type, oid_alias FROM (VALUES
                ('table', 'regclass'), ('source', 'regclass'), ('view', 'regclass'), ('materialized-view',
                    'regclass'),
                ('index', 'regclass'), ('type', 'regtype'), ('function', 'regproc')
            ) AS aliases (object_type, oid_alias)
            """);

    private static final BuiltinView OBJECTS_ID_NAMESPACE_TYPES =
            view(17030, "mz_internal", "mz_objects_id_namespace_types",
            "object_type text",
            """
            SELECT object_type FROM (VALUES
                ('table'), ('view'), ('materialized-view'), ('source'), ('sink'), ('index'), ('connection'), ('type'),
                ('function'), ('secret')
            ) AS kinds (object_type)
            """);

    private static final BuiltinView OBJECT_LIFETIMES = view(16776, "mz_internal", "mz_object_lifetimes",
            "id text?, previous_id text?, object_type text, event_type text, "
                    + "occurred_at timestamp with time zone",
            """
            SELECT COALESCE(details ->> 'id', details ->> 'replica_id') AS id,
                details ->> 'previous_id' AS previous_id,
                object_type, event_type, occurred_at
            FROM mz_catalog.mz_audit_events
            WHERE event_type = 'create' OR event_type = 'drop'
            """);

    private static final BuiltinView GLOBAL_FRONTIERS = view(16761, "mz_internal", "mz_global_frontiers",
            "object_id text, time mz_timestamp",
            """
            SELECT object_id, write_frontier AS time
            FROM mz_internal.mz_frontiers
            WHERE write_frontier IS NOT NULL
            """);

    private static final BuiltinView TIMEZONE_ABBREVIATIONS = view(16815, "mz_catalog", "mz_timezone_abbreviations",
            "abbreviation text, utc_offset interval?, dst boolean?, timezone_name text?",
            """
            SELECT NULL::text AS abbreviation, NULL::interval AS utc_offset, NULL::boolean AS dst,
                NULL::text AS timezone_name
            WHERE false
            """);

    private static final BuiltinView TIMEZONE_NAMES = view(16816, "mz_catalog", "mz_timezone_names",
            "name text",
            """
            SELECT NULL::text AS name WHERE false
            """);

    private static final BuiltinView STORAGE_USAGE = view(16771, "mz_catalog", "mz_storage_usage",
            "object_id text, size_bytes uint8, "
                    + "collection_timestamp timestamp with time zone",
            """
            SELECT s.object_id, u.size_bytes, u.collection_timestamp
            FROM mz_internal.mz_storage_usage_by_shard u JOIN mz_internal.mz_storage_shards s
                ON s.shard_id = u.shard_id
            """);

    private static final BuiltinView RECENT_STORAGE_USAGE = view(16981, "mz_catalog", "mz_recent_storage_usage",
            "object_id text, size_bytes uint8?",
            """
            SELECT s.object_id, sum(latest.size_bytes)::uint8 AS size_bytes
            FROM mz_internal.mz_storage_shards s
            LEFT JOIN (
                SELECT DISTINCT ON (shard_id) shard_id, size_bytes
                FROM mz_internal.mz_storage_usage_by_shard
                ORDER BY shard_id, collection_timestamp DESC
            ) AS latest ON latest.shard_id = s.shard_id
            GROUP BY s.object_id
            """);

    static final List<BuiltinView> ALL = List.of(
            RELATIONS, OBJECTS, OBJECT_FULLY_QUALIFIED_NAMES, OBJECT_TRANSITIVE_DEPENDENCIES, OBJECT_OID_ALIAS,
            OBJECTS_ID_NAMESPACE_TYPES, OBJECT_LIFETIMES, GLOBAL_FRONTIERS, TIMEZONE_ABBREVIATIONS,
            TIMEZONE_NAMES, STORAGE_USAGE, RECENT_STORAGE_USAGE);

    private ObjectViews() {}
}
