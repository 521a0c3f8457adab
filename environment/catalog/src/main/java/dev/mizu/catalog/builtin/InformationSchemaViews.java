package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.vacant;
import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** The SQL standard's catalog. */
final class InformationSchemaViews {
    private static final BuiltinView SCHEMATA = view(16860, "information_schema", "schemata",
            "catalog_name text, schema_name text",
            """
            SELECT COALESCE(d.name, 'materialize') AS catalog_name, s.name AS schema_name
            FROM mz_catalog.mz_schemas s
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView TABLES = view(16861, "information_schema", "tables",
            "table_catalog text, table_schema text, table_name text, table_type text",
            """
            SELECT COALESCE(d.name, 'materialize') AS table_catalog, s.name AS table_schema, o.name AS table_name,
                CASE o.type
                    WHEN 'materialized-view' THEN 'MATERIALIZED VIEW' WHEN 'table' THEN 'BASE TABLE' ELSE upper(o.type)
                END AS table_type
            FROM mz_catalog.mz_relations o
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView VIEWS = view(16865, "information_schema", "views",
            "table_catalog text, table_schema text, table_name text, view_definition text",
            """
            SELECT COALESCE(d.name, 'materialize') AS table_catalog, s.name AS table_schema, o.name AS table_name,
                o.definition AS view_definition
            FROM mz_catalog.mz_views o
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView COLUMNS = view(16854, "information_schema", "columns",
            "table_catalog text, table_schema text, table_name text, column_name text, "
                    + "ordinal_position bigint, column_default text?, is_nullable text, "
                    + "data_type text, character_maximum_length integer?, "
                    + "numeric_precision integer?, numeric_scale integer?",
            """
            SELECT COALESCE(d.name, 'materialize') AS table_catalog, s.name AS table_schema, o.name AS table_name,
                c.name AS column_name, c.position::bigint AS ordinal_position, c.default AS column_default,
                CASE WHEN c.nullable THEN 'YES' ELSE 'NO' END AS is_nullable, c.type AS data_type,
                NULL::integer AS character_maximum_length, NULL::integer AS numeric_precision,
                    NULL::integer AS numeric_scale
            FROM mz_catalog.mz_columns c
            JOIN mz_catalog.mz_objects o ON o.id = c.id
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView ROUTINES = view(16859, "information_schema", "routines",
            "routine_catalog text, routine_schema text, routine_name text, "
                    + "routine_type text, routine_definition text?",
            """
            SELECT COALESCE(d.name, 'materialize') AS routine_catalog, s.name AS routine_schema,
                o.name AS routine_name,
                'FUNCTION' AS routine_type, NULL::text AS routine_definition
            FROM mz_catalog.mz_functions o
            JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView ENABLED_ROLES = view(16855, "information_schema", "enabled_roles",
            "role_name text",
            """
            SELECT name AS role_name
            FROM mz_catalog.mz_roles
            WHERE mz_catalog.mz_is_superuser() OR name = current_user
            """);

    private static final BuiltinView APPLICABLE_ROLES = view(16853, "information_schema", "applicable_roles",
            "grantee text, role_name text, is_grantable text",
            """
            SELECT m.name AS grantee, r.name AS role_name, 'NO' AS is_grantable
            FROM mz_catalog.mz_role_members rm
            JOIN mz_catalog.mz_roles r ON r.id = rm.role_id
            JOIN mz_catalog.mz_roles m ON m.id = rm.member
            WHERE mz_catalog.mz_is_superuser() OR m.name = current_user
            """);

    private static final BuiltinView CHARACTER_SETS = view(16866, "information_schema", "character_sets",
            "character_set_catalog text?, character_set_schema text?, "
                    + "character_set_name text, character_repertoire text, form_of_use text, "
                    + "default_collate_catalog text, default_collate_schema text, "
                    + "default_collate_name text",
            """
            SELECT NULL::text AS character_set_catalog, NULL::text AS character_set_schema,
                'UTF8' AS character_set_name,
                'UCS' AS character_repertoire, 'UTF8' AS form_of_use, current_database() AS default_collate_catalog,
                'pg_catalog' AS default_collate_schema, 'en_US.utf8' AS default_collate_name
            """);

    private static final BuiltinView KEY_COLUMN_USAGE = vacant(16857, "information_schema", "key_column_usage",
            "constraint_catalog text, constraint_schema text, constraint_name text, "
                    + "table_catalog text, table_schema text, table_name text, column_name text, "
                    + "ordinal_position integer, position_in_unique_constraint integer");

    private static final BuiltinView REFERENTIAL_CONSTRAINTS =
            vacant(16858, "information_schema", "referential_constraints",
            "constraint_catalog text, constraint_schema text, constraint_name text, "
                    + "unique_constraint_catalog text, unique_constraint_schema text, "
                    + "unique_constraint_name text, match_option text, update_rule text, "
                    + "delete_rule text");

    private static final BuiltinView TABLE_CONSTRAINTS = vacant(16862, "information_schema", "table_constraints",
            "constraint_catalog text, constraint_schema text, constraint_name text, "
                    + "table_catalog text, table_schema text, table_name text, constraint_type text, "
                    + "is_deferrable text, initially_deferred text, enforced text, "
                    + "nulls_distinct text");

    private static final BuiltinView TRIGGERS = vacant(16864, "information_schema", "triggers",
            "trigger_catalog text, trigger_schema text, trigger_name text, "
                    + "event_manipulation text, event_object_catalog text, event_object_schema text, "
                    + "event_object_table text, action_order integer, action_condition text, "
                    + "action_statement text, action_orientation text, action_timing text, "
                    + "action_reference_old_table text, action_reference_new_table text");

    static final List<BuiltinView> ALL = List.of(
            SCHEMATA, TABLES, VIEWS, COLUMNS, ROUTINES, ENABLED_ROLES, APPLICABLE_ROLES, CHARACTER_SETS,
            KEY_COLUMN_USAGE, REFERENTIAL_CONSTRAINTS, TABLE_CONSTRAINTS, TRIGGERS);

    private InformationSchemaViews() {}
}
