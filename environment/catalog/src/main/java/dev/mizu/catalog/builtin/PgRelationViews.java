package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** PostgreSQL's catalog: relations, their columns, indexes and comments. */
final class PgRelationViews {
    /** The one kind of index that there is, under the number that PostgreSQL gives its own default. */
    private static final BuiltinView AM = view(16849, "pg_catalog", "pg_am",
            "oid oid, amname text, amhandler regproc, amtype \"char\", amcanorder boolean",
            """
            SELECT 403::oid AS oid, 'arrangement' AS amname, 0::regproc AS amhandler, 'i'::"char" AS amtype,
                false AS amcanorder
            """);

    private static final BuiltinView CLASS_ALL_DATABASES = view(16960, "mz_internal", "pg_class_all_databases",
            "oid oid, relname text, relnamespace oid, reloftype oid, relowner oid, "
                    + "relam oid, reltablespace oid, reltuples real, reltoastrelid oid, "
                    + "relhasindex boolean, relpersistence \"char\", relkind text?, relnatts smallint, "
                    + "relchecks smallint, relhasrules boolean, relhastriggers boolean, "
                    + "relhassubclass boolean, relrowsecurity boolean, relforcerowsecurity boolean, "
                    + "relreplident \"char\", relispartition boolean, relhasoids boolean, "
                    + "reloptions text[]?, database_name text?, relpages integer, relacl text[]?, reltype oid",
            """
            SELECT o.oid, o.name AS relname, s.oid AS relnamespace, 0::oid AS reloftype, r.oid AS relowner,
                CASE o.type WHEN 'index' THEN 403::oid ELSE 0::oid END AS relam,
                0::oid AS reltablespace, -1::real AS reltuples, 0::oid AS reltoastrelid,
                    x.on_id IS NOT NULL AS relhasindex,
                'p'::"char" AS relpersistence,
                CASE o.type
                    WHEN 'table' THEN 'r' WHEN 'source' THEN 'r' WHEN 'index' THEN 'i' WHEN 'view' THEN 'v'
                    WHEN 'materialized-view' THEN 'm'
                END AS relkind,
                COALESCE(n.count, 0)::smallint AS relnatts, 0::smallint AS relchecks, false AS relhasrules,
                false AS relhastriggers, false AS relhassubclass, false AS relrowsecurity,
                    false AS relforcerowsecurity,
                'd'::"char" AS relreplident, false AS relispartition, false AS relhasoids, NULL::text[] AS reloptions,
                d.name AS database_name, 0 AS relpages, NULL::text[] AS relacl, 0::oid AS reltype
            FROM (
                SELECT id, oid, schema_id, name, type, owner_id FROM mz_catalog.mz_relations
                UNION ALL
                SELECT i.id, i.oid, on_relation.schema_id, i.name, 'index', i.owner_id
                FROM mz_catalog.mz_indexes i
                JOIN mz_catalog.mz_relations on_relation ON on_relation.id = i.on_id
            ) AS o
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = o.owner_id
            LEFT JOIN (SELECT DISTINCT on_id FROM mz_catalog.mz_indexes) AS x ON x.on_id = o.id
            LEFT JOIN (SELECT id, count(*) AS count FROM mz_catalog.mz_columns GROUP BY id) AS n ON n.id = o.id
            """);

    private static final BuiltinView CLASS = view(16795, "pg_catalog", "pg_class",
            Excerpt.of(CLASS_ALL_DATABASES).here("database_name"));

