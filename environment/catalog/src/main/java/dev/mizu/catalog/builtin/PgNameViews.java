package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** PostgreSQL's catalog: databases, schemas, roles, and what owns what. */
final class PgNameViews {
    private static final BuiltinView NAMESPACE_ALL_DATABASES =
            view(16964, "mz_internal", "pg_namespace_all_databases",
            "oid oid, nspname text, nspowner oid, nspacl text[]?, database_name text?",
            """
            SELECT s.oid, s.name AS nspname, r.oid AS nspowner, NULL::text[] AS nspacl, d.name AS database_name
            FROM mz_catalog.mz_schemas s
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = s.owner_id
            """);

    private static final BuiltinView NAMESPACE = view(16794, "pg_catalog", "pg_namespace",
            Excerpt.of(NAMESPACE_ALL_DATABASES).here("database_name"));

    private static final BuiltinView DATABASE = view(16797, "pg_catalog", "pg_database",
            "oid oid, datname text, datdba oid, encoding integer, datistemplate boolean, "
                    + "datallowconn boolean, datcollate text, datctype text, datacl text[]?, dattablespace oid",
            """
            SELECT d.oid, d.name AS datname, r.oid AS datdba, 6 AS encoding, false AS datistemplate,
                true AS datallowconn,
                'C' AS datcollate, 'C' AS datctype, NULL::text[] AS datacl,
                1663::oid AS dattablespace
            FROM mz_catalog.mz_databases d
            JOIN mz_catalog.mz_roles r ON r.id = d.owner_id
            """);

    private static final BuiltinView AUTHID_CORE = view(17063, "mz_internal", "pg_authid_core",
            "oid oid, rolname text, rolsuper boolean?, rolinherit boolean, "
                    + "rolcanlogin boolean, rolreplication boolean, rolbypassrls boolean, "
                    + "rolconnlimit integer, rolpassword text?, "
                    + "rolvaliduntil timestamp with time zone?",
            """
            SELECT r.oid, r.name AS rolname, r.rolsuper, r.inherit AS rolinherit, COALESCE(r.rolcanlogin,
                true) AS rolcanlogin,
                false AS rolreplication, false AS rolbypassrls, -1 AS rolconnlimit, a.password_hash AS rolpassword,
                NULL::timestamptz AS rolvaliduntil
            FROM mz_catalog.mz_roles r
            LEFT JOIN mz_catalog.mz_role_auth a ON a.role_oid = r.oid
            """);

    private static final BuiltinView AUTHID = view(16871, "pg_catalog", "pg_authid",
            "oid oid, rolname text, rolsuper boolean?, rolinherit boolean, "
                    + "rolcreaterole boolean?, rolcreatedb boolean?, rolcanlogin boolean, "
                    + "rolreplication boolean, rolbypassrls boolean, rolconnlimit integer, "
                    + "rolpassword text?, rolvaliduntil timestamp with time zone?",
            """
            SELECT c.oid, c.rolname, c.rolsuper, c.rolinherit, p.creates_roles AS rolcreaterole,
                p.creates_databases AS rolcreatedb,
                c.rolcanlogin, c.rolreplication, c.rolbypassrls, c.rolconnlimit, c.rolpassword, c.rolvaliduntil
            FROM mz_internal.pg_authid_core c
            LEFT JOIN (
                SELECT r.oid, bool_or(s.privileges::text LIKE r.id || '=%R%/%') AS creates_roles,
                    bool_or(s.privileges::text LIKE r.id || '=%B%/%') AS creates_databases
                FROM mz_catalog.mz_roles r
                CROSS JOIN mz_catalog.mz_system_privileges s
                GROUP BY r.oid
            ) AS p ON p.oid = c.oid
            """);

