package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.IntervalText;
import dev.mizu.repr.text.IntervalText.Qualifier;
import dev.mizu.repr.text.IntervalText.Unit;
import dev.mizu.repr.text.TextFormatException;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Literals that have a type of their own. */
final class Literals {
    private static final int MAX_DIGITS = 39;

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

    /** An interval; the qualifier says what bare numbers mean and cuts smaller fields off. */
    static HirScalar interval(Literal.Interval literal) {
        Unit head = literal.from().map(Literals::unit).orElse(Unit.YEAR);
        Unit tail = literal.to().or(literal::from).map(Literals::unit).orElse(Unit.SECOND);
        try {
            Interval interval = IntervalText.parse(literal.text(), new Qualifier(head, tail));
            Interval value = literal.precision().map(precision -> rounded(interval, precision)).orElse(interval);
            return new HirScalar.Literal(new Datum.IntervalDatum(value), SimpleType.INTERVAL.notNull());
        } catch (TextFormatException malformed) {
            throw malformed.error().withPosition(literal.position()).toException();
        }
    }

    private static Unit unit(Literal.Field field) {
        return switch (field) {
            case YEAR -> Unit.YEAR;
            case MONTH -> Unit.MONTH;
            case DAY -> Unit.DAY;
            case HOUR -> Unit.HOUR;
            case MINUTE -> Unit.MINUTE;
            case SECOND -> Unit.SECOND;
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