    private static final BuiltinView TYPE_ALL_DATABASES = view(16962, "mz_internal", "pg_type_all_databases",
            "oid oid, typname text, typnamespace oid, typowner oid, typlen smallint?, "
                    + "typtype \"char\", typcategory \"char\"?, typdelim \"char\", typrelid oid, "
                    + "typelem oid, typarray oid, typinput regproc?, typreceive oid, "
                    + "typnotnull boolean, typbasetype oid, typtypmod integer, typcollation oid, "
                    + "typdefault text?, database_name text?",
            """
            SELECT t.oid, t.name AS typname, s.oid AS typnamespace, r.oid AS typowner,
                mz_internal.mz_type_length(t.oid) AS typlen,
                CASE t.category WHEN 'range' THEN 'r'::"char" ELSE k.kind END AS typtype,
                CASE t.category
                    WHEN 'array' THEN 'A' WHEN 'bit-string' THEN 'V' WHEN 'boolean' THEN 'B' WHEN 'composite' THEN 'C'
                    WHEN 'date-time' THEN 'D' WHEN 'enum' THEN 'E' WHEN 'geometric' THEN 'G' WHEN 'list' THEN 'U'
                    WHEN 'network-address' THEN 'I' WHEN 'numeric' THEN 'N' WHEN 'pseudo' THEN 'P' WHEN 'range' THEN 'R'
                    WHEN 'string' THEN 'S' WHEN 'timespan' THEN 'T' WHEN 'user-defined' THEN 'U' WHEN 'unknown' THEN 'X'
                END::"char" AS typcategory,
                ','::"char" AS typdelim, 0::oid AS typrelid, COALESCE(element.oid, 0::oid) AS typelem,
                COALESCE(over.oid, 0::oid) AS typarray, m.typinput::regproc AS typinput,
                COALESCE(m.typreceive, 0::oid) AS typreceive, false AS typnotnull, 0::oid AS typbasetype,
                    -1 AS typtypmod,
                0::oid AS typcollation, NULL::text AS typdefault, d.name AS database_name
            FROM mz_catalog.mz_types t
            LEFT JOIN mz_internal.mz_type_pg_metadata m ON m.id = t.id
            JOIN mz_catalog.mz_schemas s ON s.id = t.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = t.owner_id
            JOIN (
                SELECT id, 'b'::"char" AS kind FROM mz_catalog.mz_base_types
                UNION ALL SELECT id, 'b'::"char" FROM mz_catalog.mz_array_types
                UNION ALL SELECT id, 'l'::"char" FROM mz_catalog.mz_list_types
                UNION ALL SELECT id, 'm'::"char" FROM mz_catalog.mz_map_types
                UNION ALL SELECT id, 'p'::"char" FROM mz_catalog.mz_pseudo_types
            ) AS k ON k.id = t.id
            LEFT JOIN mz_catalog.mz_array_types a ON a.id = t.id
            LEFT JOIN mz_catalog.mz_types element ON element.id = a.element_id
            LEFT JOIN mz_catalog.mz_array_types b ON b.element_id = t.id
            LEFT JOIN mz_catalog.mz_types over ON over.id = b.id
            """);

    private static final BuiltinView TYPE = view(16801, "pg_catalog", "pg_type",
            Excerpt.of(TYPE_ALL_DATABASES).here("database_name").and("typacl text[]?", "NULL::text[]"));

    private static final BuiltinView RANGE = view(16805, "pg_catalog", "pg_range",
            "rngtypid oid, rngsubtype oid",
            """
            SELECT column1 AS rngtypid, column2 AS rngsubtype
            FROM (VALUES
                (3904::oid, 23::oid), (3926::oid, 20::oid), (3906::oid, 1700::oid),
                (3912::oid, 1082::oid), (3908::oid, 1114::oid), (3910::oid, 1184::oid)
            ) AS ranges
            """);

    private static final BuiltinView ATTRIBUTE_ALL_DATABASES =
            view(16970, "mz_internal", "pg_attribute_all_databases",
            "attrelid oid, attname text, atttypid oid, attlen smallint?, attnum smallint, "
                    + "atttypmod integer, attndims smallint, attnotnull boolean, atthasdef boolean, "
                    + "attidentity \"char\", attgenerated \"char\", attisdropped boolean, "
                    + "attcollation oid, database_name text?, pg_type_database_name text?, "
                    + "attacl text[]?, attstorage \"char\", attstattarget integer",
            """
            SELECT o.oid AS attrelid, c.name AS attname, c.type_oid AS atttypid, t.typlen AS attlen,
                c.position::smallint AS attnum, c.type_mod AS atttypmod, 0::smallint AS attndims,
                    NOT c.nullable AS attnotnull,
                c.default IS NOT NULL AS atthasdef, ''::"char" AS attidentity, ''::"char" AS attgenerated,
                false AS attisdropped, 0::oid AS attcollation, d.name AS database_name,
                t.database_name AS pg_type_database_name, NULL::text[] AS attacl, 'p'::"char" AS attstorage,
                -1 AS attstattarget
            FROM (
                SELECT id AS column_source, oid, schema_id FROM mz_catalog.mz_relations
                UNION ALL
                SELECT i.on_id, i.oid, on_relation.schema_id
                FROM mz_catalog.mz_indexes i
                JOIN mz_catalog.mz_relations on_relation ON on_relation.id = i.on_id
            ) AS o
            JOIN mz_catalog.mz_columns c ON c.id = o.column_source
            JOIN mz_internal.pg_type_all_databases t ON t.oid = c.type_oid
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            """);