    private static final BuiltinView ROLES = view(16850, "pg_catalog", "pg_roles",
            "rolname text, rolsuper boolean?, rolinherit boolean, rolcreaterole boolean?, "
                    + "rolcreatedb boolean?, rolcanlogin boolean, rolreplication boolean, "
                    + "rolconnlimit integer, rolpassword text, "
                    + "rolvaliduntil timestamp with time zone?, rolbypassrls boolean, "
                    + "rolconfig text[]?, oid oid",
            """
            SELECT a.rolname, a.rolsuper, a.rolinherit, a.rolcreaterole, a.rolcreatedb, a.rolcanlogin,
                a.rolreplication,
                a.rolconnlimit, '********' AS rolpassword, a.rolvaliduntil, a.rolbypassrls, p.config AS rolconfig,
                    a.oid
            FROM pg_catalog.pg_authid a
            LEFT JOIN (
                SELECT r.oid,
                    array_agg(s.parameter_name || '=' || s.parameter_value ORDER BY s.parameter_name) AS config
                FROM mz_catalog.mz_role_parameters s
                JOIN mz_catalog.mz_roles r ON r.id = s.role_id
                GROUP BY r.oid
            ) AS p ON p.oid = a.oid
            """);

    private static final BuiltinView USER = view(16956, "pg_catalog", "pg_user",
            "usename text, usesysid oid, usecreatedb boolean?, usesuper boolean?, "
                    + "userepl boolean, usebypassrls boolean, passwd text?, "
                    + "valuntil timestamp with time zone?, useconfig text[]?",
            """
            SELECT rolname AS usename, oid AS usesysid, rolcreatedb AS usecreatedb, rolsuper AS usesuper,
                rolreplication AS userepl, rolbypassrls AS usebypassrls, rolpassword AS passwd,
                    rolvaliduntil AS valuntil,
                rolconfig AS useconfig
            FROM pg_catalog.pg_roles
            WHERE rolcanlogin
            """);

    private static final BuiltinView AUTH_MEMBERS = view(16809, "pg_catalog", "pg_auth_members",
            "roleid oid, member oid, grantor oid, admin_option boolean",
            """
            SELECT r.oid AS roleid, m.oid AS member, g.oid AS grantor, false AS admin_option
            FROM mz_catalog.mz_role_members rm
            JOIN mz_catalog.mz_roles r ON r.id = rm.role_id
            JOIN mz_catalog.mz_roles m ON m.id = rm.member
            JOIN mz_catalog.mz_roles g ON g.id = rm.grantor
            """);

    private static final BuiltinView TABLESPACE = view(16848, "pg_catalog", "pg_tablespace",
            "oid oid, spcname text, spcowner oid?, spcacl text[]?, spcoptions text[]?",
            """
            SELECT 1663::oid AS oid, 'pg_default' AS spcname, (SELECT oid
                FROM mz_catalog.mz_roles WHERE id = 's1') AS spcowner,
                NULL::text[] AS spcacl, NULL::text[] AS spcoptions
            """);

    private static final BuiltinView SETTINGS = view(16808, "pg_catalog", "pg_settings",
            "name text, setting text",
            """
            SELECT name, setting FROM (VALUES ('max_index_keys', '1000')) AS settings (name, setting)
            """);

    private static final BuiltinView TIMEZONE_ABBREVS = view(16813, "pg_catalog", "pg_timezone_abbrevs",
            "abbrev text, utc_offset interval?, is_dst boolean?",
            """
            SELECT abbreviation AS abbrev, utc_offset, dst AS is_dst
            FROM mz_catalog.mz_timezone_abbreviations
            """);

    private static final BuiltinView TIMEZONE_NAMES = view(16814, "pg_catalog", "pg_timezone_names",
            "name text, abbrev text?, utc_offset interval?, is_dst boolean?",
            """
            SELECT name, NULL::text AS abbrev, NULL::interval AS utc_offset, NULL::boolean AS is_dst
            FROM mz_catalog.mz_timezone_names
            """);

    static final List<BuiltinView> ALL = List.of(
            NAMESPACE_ALL_DATABASES, NAMESPACE, DATABASE, AUTHID_CORE, AUTHID, ROLES, USER, AUTH_MEMBERS,
            TABLESPACE, SETTINGS, TIMEZONE_ABBREVS, TIMEZONE_NAMES);

    private PgNameViews() {}
}
