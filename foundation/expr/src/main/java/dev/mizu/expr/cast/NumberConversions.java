package dev.mizu.expr.cast;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.kernel.CastKernels;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** Conversions between numbers, from numbers to booleans, and out of JSON. */
final class NumberConversions {
    private static final MathContext FLOAT4_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final MathContext FLOAT8_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private NumberConversions() {}

    /** Whether the 64 bits of a type are a number. */
    static boolean integer(ScalarType type) {
        return type instanceof SimpleType simple && switch (simple) {
            case INT2, INT4, INT8, UINT2, UINT4, UINT8, OID, REGCLASS, REGPROC, REGTYPE -> true;
            default -> false;
        };
    }

    static long min(SimpleType type) {
        return switch (type) {
            case INT2 -> Short.MIN_VALUE;
            case INT4 -> Integer.MIN_VALUE;
            case INT8 -> Long.MIN_VALUE;
            default -> 0;
        };
    }

    static long max(SimpleType type) {
        return switch (type) {
            case INT2 -> Short.MAX_VALUE;
            case INT4 -> Integer.MAX_VALUE;
            case UINT2 -> 0xffff;
            case UINT4, OID, REGCLASS, REGPROC, REGTYPE -> 0xffff_ffffL;
            default -> Long.MAX_VALUE;
        };
    }

    static Conversion integers(SimpleType from, SimpleType to) {
        boolean oid = to == SimpleType.OID || to == SimpleType.REGCLASS || to == SimpleType.REGPROC
                || to == SimpleType.REGTYPE;
        if (oid && (from == SimpleType.INT2 || from == SimpleType.INT4)) {
            return Conversion.of(value -> Datum.of(value.asLong() & 0xffff_ffffL));
        }
        if (to == SimpleType.INT4 && from == SimpleType.OID) {
            return Conversion.of(value -> Datum.of((int) value.asLong()));
        }
        if (from == SimpleType.UINT8) {
            return Conversion.fallible(value -> {
                if (value.asLong() < 0 || value.asLong() > max(to)) {
                    throw outOfRange(Long.toUnsignedString(value.asLong()), to);
                }
                return value;
            }).keepingOrder();
        }
        if (min(from) >= min(to) && (max(from) <= max(to) || to == SimpleType.UINT8)) {
            return Conversion.IDENTITY;
        }
        long min = min(to);
        long max = max(to);
        return Conversion.fallible(value -> {
            if (value.asLong() < min || value.asLong() > max) {
                throw outOfRange(Long.toString(value.asLong()), to);
            }
            return value;
        }).keepingOrder().withKernel((args, rows) -> CastKernels.checkRange(args[0], min, max, rows));
    }

