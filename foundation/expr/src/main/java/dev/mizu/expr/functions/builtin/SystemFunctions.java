package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.text.Identifiers;
import dev.mizu.expr.text.Privileges;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What tools ask of a PostgreSQL server and needs no catalog: names, types, sizes, access items. */
final class SystemFunctions {
    static final List<FunctionDef> ALL = all();

    private SystemFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        names(defs);
        compatibility(defs);
        access(defs);
        promotions(defs);
        return List.copyOf(defs);
    }

    private static void names(List<FunctionDef> defs) {
        defs.add(scalar("pg_typeof").params(ANY).returns(TEXT).seesNullsGivesNone()
                .doc("the name of the argument's type")
                .example("pg_typeof(1.5)", "numeric").typed(types -> {
                    Datum name = Datum.of(types.getFirst().sqlName());
                    return a -> name;
                }));
        defs.add(scalar("quote_ident").params(TEXT).returns(TEXT).doc("as an identifier, quoted if it must be")
                .example("quote_ident('Foo bar')", "\"Foo bar\"")
                .eval(a -> Datum.of(Identifiers.quote(a[0].asText()))));
        defs.add(scalar("parse_ident").params(TEXT).returns(TEXT_ARRAY).fallible()
                .doc("the parts of a qualified identifier").example("parse_ident('\"SomeSchema\".someTable')",
                        "{SomeSchema,sometable}").eval(a -> parts(a[0].asText(), true)));
        defs.add(scalar("parse_ident").params(TEXT, BOOL).returns(TEXT_ARRAY).fallible()
                .doc("the parts of a qualified identifier; not strict, it ignores what follows them")
                .example("parse_ident('a.b(c)', false)", "{a,b}")
                .eval(a -> parts(a[0].asText(), a[1].asBool())));
        for (String name : List.of("pg_column_size", "mz_row_size")) {
            defs.add(scalar(name).params(ANY).returns(INT4).doc("bytes of the value's encoding")
                    .example(name + (name.equals("mz_row_size") ? "(row(1))" : "(1)") + " > 0", "t")
                    .eval(a -> Datum.of(RowCodec.encode(Row.of(a[0])).length)));
        }
        defs.add(scalar("pg_encoding_to_char").params(INT8).returns(TEXT).givesNulls().doc("UTF8 for 6, NULL otherwise")
                .example("pg_encoding_to_char(6)", "UTF8")
                .eval(a -> a[0].asLong() == 6 ? Datum.of("UTF8") : Datum.NULL));
    }

    private static Datum parts(String text, boolean strict) {
        return Datum.Array.of(Identifiers.parse(text, strict).stream().map(Datum::of).toList());
    }

    private static void compatibility(List<FunctionDef> defs) {
        defs.add(scalar("pg_is_in_recovery").returns(BOOL).doc("false").example("pg_is_in_recovery()", "f")
                .eval(a -> Datum.FALSE));
        for (String name : List.of("pg_get_constraintdef", "pg_get_ruledef")) {
            nothing(defs, name, name + "(1::oid)", OID);
            nothing(defs, name, name + "(1::oid, true)", OID, BOOL);
        }
        nothing(defs, "pg_tablespace_location", "pg_tablespace_location(1::oid)", OID);
        unknownSize(defs, "pg_stat_get_numscans", "pg_stat_get_numscans(1::oid)", OID);
        for (String name : List.of("pg_relation_size", "pg_table_size", "pg_indexes_size", "pg_total_relation_size")) {
            unknownSize(defs, name, name + "(1::oid)", REGCLASS);
        }
        unknownSize(defs, "pg_relation_size", "pg_relation_size(1::oid, 'main')", REGCLASS, TEXT);
        unknownSize(defs, "pg_database_size", "pg_database_size(1::oid)", OID);
        unknownSize(defs, "pg_database_size", "pg_database_size('materialize')", TEXT);
        unknownSize(defs, "pg_tablespace_size", "pg_tablespace_size(1663::oid)", OID);
        unknownSize(defs, "pg_tablespace_size", "pg_tablespace_size('pg_default')", TEXT);
        defs.add(scalar("pg_get_expr").params(TEXT, OID).returns(TEXT).doc("the first argument")
                .example("pg_get_expr('x', 1::oid)", "x").eval(a -> a[0]));
        defs.add(scalar("pg_get_expr").params(TEXT, OID, BOOL).returns(TEXT).doc("the first argument")
                .example("pg_get_expr('x', 1::oid, true)", "x").eval(a -> a[0]));
    }

    private static void nothing(List<FunctionDef> defs, String name, String example, ParamType... params) {
        defs.add(scalar(name).params(params).returns(TEXT).givesNulls().doc("NULL: there is no such thing here")
                .example(example, "NULL").eval(a -> Datum.NULL));
    }

    private static void unknownSize(List<FunctionDef> defs, String name, String example, ParamType... params) {
        defs.add(scalar(name).params(params).returns(INT8).doc("-1: not known here").example(example, "-1")
                .eval(a -> Datum.of(-1)));
    }

    private static void access(List<FunctionDef> defs) {
        defs.add(scalar("mz_format_privileges").in("mz_internal").params(TEXT).returns(TEXT_ARRAY).fallible()
                .doc("the names of privileges given by their letters").example("mz_format_privileges('rw')",
                        "{SELECT,UPDATE}").eval(a -> Datum.Array.of(
                        Privileges.names(a[0].asText()).stream().map(Datum::of).toList())));
        defs.add(scalar("mz_validate_privileges").in("mz_internal").params(TEXT).returns(BOOL).fallible()
                .doc("true; fails for a privilege that does not exist")
                .example("mz_validate_privileges('select,Insert')", "t").eval(a -> {
                    Privileges.letters(a[0].asText());
                    return Datum.TRUE;
                }));
        defs.add(scalar("mz_validate_role_privilege").in("mz_internal").params(TEXT).returns(BOOL).fallible()
                .doc("true; fails for a role privilege that does not exist").example(
                        "mz_validate_role_privilege('usage')", "t").eval(a -> {
                    String name = a[0].asText().strip();
                    if (!name.equalsIgnoreCase("MEMBER") && !name.equalsIgnoreCase("USAGE")) {
                        throw Errors.invalidParameter("unrecognized role privilege: \"" + a[0].asText() + '"');
                    }
                    return Datum.TRUE;
                }));
        defs.add(scalar("make_mz_aclitem").in("mz_internal").params(TEXT, TEXT, TEXT).returns(MZ_ACLITEM).fallible()
                .doc("the access item of a grantee, a grantor and privileges")
                .example("make_mz_aclitem('u1', 's1', 'SELECT, UPDATE')", "u1=rw/s1").eval(a -> Datum.of(
                        (a[0].asText().equals("p") ? "" : a[0].asText()) + '=' + Privileges.letters(a[2].asText())
                                + '/' + a[1].asText())));
        defs.add(scalar("makeaclitem").params(OID, OID, TEXT, BOOL).returns(ACLITEM).fallible()
                .doc("the access item of a grantee, a grantor and privileges; grant options do not exist")
                .example("makeaclitem(1::oid, 2::oid, 'SELECT', false)", "1=r/2").eval(a -> {
                    if (a[3].asBool()) {
                        throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED, "GRANT OPTION is not supported");
                    }
                    return Datum.of(a[0].asLong() + "=" + Privileges.letters(a[2].asText()) + '/' + a[1].asLong());
                }));
        for (String part : List.of("grantee", "grantor", "privileges")) {
            String result = part.equals("grantee") ? "1" : part.equals("grantor") ? "2" : "rw";
            defs.add(scalar("mz_aclitem_" + part).in("mz_internal").params(MZ_ACLITEM).returns(TEXT)
                    .doc("an access item's " + part).example(
                            "mz_aclitem_" + part + "('u1=rw/u2'::mz_aclitem)",
                            part.equals("privileges") ? result : "u" + result)
                    .eval(a -> Datum.of(Privileges.part(a[0].asText(), part, "p"))));
            boolean letters = part.equals("privileges");
            defs.add(scalar("aclitem_" + part).in("mz_internal").params(ACLITEM).returns(letters ? TEXT : OID)
                    .doc("an access item's " + part).example("aclitem_" + part + "('1=rw/2'::aclitem)", result)
                    .eval(a -> letters ? Datum.of(Privileges.part(a[0].asText(), part, "0"))
                            : Datum.of(Long.parseLong(Privileges.part(a[0].asText(), part, "0")))));
        }
        defs.add(scalar("mz_acl_item_contains_privilege").in("mz_internal").params(MZ_ACLITEM, TEXT).returns(BOOL)
                .fallible().doc("whether an access item holds a privilege")
                .example("mz_acl_item_contains_privilege('u1=rw/u2'::mz_aclitem, 'SELECT')", "t").eval(a -> {
                    String held = Privileges.part(a[0].asText(), "privileges", "p");
                    return Datum.of(Privileges.letters(a[1].asText()).chars().anyMatch(c -> held.indexOf(c) >= 0));
                }));
    }

    private static void promotions(List<FunctionDef> defs) {
        for (String name : List.of("mz_avg_promotion", "mz_avg_promotion_internal_v1")) {
            for (ParamType type : List.of(FLOAT4, FLOAT8)) {
                defs.add(scalar(name).in("mz_unsafe").params(type).returns(type)
                        .doc("the type in which means are taken")
                        .example(name + "(1::float" + (type == FLOAT4 ? "4" : "8") + ")", "1").eval(a -> a[0]));
            }
            for (ParamType type : List.of(INT2, INT4, INT8, UINT2, UINT4, UINT8)) {
                String cast = ((ParamType.Exact) type).type().sqlName();
                defs.add(scalar(name).in("mz_unsafe").params(type).returns(NUMERIC)
                        .doc("the type in which means are taken").example(name + "(1::" + cast + ")", "1")
                        .eval(a -> Datum.of(type == UINT8 ? Decimal.of(new BigDecimal(
                                Long.toUnsignedString(a[0].asLong()))) : Decimal.of(a[0].asLong()))));
            }
            defs.add(scalar(name).in("mz_unsafe").params(NUMERIC).returns(NUMERIC)
                    .doc("the type in which means are taken").example(name + "(1.5)", "1.5").eval(a -> a[0]));
        }
        defs.add(scalar("mz_logical_timestamp").in("mz_catalog").returns(MZ_TIMESTAMP).fallible()
                .doc("fails: the name was given up for mz_now").example("mz_logical_timestamp()",
                        "ERROR: mz_logical_timestamp() has been renamed to mz_now()").eval(a -> {
                    throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                            "mz_logical_timestamp() has been renamed to mz_now()");
                }));
    }
}
