package dev.mizu.expr.math;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.text.NumberText;
import dev.mizu.repr.text.TextFormatException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * Arithmetic on numerics with the rules for NaN and the infinities; results round to 39 digits. Raises {@link
 * EvalException} where a result overflows, underflows or does not exist.
 */
public final class Decimals {
    private static final String LOGARITHM = "2201E";
    private static final String POWER = "2201F";
    private static final MathContext DIGITS = new MathContext(NumberText.DIGITS, RoundingMode.HALF_UP);
    /** Working precision: enough that 39 digits of a power of two numbers are right. */
    private static final MathContext WORK = new MathContext(60, RoundingMode.HALF_EVEN);
    /** e to this power and all above overflows 39 digits; to its negative underflows. */
    private static final BigDecimal MAX_EXPONENT = BigDecimal.valueOf(95);
    private static final BigDecimal LN10 = lnFinite(BigDecimal.TEN);

    private Decimals() {}

    /** The number as a numeric holds it. */
    public static Decimal fit(BigDecimal number) {
        if (number.signum() != 0 && number.precision() - number.scale() <= -NumberText.DIGITS - 1) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: underflow");
        }
        try {
            return NumberText.fit(number, OptionalInt.empty());
        } catch (TextFormatException overflow) {
            throw EvalException.of(overflow);
        }
    }

    public static Decimal negate(Decimal a) {
        if (a.isFinite()) {
            return Decimal.of(a.value().negate());
        }
        return a.isNan() ? a : a.signum() > 0 ? Decimal.NEGATIVE_INFINITY : Decimal.INFINITY;
    }

    public static Decimal add(Decimal a, Decimal b) {
        if (a.isFinite() && b.isFinite()) {
            return fit(a.value().add(b.value()));
        }
        if (a.isNan() || b.isNan() || !a.isFinite() && !b.isFinite() && a.signum() != b.signum()) {
            return Decimal.NAN;
        }
        return a.isFinite() ? b : a;
    }

    public static Decimal subtract(Decimal a, Decimal b) {
        return add(a, negate(b));
    }

    public static Decimal multiply(Decimal a, Decimal b) {
        if (a.isFinite() && b.isFinite()) {
            return fit(a.value().multiply(b.value()));
        }
        if (a.isNan() || b.isNan() || a.signum() == 0 || b.signum() == 0) {
            return Decimal.NAN;
        }
        return infinity(a.signum() * b.signum());
    }

    public static Decimal divide(Decimal a, Decimal b) {
        if (a.isNan() || b.isNan()) {
            return Decimal.NAN;
        }
        if (b.isFinite() && b.signum() == 0) {
            throw new EvalException(SqlState.DIVISION_BY_ZERO, "division by zero");
        }
        if (a.isFinite() && b.isFinite()) {
            return fit(a.value().divide(b.value(), DIGITS));
        }
        return a.isFinite() ? Decimal.ZERO : b.isFinite() ? infinity(a.signum() * b.signum()) : Decimal.NAN;
    }

    public static Decimal remainder(Decimal a, Decimal b) {
        if (a.isNan() || b.isNan()) {
            return Decimal.NAN;
        }
        if (b.isFinite() && b.signum() == 0) {
            throw new EvalException(SqlState.DIVISION_BY_ZERO, "division by zero");
        }
        if (!a.isFinite()) {
            return Decimal.NAN;
        }
        return b.isFinite() ? fit(a.value().remainder(b.value())) : a;
    }

    private static Decimal infinity(int sign) {
        return sign < 0 ? Decimal.NEGATIVE_INFINITY : Decimal.INFINITY;
    }

    public static Decimal sqrt(Decimal a) {
        if (a.signum() < 0) {
            throw undefined(POWER, "sqrt", "negative numbers");
        }
        return a.isFinite() ? fit(a.value().sqrt(DIGITS)) : a;
    }

    public static Decimal exp(Decimal a) {
        if (!a.isFinite()) {
            return a.signum() < 0 ? Decimal.ZERO : a;
        }
        return fit(expFinite(a.value()));
    }

    public static Decimal ln(String function, Decimal a) {
        checkLogarithm(function, a);
        return a.isFinite() ? fit(lnFinite(a.value())) : a;
    }

    public static Decimal log10(String function, Decimal a) {
        checkLogarithm(function, a);
        if (!a.isFinite()) {
            return a;
        }
        return fit(lnFinite(a.value()).divide(LN10, WORK));
    }

    /** The logarithm of {@code a} to a base. */
    public static Decimal log(Decimal base, Decimal a) {
        checkLogarithm("log", base);
        checkLogarithm("log", a);
        if (base.isNan() || a.isNan()) {
            return Decimal.NAN;
        }
        if (!base.isFinite() || !a.isFinite()) {
            return !base.isFinite() && !a.isFinite() ? Decimal.NAN : base.isFinite() ? a : Decimal.ZERO;
        }
        BigDecimal divisor = lnFinite(base.value());
        if (divisor.signum() == 0) {
            throw new EvalException(SqlState.DIVISION_BY_ZERO, "division by zero");
        }
        return fit(lnFinite(a.value()).divide(divisor, WORK));
    }

    private static void checkLogarithm(String function, Decimal a) {
        if (a.signum() == 0) {
            throw undefined(LOGARITHM, function, "zero");
        }
        if (a.signum() < 0) {
            throw undefined(LOGARITHM, function, "negative numbers");
        }
    }

    public static Decimal power(Decimal base, Decimal exponent) {
        if (exponent.isFinite() && exponent.signum() == 0 || base.equals(Decimal.of(1))) {
            return Decimal.of(1);
        }
        if (base.isNan() || exponent.isNan()) {
            return Decimal.NAN;
        }
        if (base.signum() == 0 && base.isFinite()) {
            if (exponent.signum() < 0) {
                throw undefined(POWER, "pow", "zero raised to a negative power");
            }
            return Decimal.ZERO;
        }
        boolean whole = exponent.isFinite() && exponent.value().scale() == 0;
        if (base.signum() < 0 && exponent.isFinite() && !whole) {
            throw undefined(POWER, "pow", "negative numbers raised to a non-integer power");
        }
        if (!base.isFinite() || !exponent.isFinite()) {
            return infinitePower(base, exponent);
        }
        if (whole && exponent.value().precision() <= 4) {
            return fit(base.value().pow(exponent.value().intValueExact(), WORK));
        }
        BigDecimal magnitude = expFinite(lnFinite(base.value().abs()).multiply(exponent.value(), WORK));
        boolean odd = whole && exponent.value().toBigInteger().testBit(0);
        return fit(base.signum() < 0 && odd ? magnitude.negate() : magnitude);
    }

    private static Decimal infinitePower(Decimal base, Decimal exponent) {
        if (exponent.isFinite()) {
            if (exponent.signum() < 0) {
                return Decimal.ZERO;
            }
            boolean odd = exponent.value().toBigInteger().testBit(0);
            return base.signum() < 0 && odd ? Decimal.NEGATIVE_INFINITY : Decimal.INFINITY;
        }
        int order = base.isFinite() ? base.value().abs().compareTo(BigDecimal.ONE) : 1;
        if (order == 0) {
            return Decimal.of(1);
        }
        return order > 0 == exponent.signum() > 0 ? Decimal.INFINITY : Decimal.ZERO;
    }

    /** The power series, after halving the exponent until it converges fast; then squared back. */
    private static BigDecimal expFinite(BigDecimal x) {
        if (x.compareTo(MAX_EXPONENT) > 0) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: overflow");
        }
        if (x.compareTo(MAX_EXPONENT.negate()) < 0) {
            throw new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: underflow");
        }
        int halvings = 12;
        BigDecimal small = x.divide(BigDecimal.valueOf(1L << halvings), WORK);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        BigDecimal least = BigDecimal.ONE.movePointLeft(60);
        for (int n = 1; term.abs().compareTo(least) > 0; n++) {
            term = term.multiply(small, WORK).divide(BigDecimal.valueOf(n), WORK);
            sum = sum.add(term, WORK);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, WORK);
        }
        return sum;
    }

    /** Halley's iteration on the exponential: each step triples the number of right digits. */
    private static BigDecimal lnFinite(BigDecimal x) {
        int shift = x.precision() - x.scale() - 1;
        BigDecimal mantissa = x.movePointLeft(shift);
        BigDecimal result = newton(mantissa);
        if (shift == 0) {
            return result;
        }
        BigDecimal ten = x.compareTo(BigDecimal.TEN) == 0 ? newton(BigDecimal.TEN) : LN10;
        return result.add(ten.multiply(BigDecimal.valueOf(shift)), WORK);
    }

    private static BigDecimal newton(BigDecimal x) {
        BigDecimal y = BigDecimal.valueOf(Math.log(x.doubleValue()));
        for (int i = 0; i < 3; i++) {
            BigDecimal e = expFinite(y);
            BigDecimal step = x.subtract(e).divide(x.add(e), WORK).multiply(BigDecimal.valueOf(2));
            y = y.add(step, WORK);
        }
        return y;
    }

    private static EvalException undefined(String code, String function, String where) {
        return new EvalException(code, "function " + function + " is not defined for " + where);
    }
}