    static EvalException outOfRange(String value, SimpleType to) {
        return new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, '"' + value + "\" " + to.sqlName() + " out of range");
    }

    static Conversion integerToFloat(SimpleType from, SimpleType to) {
        boolean single = to == SimpleType.FLOAT4;
        if (from == SimpleType.UINT8) {
            return Conversion.monotone(value -> {
                BigInteger exact = unsigned(value.asLong());
                return Datum.of(single ? exact.floatValue() : exact.doubleValue());
            });
        }
        return Conversion.monotone(value -> Datum.of(single ? (float) value.asLong() : (double) value.asLong()))
                .withKernel((args, rows) -> CastKernels.toDouble(args[0], single, rows));
    }

    static Conversion integerToNumeric(SimpleType from) {
        return from == SimpleType.UINT8
                ? Conversion.monotone(value -> Datum.of(Decimal.of(new BigDecimal(unsigned(value.asLong())))))
                : Conversion.monotone(value -> Datum.of(Decimal.of(value.asLong())))
                        .withKernel((args, rows) -> CastKernels.toDecimal(args[0], rows));
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    /** Halves to even, as the floating point unit rounds. */
    static Conversion floatToInteger(SimpleType from, SimpleType to) {
        return Conversion.fallible(value -> {
            double rounded = Math.rint(value.asDouble());
            if (Double.isNaN(rounded) || Double.isInfinite(rounded)) {
                throw outOfRange(text(from, value.asDouble()), to);
            }
            return toInteger(new BigDecimal(rounded).toBigInteger(), text(from, value.asDouble()), to);
        }).keepingOrder();
    }

    private static String text(SimpleType from, double value) {
        return DatumText.print(from, Datum.of(value));
    }

    static Datum toInteger(BigInteger value, String shown, SimpleType to) {
        BigInteger max = to == SimpleType.UINT8 ? unsigned(-1) : BigInteger.valueOf(max(to));
        if (value.compareTo(BigInteger.valueOf(min(to))) < 0 || value.compareTo(max) > 0) {
            throw outOfRange(shown, to);
        }
        return Datum.of(value.longValue());
    }

    /** Halves away from zero. */
    static Datum numericToInteger(Decimal number, SimpleType to) {
        if (!number.isFinite()) {
            throw outOfRange(number.toString(), to);
        }
        BigInteger rounded = number.value().setScale(0, RoundingMode.HALF_UP).toBigInteger();
        return toInteger(rounded, number.toString(), to);
    }

    static Datum numericToFloat(Decimal number, SimpleType to) {
        if (!number.isFinite()) {
            return Datum.of(number.isNan() ? Double.NaN
                    : number.signum() > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        }
        return narrow(number.value().doubleValue(), to == SimpleType.FLOAT4
                ? number.value().floatValue() : number.value().doubleValue());
    }

    /** The narrower value, unless it lost everything that the exact one had. */
    static Datum narrow(double exact, double narrowed) {
        if (Double.isInfinite(narrowed) && !Double.isInfinite(exact)) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: overflow");
        }
        if (narrowed == 0 && exact != 0) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: underflow");
        }
        return Datum.of(narrowed);
    }

    /** The decimal of as many digits as any decimal keeps when it becomes a float of that size and comes back. */
    static Datum floatToNumeric(SimpleType from, double value) {
        if (Double.isNaN(value)) {
            return Datum.of(Decimal.NAN);
        }
        if (Double.isInfinite(value)) {
            return Datum.of(value > 0 ? Decimal.INFINITY : Decimal.NEGATIVE_INFINITY);
        }
        BigDecimal rounded = new BigDecimal(value).round(from == SimpleType.FLOAT4 ? FLOAT4_DIGITS : FLOAT8_DIGITS);
        return Datum.of(NumberText.fit(rounded, OptionalInt.empty()));
    }

    /** JSON's numbers and truth values; anything else cannot be cast. */
    static Conversion json(SimpleType to) {
        return Conversion.fallible(value -> {
            Json json = ((Datum.JsonDatum) value).value();
            if (to == SimpleType.BOOL && json instanceof Json.Bool bool) {
                return Datum.of(bool.value());
            }
            if (to != SimpleType.BOOL && json instanceof Json.Num num) {
                return to == SimpleType.FLOAT4 || to == SimpleType.FLOAT8
                        ? numericToFloat(num.value(), to) : numericToInteger(num.value(), to);
            }
            throw cannotCast(json, to);
        });
    }

    static Datum jsonToNumeric(Json json) {
        if (json instanceof Json.Num num) {
            return Datum.of(num.value());
        }
        throw cannotCast(json, ScalarType.NUMERIC);
    }

    private static EvalException cannotCast(Json json, ScalarType to) {
        String kind = switch (json) {
            case Json.Null n -> "null";
            case Json.Bool b -> "boolean";
            case Json.Num n -> "numeric";
            case Json.Str s -> "string";
            case Json.Arr a -> "array";
            case Json.Obj o -> "object";
        };
        return new EvalException(
                SqlState.INVALID_PARAMETER_VALUE, "cannot cast jsonb " + kind + " to type " + to.sqlName());
    }
}
