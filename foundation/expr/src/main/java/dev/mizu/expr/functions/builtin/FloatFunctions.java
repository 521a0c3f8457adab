package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.FLOAT4;
import static dev.mizu.expr.functions.ParamType.FLOAT8;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.kernel.ArithmeticKernels;
import dev.mizu.repr.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic and functions of floating point numbers. What overflows or underflows is an error, not an infinity. */
final class FloatFunctions {
    static final String LOGARITHM = "2201E";
    static final String POWER = "2201F";

    static final List<FunctionDef> ALL = all();

    private FloatFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        for (ParamType type : List.of(FLOAT4, FLOAT8)) {
            boolean single = type == FLOAT4;
            String cast = single ? "::float4" : "::float8";
            defs.add(binary(type, "+", "sum", "3.75", (a, b) -> a + b));
            defs.add(binary(type, "-", "difference", "1.25", (a, b) -> a - b));
            defs.add(binary(type, "*", "product", "3.125", (a, b) -> a * b));
            defs.add(operator("/").params(type, type).returns(type).fallible().doc("quotient")
                    .example("2.5" + cast + " / 1.25" + cast, "2")
                    .kernel((args, rows) ->
                            ArithmeticKernels.doubles(true, (a, b) -> single ? (float) (a / b) : a / b, args, rows))
                    .eval(a -> divide(single, a[0].asDouble(), a[1].asDouble())));
            defs.add(operator("%").params(type, type).returns(type).fallible()
                    .doc("remainder, with the sign of the first").example("2.5" + cast + " % 1" + cast, "0.5")
                    .eval(a -> remainder(a[0].asDouble(), a[1].asDouble())));
            defs.add(operator("-").params(type).returns(type).doc("negated").example("- (1.5" + cast + ")", "-1.5")
                    .eval(a -> Datum.of(-a[0].asDouble())));
            defs.add(operator("+").params(type).returns(type).monotone().doc("the number itself")
                    .example("+ (1.5" + cast + ")", "1.5").eval(a -> a[0]));
            defs.add(scalar("abs").params(type).returns(type).doc("absolute value")
                    .example("abs((-1.5)" + cast + ")", "1.5").eval(a -> Datum.of(Math.abs(a[0].asDouble()))));
            rounding(defs, type, cast);
        }
        functions(defs);
        return List.copyOf(defs);
    }

    private static void rounding(List<FunctionDef> defs, ParamType type, String cast) {
        for (String name : List.of("ceil", "ceiling")) {
            defs.add(scalar(name).params(type).returns(type).monotone().doc("the next whole number up")
                    .example(name + "(1.2" + cast + ")", "2").eval(a -> Datum.of(Math.ceil(a[0].asDouble()))));
        }
        defs.add(scalar("floor").params(type).returns(type).monotone().doc("the next whole number down")
                .example("floor((-1.2)" + cast + ")", "-2").eval(a -> Datum.of(Math.floor(a[0].asDouble()))));
        defs.add(scalar("round").params(type).returns(type).monotone().doc("the nearest whole number, ties to even")
                .example("round(2.5" + cast + ")", "2").eval(a -> Datum.of(Math.rint(a[0].asDouble()))));
        defs.add(scalar("trunc").params(type).returns(type).monotone().doc("the next whole number towards zero")
                .example("trunc((-1.8)" + cast + ")", "-1").eval(a -> {
                    double value = a[0].asDouble();
                    return Datum.of(value < 0 ? Math.ceil(value) : Math.floor(value));
                }));
    }

    private static FunctionDef binary(
            ParamType type, String symbol, String doc, String result, DoubleBinaryOperator code) {
        DoubleBinaryOperator rounded =
                type == FLOAT4 ? (a, b) -> (float) code.applyAsDouble(a, b) : code;
        String cast = type == FLOAT4 ? "::float4" : "::float8";
        boolean product = symbol.equals("*");
        return operator(symbol).params(type, type).returns(type).fallible().doc(doc)
                .example("2.5" + cast + " " + symbol + " 1.25" + cast, result)
                .kernel((args, rows) -> ArithmeticKernels.doubles(product, rounded, args, rows))
                .eval(args -> {
                    double a = args[0].asDouble();
                    double b = args[1].asDouble();
                    double value = rounded.applyAsDouble(a, b);
                    if (Double.isInfinite(value) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
                        throw Errors.overflow();
                    }
                    if (product && value == 0 && a != 0 && b != 0) {
                        throw Errors.underflow();
                    }
                    return Datum.of(value);
                });
    }

    private static Datum divide(boolean single, double a, double b) {
        if (b == 0 && !Double.isNaN(a)) {
            throw Errors.divisionByZero();
        }
        double value = single ? (float) (a / b) : a / b;
        if (Double.isInfinite(value) && !Double.isInfinite(a)) {
            throw Errors.overflow();
        }
        if (value == 0 && a != 0 && !Double.isInfinite(b)) {
            throw Errors.underflow();
        }
        return Datum.of(value);
    }

    private static Datum remainder(double a, double b) {
        if (b == 0) {
            throw Errors.divisionByZero();
        }
        return Datum.of(a % b);
    }

    private static void functions(List<FunctionDef> defs) {
        defs.add(function("sqrt", "square root", "sqrt(2.25::float8)", "1.5", a -> {
            if (a < 0) {
                throw Errors.undefined(POWER, "sqrt", "negative numbers");
            }
            return Math.sqrt(a);
        }));
        defs.add(function("cbrt", "cube root", "cbrt(27.0::float8)", "3", Math::cbrt));
        defs.add(function("exp", "e to that power", "exp(0::float8)", "1", Math::exp));
        defs.add(function("ln", "natural logarithm", "ln(1::float8)", "0",
                a -> Math.log(positive("ln", a))));
        defs.add(function("log", "logarithm to base 10", "log(100::float8)", "2",
                a -> Math.log10(positive("log", a))));
        defs.add(function("log10", "logarithm to base 10", "log10(1000::float8)", "3",
                a -> Math.log10(positive("log10", a))));
        defs.add(function("sin", "sine of radians", "sin(0::float8)", "0", a -> Math.sin(angle("sin", a))));
        defs.add(function("cos", "cosine of radians", "cos(0::float8)", "1", a -> Math.cos(angle("cos", a))));
        defs.add(function("tan", "tangent of radians", "tan(0::float8)", "0", a -> Math.tan(angle("tan", a))));
        defs.add(scalar("cot").params(FLOAT8).returns(FLOAT8).fallible().doc("cotangent of radians")
                .example("round(cot(0.5::float8) * 1000)", "1830")
                .eval(a -> Datum.of(1 / Math.tan(angle("cot", a[0].asDouble())))));
        defs.add(function("sinh", "hyperbolic sine", "sinh(0::float8)", "0", Math::sinh));
        defs.add(function("cosh", "hyperbolic cosine", "cosh(0::float8)", "1", Math::cosh));
        defs.add(function("tanh", "hyperbolic tangent", "tanh(0::float8)", "0", Math::tanh));
        defs.add(function("asin", "arc sine", "asin(0::float8)", "0", a -> Math.asin(within("asin", a, -1, 1))));
        defs.add(function("acos", "arc cosine", "acos(1::float8)", "0", a -> Math.acos(within("acos", a, -1, 1))));
        defs.add(function("atan", "arc tangent", "atan(0::float8)", "0", Math::atan));
        defs.add(function("asinh", "inverse hyperbolic sine", "asinh(0::float8)", "0", FloatFunctions::asinh));
        defs.add(function("acosh", "inverse hyperbolic cosine", "acosh(1::float8)", "0", a -> {
            double x = within("acosh", a, 1, Double.POSITIVE_INFINITY);
            return Math.log(x + Math.sqrt(x * x - 1));
        }));
        defs.add(function("atanh", "inverse hyperbolic tangent", "atanh(0::float8)", "0", a -> {
            double x = within("atanh", a, -1, 1);
            return 0.5 * Math.log1p(2 * x / (1 - x));
        }));
        defs.add(function("degrees", "radians as degrees", "degrees(0::float8)", "0", Math::toDegrees));
        defs.add(function("radians", "degrees as radians", "radians(0::float8)", "0", Math::toRadians));
        for (String name : List.of("power", "pow")) {
            defs.add(scalar(name).params(FLOAT8, FLOAT8).returns(FLOAT8).fallible()
                    .doc("the first to the power of the second").example(name + "(2::float8, 10::float8)", "1024")
                    .eval(a -> Datum.of(power(a[0].asDouble(), a[1].asDouble()))));
        }
    }

    private static FunctionDef function(
            String name, String doc, String example, String result, DoubleUnaryOperator code) {
        return scalar(name).params(FLOAT8).returns(FLOAT8).fallible().doc(doc).example(example, result).eval(args -> {
            double a = args[0].asDouble();
            double value = code.applyAsDouble(a);
            if (Double.isInfinite(value) && !Double.isInfinite(a) && !name.equals("atanh")) {
                throw Errors.overflow();
            }
            if (value == 0 && name.equals("exp") && !Double.isInfinite(a)) {
                throw Errors.underflow();
            }
            return Datum.of(value);
        });
    }

    private static double asinh(double a) {
        double x = Math.abs(a);
        return Double.isInfinite(a) ? a : Math.copySign(Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1))), a);
    }

    private static double positive(String function, double a) {
        if (a == 0) {
            throw Errors.undefined(LOGARITHM, function, "zero");
        }
        if (a < 0) {
            throw Errors.undefined(LOGARITHM, function, "negative numbers");
        }
        return a;
    }

    private static double angle(String function, double a) {
        if (Double.isInfinite(a)) {
            throw Errors.undefined(SqlState.NUMERIC_OUT_OF_RANGE, function, "infinity");
        }
        return a;
    }

    private static double within(String function, double a, double min, double max) {
        if (a < min || a > max) {
            throw Errors.undefined(SqlState.NUMERIC_OUT_OF_RANGE, function, "numbers outside of its domain");
        }
        return a;
    }

    private static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw Errors.undefined(POWER, "pow", "zero raised to a negative power");
        }
        boolean whole = exponent == Math.rint(exponent) || Double.isInfinite(exponent);
        if (base < 0 && !Double.isInfinite(base) && !whole && !Double.isNaN(exponent)) {
            throw Errors.undefined(POWER, "pow", "negative numbers raised to a non-integer power");
        }
        // SQL, unlike Java, says that one to any power and anything to the power of zero are one.
        boolean one = base == 1 || base == -1 && Double.isInfinite(exponent);
        double value = one ? 1 : Math.pow(base, exponent);
        boolean finite = !Double.isInfinite(base) && !Double.isInfinite(exponent);
        if (Double.isInfinite(value) && finite) {
            throw Errors.overflow();
        }
        if (value == 0 && base != 0 && finite) {
            throw Errors.underflow();
        }
        return value;
    }
}