    private static final BuiltinView ATTRIBUTE = view(16802, "pg_catalog", "pg_attribute",
            Excerpt.of(ATTRIBUTE_ALL_DATABASES).here("database_name", "pg_type_database_name"));

    private static final BuiltinView ATTRDEF_ALL_DATABASES = view(16968, "mz_internal", "pg_attrdef_all_databases",
            "oid oid?, adrelid oid, adnum bigint, adbin text, adsrc text",
            """
            SELECT NULL::oid AS oid, o.oid AS adrelid, c.position::bigint AS adnum, c.default AS adbin,
                c.default AS adsrc
            FROM mz_catalog.mz_columns c
            JOIN mz_catalog.mz_objects o ON o.id = c.id
            WHERE c.default IS NOT NULL
            """);

    private static final BuiltinView ATTRDEF = view(16807, "pg_catalog", "pg_attrdef",
            Excerpt.of(ATTRDEF_ALL_DATABASES)
                    .join("mz_catalog.mz_databases d ON d.name = pg_catalog.current_database()"));

    private static final BuiltinView INDEX = view(16798, "pg_catalog", "pg_index",
            "indexrelid oid, indrelid oid, indnatts smallint, indisunique boolean, "
                    + "indisprimary boolean, indimmediate boolean, indisclustered boolean, "
                    + "indisvalid boolean, indisreplident boolean, indkey int2vector, "
                    + "indoption int2vector, indexprs text?, indpred text?, indclass oid[]",
            """
            SELECT i.oid AS indexrelid, r.oid AS indrelid, count(k.index_position)::smallint AS indnatts,
                false AS indisunique, false AS indisprimary, false AS indimmediate, false AS indisclustered,
                true AS indisvalid, false AS indisreplident,
                COALESCE(string_agg(COALESCE(k.on_position::text, '0'), ' ' ORDER BY k.index_position),
                    '')::int2vector AS indkey,
                COALESCE(string_agg('0', ' ' ORDER BY k.index_position), '')::int2vector AS indoption,
                CASE max(CASE WHEN k.on_expression IS NULL THEN 0 ELSE 1 END)
                    WHEN 1 THEN string_agg(k.on_expression, ', ' ORDER BY k.index_position)
                END AS indexprs,
                NULL::text AS indpred,
                COALESCE(array_agg(0::oid ORDER BY k.index_position), '{}') AS indclass
            FROM mz_catalog.mz_indexes i
            JOIN mz_catalog.mz_relations r ON r.id = i.on_id
            JOIN mz_catalog.mz_index_columns k ON k.index_id = i.id
            JOIN mz_catalog.mz_schemas s ON s.id = r.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            GROUP BY i.oid, r.oid
            """);

