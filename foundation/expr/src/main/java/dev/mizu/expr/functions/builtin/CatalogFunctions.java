package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about the catalog, answered by SQL over it: names of roles and types, comments, definitions, settings. */
final class CatalogFunctions {
    /** The oids of the relations that describe what has an oid. */
    private static final Map<String, Integer> CLASSES = Map.of(
            "pg_class", 16795, "pg_namespace", 16794, "pg_type", 16801, "pg_proc", 16803);
    static final List<FunctionDef> ALL = all();

    private CatalogFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        types(defs);
        names(defs);
        visibility(defs);
        definitions(defs);
        signatures(defs);
        settings(defs);
        return List.copyOf(defs);
    }

    private static void types(List<FunctionDef> defs) {
        defs.add(scalar("mz_type_name").in("mz_internal").params(OID).returns(TEXT).givesNulls()
                .doc("the SQL name of a builtin type").example("mz_type_name(1184::oid)",
                        "timestamp with time zone").eval(a -> typeName((int) a[0].asLong())));
        defs.add(scalar("mz_type_length").in("mz_internal").params(OID).returns(INT2)
                .doc("the bytes that a value of a type takes, -1 when they vary")
                .example("mz_type_length(20::oid)", "8")
                .eval(a -> Datum.of(Arrays.stream(PgType.values()).filter(type -> type.oid() == a[0].asLong())
                        .mapToInt(PgType::length).findFirst().orElse(-1))));
        defs.add(scalar("mz_render_typmod").in("mz_internal").params(OID, INT4).returns(TEXT)
                .doc("a type's modifier as it is written").example("mz_render_typmod(1043::oid, 14)",
                        "(10)").eval(a -> Datum.of(modifier((int) a[0].asLong(), (int) a[1].asLong()))));
        defs.add(scalar("mz_format_type").in("mz_internal").params(OID, INT4).returns(TEXT).givesNulls()
                .doc("the SQL name of a builtin type with its modifier")
                .example("mz_format_type(1184::oid, 3)", "timestamp(3) with time zone")
                .eval(a -> formatted((int) a[0].asLong(), (int) a[1].asLong())));
        defs.add(scalar("format_type").params(OID, INT4).returns(TEXT).doc("the SQL name of a type with its modifier")
                .sql("""
                        CASE WHEN $1 IS NULL THEN NULL ELSE COALESCE(
                            mz_internal.mz_format_type($1, COALESCE($2, -1)),
                            (SELECT max(t.name) FROM mz_catalog.mz_types t WHERE t.oid = $1), '???') END"""));
    }

    private static Datum typeName(int oid) {
        for (PgType type : PgType.values()) {
            if (type.oid() == oid) {
                return Datum.of(type.namesOneType() ? type.type().sqlName() : type.pgName());
            }
            if (type.arrayOid() == oid && oid != 0) {
                return Datum.of((type.namesOneType() ? type.type().sqlName() : type.pgName()) + "[]");
            }
        }
        return Datum.NULL;
    }

    /** Modifiers follow the first word of the name. */
    private static Datum formatted(int oid, int modifier) {
        Datum name = typeName(oid);
        String written = modifier(oid, modifier);
        if (name.isNull() || written.isEmpty()) {
            return name;
        }
        String text = name.asText();
        int space = text.startsWith("timestamp") ? text.indexOf(' ') : -1;
        int at = space >= 0 ? space : text.endsWith("[]") ? text.length() - 2 : text.length();
        return Datum.of(text.substring(0, at) + written + text.substring(at));
    }

    private static String modifier(int oid, int modifier) {
        if (modifier < 0) {
            return "";
        }
        Optional<ScalarType> type = PgType.scalarType(oid)
                .map(t -> t instanceof ScalarType.Array array ? array.element() : t);
        return type.map(t -> switch (t) {
            case ScalarType.Numeric n -> "(" + (modifier - 4 >> 16) + "," + (modifier - 4 & 0xFFFF) + ")";
            case ScalarType.Varchar v -> "(" + (modifier - 4) + ")";
            case ScalarType.Char c -> "(" + (modifier - 4) + ")";
            default -> "(" + modifier + ")";
        }).orElse("");
    }

    private static void names(List<FunctionDef> defs) {
        defs.add(scalar("pg_get_userbyid").params(OID).returns(TEXT).doc("the name of a role").sql("""
                CASE WHEN $1 IS NULL THEN NULL ELSE COALESCE(
                    (SELECT r.name FROM mz_catalog.mz_roles r WHERE r.oid = $1),
                    'unknown (OID=' || $1::text || ')') END"""));
        defs.add(scalar("obj_description").params(OID, TEXT).returns(TEXT).doc("the comment on an object")
                .sql("(SELECT max(d.description) FROM pg_catalog.pg_description d WHERE d.objoid = $1"
                        + " AND d.objsubid = 0 AND d.classoid = " + classOid() + ")"));
        defs.add(scalar("shobj_description").params(OID, TEXT).returns(TEXT)
                .doc("the comment on a role or a database").sql("""
                (SELECT max(c.comment) FROM mz_internal.mz_comments c JOIN (
                    SELECT id, oid, 'role' AS kind, 'pg_authid' AS class FROM mz_catalog.mz_roles
                    UNION ALL SELECT id, oid, 'database', 'pg_database' FROM mz_catalog.mz_databases
                ) AS o ON o.id = c.id AND o.kind = c.object_type WHERE o.oid = $1 AND o.class = $2)"""));
        defs.add(scalar("col_description").params(OID, INT4).returns(TEXT).doc("the comment on a column").sql("""
                (SELECT max(d.description) FROM pg_catalog.pg_description d
                WHERE d.objoid = $1 AND d.objsubid = $2 AND $2 <> 0 AND d.classoid = 16795::oid)"""));
        named(defs, "regclass", "pg_class", """
                (SELECT id, oid, schema_id, name FROM mz_catalog.mz_relations
                UNION ALL SELECT i.id, i.oid, r.schema_id, i.name
                FROM mz_catalog.mz_indexes i JOIN mz_catalog.mz_relations r ON r.id = i.on_id)""");
        oidByName(defs, "role", "mz_catalog.mz_roles o", "true");
        oidByName(defs, "database", "mz_catalog.mz_databases o", "true");
        oidByName(defs, "schema", "mz_catalog.mz_schemas o LEFT JOIN mz_catalog.mz_databases d"
                + " ON d.id = o.database_id", "d.id IS NULL OR d.name = pg_catalog.current_database()");
        oidByName(defs, "connection", "mz_catalog.mz_connections o", "true");
        oidByName(defs, "secret", "mz_catalog.mz_secrets o", "true");
        named(defs, "regtype", "pg_type", "mz_catalog.mz_types");
        named(defs, "regproc", "pg_proc", "mz_catalog.mz_functions");
        toName(defs, "regclass", REGCLASS, "NULL::oid");
        toName(defs, "regtype", REGTYPE, "(SELECT min(t.oid::int8)::oid FROM mz_catalog.mz_types t"
                + " WHERE mz_internal.mz_type_name(t.oid) = lower($1))");
    }

    /** The object that a text names, NULL when it names none. */
    private static void toName(List<FunctionDef> defs, String type, ParamType result, String otherwise) {
        defs.add(scalar("to_" + type).params(TEXT).returns(result)
                .doc("what a text names, NULL when there is no such thing").sql("""
                COALESCE(mz_internal.mz_%1$s_oid(CASE WHEN $1 ~ '^[\\w."]+$' THEN parse_ident($1) END), %2$s)::%1$s"""
                .formatted(type, otherwise)));
    }

    private static void oidByName(List<FunctionDef> defs, String kind, String objects, String condition) {
        defs.add(scalar("mz_" + kind + "_oid").in("mz_internal").params(TEXT).returns(OID)
                .doc("the oid of a " + kind + "; fails when there is none of the name")
                .sql("CASE WHEN $1 IS NULL THEN NULL ELSE mz_unsafe.mz_error_if_null("
                        + "(SELECT min(o.oid::int8)::oid FROM " + objects + " WHERE (" + condition
                        + ") AND o.name = $1), '" + kind + " \"' || $1 || '\" does not exist') END"));
    }

    private static String classOid() {
        StringBuilder text = new StringBuilder("CASE $2");
        CLASSES.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> text.append(" WHEN '")
                .append(entry.getKey()).append("' THEN ").append(entry.getValue()).append("::oid"));
        return text.append(" END").toString();
    }

    /** Both directions between an object's name and its oid, for one of the {@code reg} types. */
    private static void named(List<FunctionDef> defs, String type, String relation, String objects) {
        String find = """
                (SELECT min(o.oid::int8)::oid FROM %s AS o
                JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
                LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
                WHERE o.name = $1[array_length($1, 1)]
                AND (d.name IS NULL OR d.name = pg_catalog.current_database())
                AND CASE array_length($1, 1)
                    WHEN 1 THEN s.name = ANY (mz_internal.mz_schemas_searched())
                    ELSE s.name = $1[array_length($1, 1) - 1] END)""".formatted(objects);
        defs.add(scalar("mz_" + type + "_oid").in("mz_internal").params(TEXT_ARRAY).returns(OID)
                .doc("the oid of the " + type + " that a name's parts mean, NULL for none").sql(find));
        defs.add(scalar("mz_" + type + "_by_name").in("mz_internal").params(TEXT).returns(OID)
                .doc("the oid of the " + type + " that a text names or counts; fails for none")
                .sql("CASE WHEN $1 IS NULL THEN NULL WHEN $1 ~ '^[0-9]+$' THEN $1::oid ELSE"
                        + " mz_unsafe.mz_error_if_null(mz_internal.mz_" + type + "_oid(parse_ident($1)),"
                        + " '" + relation.substring(3) + " \"' || $1 || '\" does not exist') END"));
        defs.add(scalar("mz_" + type + "_name").in("mz_internal").params(OID).returns(TEXT)
                .doc("the name behind a " + type)
                .sql("COALESCE(" + (type.equals("regtype") ? "mz_internal.mz_type_name($1), " : "")
                        + "(SELECT max(o.name) FROM " + objects + " AS o WHERE o.oid = $1), $1::text)"));
    }

    private static void visibility(List<FunctionDef> defs) {
        visible(defs, "pg_table_is_visible", """
                (SELECT oid, schema_id FROM mz_catalog.mz_relations
                UNION ALL SELECT i.oid, r.schema_id
                FROM mz_catalog.mz_indexes i JOIN mz_catalog.mz_relations r ON r.id = i.on_id)""");
        visible(defs, "pg_type_is_visible", "mz_catalog.mz_types");
        visible(defs, "pg_function_is_visible", "mz_catalog.mz_functions");
        // Of these there are none.
        for (String name : List.of("pg_collation_is_visible", "pg_opclass_is_visible")) {
            defs.add(scalar(name).params(OID).returns(BOOL).doc("whether the search path leads to an object")
                    .sql("CASE WHEN $1 IS NULL THEN NULL::bool END"));
        }
    }

    private static void visible(List<FunctionDef> defs, String name, String objects) {
        defs.add(scalar(name).params(OID).returns(BOOL).doc("whether the search path leads to an object").sql("""
                (SELECT bool_or(s.name = ANY (mz_internal.mz_schemas_searched()))
                FROM %s AS o JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id WHERE o.oid = $1)"""
                .formatted(objects)));
    }

    private static void definitions(List<FunctionDef> defs) {
        String views = """
                (SELECT max(v.definition) FROM (
                    SELECT oid, definition FROM mz_catalog.mz_views
                    UNION ALL SELECT oid, definition FROM mz_catalog.mz_materialized_views
                ) AS v WHERE v.oid = %s)""";
        for (List<ParamType> params : List.of(List.of(OID), List.of(OID, BOOL), List.of(OID, INT4))) {
            defs.add(scalar("pg_get_viewdef").params(params.toArray(ParamType[]::new)).returns(TEXT)
                    .doc("the query of a view").sql(views.formatted("$1")));
        }
        for (List<ParamType> params : List.of(List.of(TEXT), List.of(TEXT, BOOL))) {
            defs.add(scalar("pg_get_viewdef").params(params.toArray(ParamType[]::new)).returns(TEXT)
                    .doc("the query of a view").sql(views.formatted("mz_internal.mz_regclass_by_name($1)")));
        }
        String keys = """
                FROM mz_catalog.mz_indexes i
                JOIN mz_catalog.mz_relations r ON r.id = i.on_id
                JOIN mz_catalog.mz_index_columns k ON k.index_id = i.id
                LEFT JOIN mz_catalog.mz_columns c ON c.id = i.on_id AND c.position = k.on_position
                WHERE i.oid = $1""";
        String whole = "(SELECT 'CREATE INDEX ' || quote_ident(max(i.name)) || ' ON ' || quote_ident(max(r.name))"
                + " || ' USING arrangement (' || string_agg(COALESCE(k.on_expression, quote_ident(c.name)), ', '"
                + " ORDER BY k.index_position) || ')' " + keys + ")";
        defs.add(scalar("pg_get_indexdef").params(OID).returns(TEXT).doc("the statement that makes an index")
                .sql(whole));
        defs.add(scalar("pg_get_indexdef").params(OID, INT4, BOOL).returns(TEXT)
                .doc("the statement that makes an index, or one of its key parts when that is counted from 1")
                .sql("CASE WHEN $2 = 0 THEN " + whole + " ELSE (SELECT max(COALESCE(k.on_expression,"
                        + " quote_ident(c.name))) " + keys + " AND k.index_position = $2::uint8) END"));
    }

    private static void signatures(List<FunctionDef> defs) {
        defs.add(scalar("pg_get_function_result").params(OID).returns(TEXT).doc("the type that a function gives")
                .sql("""
                        (SELECT max(CASE WHEN f.returns_set THEN 'SETOF ' ELSE '' END
                            || COALESCE(mz_internal.mz_type_name(t.oid), t.name))
                        FROM mz_catalog.mz_functions f JOIN mz_catalog.mz_types t ON t.id = f.return_type_id
                        WHERE f.oid = $1)"""));
        for (String name : List.of("pg_get_function_arguments", "pg_get_function_identity_arguments")) {
            defs.add(scalar(name).params(OID).returns(TEXT).doc("the types that a function takes")
                    .sql("""
                            (SELECT COALESCE(string_agg(p.prefix || COALESCE(mz_internal.mz_type_name(t.oid), t.name),
                                ', ' ORDER BY p.n), '')
                            FROM (
                                SELECT '' AS prefix, g.n, f.argument_type_ids[g.n] AS id
                                FROM mz_catalog.mz_functions f
                                CROSS JOIN generate_series(1, 20) AS g (n)
                                WHERE f.oid = $1 AND g.n <= array_length(f.argument_type_ids, 1)
                                UNION ALL
                                SELECT 'VARIADIC ', 1000, f.variadic_argument_type_id
                                FROM mz_catalog.mz_functions f WHERE f.oid = $1
                            ) AS p
                            JOIN mz_catalog.mz_types t ON t.id = p.id)"""));
        }
    }

    private static void settings(List<FunctionDef> defs) {
        defs.add(scalar("current_schemas").params(BOOL).returns(TEXT_ARRAY)
                .doc("the schemas of the search path that exist, with those that are always searched if so asked")
                .sql("CASE WHEN $1 THEN mz_internal.mz_schemas_searched()"
                        + " WHEN NOT $1 THEN mz_internal.mz_schemas_listed() END"));
        String value = "mz_internal.mz_viewable_variables() -> lower($1)";
        defs.add(scalar("current_setting").params(TEXT).returns(TEXT).doc("the value of a variable")
                .sql("CASE WHEN $1 IS NULL THEN NULL ELSE mz_unsafe.mz_error_if_null(" + value
                        + ", 'unrecognized configuration parameter \"' || $1 || '\"') END"));
        defs.add(scalar("current_setting").params(TEXT, BOOL).returns(TEXT)
                .doc("the value of a variable; if so asked NULL when there is none")
                .sql("CASE WHEN $1 IS NULL OR $2 THEN " + value + " ELSE mz_unsafe.mz_error_if_null(" + value
                        + ", 'unrecognized configuration parameter \"' || $1 || '\"') END"));
    }
}
