package dev.mizu.expr.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CastsTest {
    private static final ScalarType VARCHAR3 = new ScalarType.Varchar(OptionalInt.of(3));
    private static final ScalarType NUMERIC2 = new ScalarType.Numeric(OptionalInt.of(2));

    private static String cast(String text, ScalarType from, ScalarType to, CastContext context) {
        ScalarExpr literal = new ScalarExpr.Literal(DatumText.parse(from, text), new ColumnType(from, false));
        ScalarExpr expr = Casts.find(from, to, context).orElseThrow().apply(literal);
        try {
            Datum value = RowEvaluator.eval(expr, Row.of());
            return value.isNull() ? "NULL" : DatumText.print(to, value);
        } catch (EvalException failed) {
            return failed.error().code() + " " + failed.error().message();
        }
    }

    @Test
    void contextsAreKept() {
        assertThat(Casts.required(SimpleType.INT4, SimpleType.INT8)).hasValue(CastContext.IMPLICIT);
        assertThat(Casts.required(SimpleType.INT8, SimpleType.INT4)).hasValue(CastContext.ASSIGNMENT);
        assertThat(Casts.required(SimpleType.INT4, SimpleType.BOOL)).hasValue(CastContext.EXPLICIT);
        assertThat(Casts.required(SimpleType.BOOL, SimpleType.INT2)).isEmpty();
        assertThat(Casts.required(SimpleType.TEXT, SimpleType.INT4)).hasValue(CastContext.EXPLICIT);
        assertThat(Casts.required(SimpleType.DATE, SimpleType.TEXT)).hasValue(CastContext.ASSIGNMENT);
        assertThat(Casts.required(ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ)).hasValue(CastContext.IMPLICIT);
        assertThat(Casts.required(ScalarType.TIMESTAMPTZ, ScalarType.TIMESTAMP)).hasValue(CastContext.ASSIGNMENT);
        assertThat(Casts.required(SimpleType.INT4, SimpleType.MZ_TIMESTAMP)).hasValue(CastContext.IMPLICIT);
        assertThat(Casts.required(SimpleType.UUID, SimpleType.INT4)).isEmpty();
        assertThat(Casts.required(SimpleType.UINT4, SimpleType.OID)).isEmpty();
        ScalarType ints = new ScalarType.Array(SimpleType.INT4);
        ScalarType bigs = new ScalarType.Array(SimpleType.INT8);
        assertThat(Casts.required(ints, bigs)).hasValue(CastContext.EXPLICIT);
        assertThat(Casts.required(new ScalarType.ListOf(SimpleType.INT4), new ScalarType.ListOf(SimpleType.INT8)))
                .hasValue(CastContext.IMPLICIT);
        assertThat(Casts.required(ints, SimpleType.TEXT)).hasValue(CastContext.ASSIGNMENT);
        assertThat(Casts.required(SimpleType.TEXT, ints)).hasValue(CastContext.EXPLICIT);
        assertThat(Casts.required(SimpleType.INT2VECTOR, new ScalarType.Array(SimpleType.INT2)))
                .hasValue(CastContext.IMPLICIT);
        assertThat(Casts.find(SimpleType.INT8, SimpleType.INT4, CastContext.IMPLICIT)).isEmpty();
        assertThat(Casts.find(SimpleType.INT8, SimpleType.INT4, CastContext.EXPLICIT)).isPresent();
    }

    @Test
    void lengthsAreEnforced() {
        assertThat(cast("abcdef", SimpleType.TEXT, VARCHAR3, CastContext.EXPLICIT)).isEqualTo("abc");
        assertThat(cast("abcdef", SimpleType.TEXT, VARCHAR3, CastContext.ASSIGNMENT))
                .isEqualTo("22001 value too long for type character varying(3)");
        assertThat(cast("abc  ", SimpleType.TEXT, VARCHAR3, CastContext.ASSIGNMENT)).isEqualTo("abc");
        assertThat(cast("ab", SimpleType.TEXT, new ScalarType.Char(OptionalInt.of(4)), CastContext.ASSIGNMENT))
                .isEqualTo("ab  ");
        assertThat(cast("äöü€", SimpleType.TEXT, VARCHAR3, CastContext.EXPLICIT)).isEqualTo("äöü");
    }

    @Test
    void scalesAndPrecisionsRound() {
        assertThat(cast("1.235", ScalarType.NUMERIC, NUMERIC2, CastContext.ASSIGNMENT)).isEqualTo("1.24");
        assertThat(cast("-1.235", SimpleType.TEXT, NUMERIC2, CastContext.EXPLICIT)).isEqualTo("-1.24");
        assertThat(cast("7", SimpleType.INT4, NUMERIC2, CastContext.IMPLICIT)).isEqualTo("7");
        assertThat(cast("1e38", ScalarType.NUMERIC, NUMERIC2, CastContext.ASSIGNMENT))
                .isEqualTo("22003 numeric field overflow");
        assertThat(cast("2024-01-01 00:00:00.55", ScalarType.TIMESTAMP,
                new ScalarType.Timestamp(OptionalInt.of(1)), CastContext.ASSIGNMENT))
                .isEqualTo("2024-01-01 00:00:00.6");
    }

    @Test
    void rangesAreChecked() {
        assertThat(cast("40000", SimpleType.INT4, SimpleType.INT2, CastContext.EXPLICIT))
                .isEqualTo("22003 \"40000\" smallint out of range");
        assertThat(cast("-1", SimpleType.INT4, SimpleType.UINT8, CastContext.EXPLICIT))
                .isEqualTo("22003 \"-1\" uint8 out of range");
        assertThat(cast("-5", SimpleType.INT8, SimpleType.MZ_TIMESTAMP, CastContext.IMPLICIT))
                .isEqualTo("22003 \"-5\" mz_timestamp out of range");
        assertThat(cast("1.5", ScalarType.NUMERIC, SimpleType.MZ_TIMESTAMP, CastContext.IMPLICIT))
                .isEqualTo("22003 \"1.5\" mz_timestamp out of range");
        assertThat(cast("x", SimpleType.TEXT, SimpleType.INT4, CastContext.EXPLICIT))
                .isEqualTo("22P02 invalid input syntax for type integer: \"x\"");
        assertThat(cast("2024-01-01 00:00:00", ScalarType.TIMESTAMP, SimpleType.MZ_TIMESTAMP, CastContext.IMPLICIT))
                .isEqualTo("1704067200000");
    }

    @Test
    void containersConvertTheirElements() {
        ScalarType ints = new ScalarType.Array(SimpleType.INT4);
        assertThat(cast("{1,NULL,3,4}", ints,
                new ScalarType.Array(SimpleType.TEXT), CastContext.EXPLICIT)).isEqualTo("{1,NULL,3,4}");
        assertThat(cast("{1,2}", ints, new ScalarType.ListOf(SimpleType.INT8), CastContext.EXPLICIT))
                .isEqualTo("{1,2}");
        assertThat(cast("{a=>1}", new ScalarType.MapOf(SimpleType.INT4), SimpleType.TEXT, CastContext.ASSIGNMENT))
                .isEqualTo("{a=>1}");
    }

    @Test
    void typesAreReadBackFromTheirNames() {
        List<ScalarType> types = List.of(SimpleType.INT4, NUMERIC2, VARCHAR3, ScalarType.BPCHAR,
                new ScalarType.Timestamp(OptionalInt.of(3)), new ScalarType.TimestampTz(OptionalInt.of(0)),
                ScalarType.TIMESTAMPTZ, new ScalarType.Array(new ScalarType.ListOf(NUMERIC2)),
                new ScalarType.MapOf(new ScalarType.MapOf(SimpleType.PG_CHAR)), new ScalarType.Range(SimpleType.DATE),
                new ScalarType.Record(List.of(new ScalarType.Field("a \"b\", c)", SimpleType.INT8.nullable()),
                        new ScalarType.Field("", new ScalarType.Record(List.of()).notNull()))));
        for (ScalarType type : types) {
            assertThat(TypeNames.parse(TypeNames.print(type))).isEqualTo(type);
        }
    }

    @Test
    void castsAreFoundByTheirIds() {
        for (boolean explicit : new boolean[] {false, true}) {
            CastFunction cast = new CastFunction(SimpleType.TEXT, VARCHAR3, explicit);
            assertThat(BuiltinFunctions.byId(cast.id())).isEqualTo(cast);
        }
    }
}
