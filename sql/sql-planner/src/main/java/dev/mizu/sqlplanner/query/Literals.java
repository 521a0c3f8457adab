package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Operand;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Literals that have a type of their own. */
final class Literals {
    private static final int MAX_DIGITS = 39;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

    private Literals() {}

    /** The smallest of int4, int8 and numeric that holds it; with a point or exponent always numeric. */
    static HirScalar number(Literal.Number number) {
        String text = number.text();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-')) {
            BigInteger value = new BigInteger(text);
            if (value.bitLength() < 64) {
                ScalarType type = value.bitLength() < 32 ? SimpleType.INT4 : SimpleType.INT8;
                return new HirScalar.Literal(Datum.of(value.longValue()), type.notNull());
            }
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw QueryContext.error(SqlState.SYNTAX_ERROR, "invalid number: " + text, number.position());
        }
        long integerDigits = (long) value.precision() - value.scale();
        if (value.stripTrailingZeros().precision() > MAX_DIGITS || integerDigits > MAX_DIGITS) {
            throw QueryContext.error(SqlState.NUMERIC_OUT_OF_RANGE,
                    "\"" + text + "\" is out of range for type numeric", number.position());
        }
        return new HirScalar.Literal(Datum.of(Decimal.of(value)), ScalarType.NUMERIC.notNull());
    }

    /** An interval; the qualifier gives bare numbers their unit and cuts smaller fields off. */
    static HirScalar interval(Literal.Interval literal, Coercion coercion) {
        String text = literal.text().strip();
        Literal.Field last = literal.to().or(literal::from).orElse(Literal.Field.SECOND);
        if (literal.from().isPresent() && text.matches("[-+]?[0-9]+(\\.[0-9]*)?")) {
            text = text + " " + last.name().toLowerCase(java.util.Locale.ROOT);
        }
        HirScalar parsed = coercion.explicit(
                new Operand.TextLiteral(text, literal.position()), SimpleType.INTERVAL);
        if (parsed instanceof HirScalar.Literal(Datum value, var type)
                && value instanceof Datum.IntervalDatum(Interval interval)) {
            Interval cut = cut(interval, last);
            if (literal.precision().isPresent()) {
                cut = rounded(cut, literal.precision().get());
            }
            return new HirScalar.Literal(new Datum.IntervalDatum(cut), type);
        }
        return parsed;
    }

    private static Interval cut(Interval i, Literal.Field last) {
        return switch (last) {
            case YEAR -> new Interval(i.months() / 12 * 12, 0, 0);
            case MONTH -> new Interval(i.months(), 0, 0);
            case DAY -> new Interval(i.months(), i.days(), 0);
            case HOUR -> new Interval(i.months(), i.days(), i.micros() / MICROS_PER_HOUR * MICROS_PER_HOUR);
            case MINUTE -> new Interval(i.months(), i.days(), i.micros() / MICROS_PER_MINUTE * MICROS_PER_MINUTE);
            case SECOND -> i;
        };
    }

    private static Interval rounded(Interval i, int precision) {
        long unit = 1;
        for (int digits = precision; digits < 6; digits++) {
            unit *= 10;
        }
        long half = i.micros() >= 0 ? unit / 2 : -unit / 2;
        return new Interval(i.months(), i.days(), (i.micros() + half) / unit * unit);
    }
}