    private static final BuiltinView INDEXES = view(16799, "pg_catalog", "pg_indexes",
            "table_catalog text, schemaname text, tablename text, indexname text, "
                    + "tablespace text?, indexdef text?",
            """
            SELECT COALESCE(d.name, pg_catalog.current_database()) AS table_catalog, s.name AS schemaname,
                r.name AS tablename,
                i.name AS indexname, NULL::text AS tablespace, NULL::text AS indexdef
            FROM mz_catalog.mz_indexes i
            JOIN mz_catalog.mz_relations r ON r.id = i.on_id
            JOIN mz_catalog.mz_schemas s ON s.id = r.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView DESCRIPTION_ALL_DATABASES =
            view(16966, "mz_internal", "pg_description_all_databases",
            "objoid oid, classoid oid?, objsubid integer, description text, "
                    + "oid_database_name text?, class_database_name text?",
            """
            SELECT o.oid AS objoid, o.class_oid AS classoid, COALESCE(c.object_sub_id, 0) AS objsubid,
                c.comment AS description,
                o.database_name AS oid_database_name, NULL::text AS class_database_name
            FROM mz_internal.mz_comments c
            JOIN (
                SELECT x.id, x.oid, x.type, d.name AS database_name,
                    CASE x.type WHEN 'type' THEN 16801 WHEN 'function' THEN 16803 ELSE 16795 END::oid AS class_oid
                FROM mz_catalog.mz_objects x
                JOIN mz_catalog.mz_schemas s ON s.id = x.schema_id
                LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
                UNION ALL
                SELECT s.id, s.oid, 'schema', d.name, 16794::oid
                FROM mz_catalog.mz_schemas s
                LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            ) AS o ON o.id = c.id AND o.type = c.object_type
            """);

    private static final BuiltinView DESCRIPTION = view(16800, "pg_catalog", "pg_description",
            Excerpt.of(DESCRIPTION_ALL_DATABASES).here("oid_database_name", "class_database_name"));

    private static final BuiltinView TABLES = view(16847, "pg_catalog", "pg_tables",
            "schemaname text?, tablename text, tableowner text",
            """
            SELECT n.nspname AS schemaname, c.relname AS tablename, r.name AS tableowner
            FROM pg_catalog.pg_class c
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN mz_catalog.mz_roles r ON r.oid = c.relowner
            WHERE c.relkind = 'r' OR c.relkind = 'p'
            """);

    private static final BuiltinView VIEWS = view(16851, "pg_catalog", "pg_views",
            "schemaname text?, viewname text, viewowner oid, definition text",
            """
            SELECT s.name AS schemaname, v.name AS viewname, r.oid AS viewowner, v.definition
            FROM mz_catalog.mz_views v
            LEFT JOIN mz_catalog.mz_schemas s ON s.id = v.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = v.owner_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView MATVIEWS = view(16852, "pg_catalog", "pg_matviews",
            "schemaname text?, matviewname text, matviewowner oid, definition text",
            """
            SELECT s.name AS schemaname, v.name AS matviewname, r.oid AS matviewowner, v.definition
            FROM mz_catalog.mz_materialized_views v
            LEFT JOIN mz_catalog.mz_schemas s ON s.id = v.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = v.owner_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView DEPEND = view(16796, "pg_catalog", "pg_depend",
            "classid oid?, objid oid, objsubid integer, refclassid oid?, refobjid oid, "
                    + "refobjsubid integer, deptype \"char\"",
            """
            SELECT 16795::oid AS classid, o.oid AS objid, 0 AS objsubid, 16795::oid AS refclassid, u.oid AS refobjid,
                0 AS refobjsubid, 'n'::"char" AS deptype
            FROM mz_internal.mz_object_dependencies x
            JOIN (
                SELECT id, oid FROM mz_catalog.mz_relations UNION ALL SELECT id, oid FROM mz_catalog.mz_indexes
            ) AS o ON o.id = x.object_id
            JOIN mz_catalog.mz_relations u ON u.id = x.referenced_object_id
            JOIN mz_catalog.mz_schemas s ON s.id = u.schema_id
            JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE d.name = pg_catalog.current_database()
            """);

    static final List<BuiltinView> ALL = List.of(
            AM, CLASS_ALL_DATABASES, CLASS, TYPE_ALL_DATABASES, TYPE, RANGE, ATTRIBUTE_ALL_DATABASES, ATTRIBUTE,
            ATTRDEF_ALL_DATABASES, ATTRDEF, INDEX, INDEXES, DESCRIPTION_ALL_DATABASES, DESCRIPTION, TABLES,
            VIEWS, MATVIEWS, DEPEND);

    private PgRelationViews() {}
}
