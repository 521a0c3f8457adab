package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.INT4;
import static dev.mizu.expr.functions.ParamType.NUMERIC;
import static dev.mizu.expr.functions.ParamType.TEXT;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.kernel.DecimalKernels;
import dev.mizu.expr.math.Decimals;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Arithmetic and functions of decimal numbers: results round to 39 digits. */
final class NumericFunctions {
    static final List<FunctionDef> ALL = all();

    private NumericFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        defs.add(operator("+").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible().doc("sum")
                .example("1.25 + 2.75", "4")
                .kernel((args, rows) -> DecimalKernels.add(args[0], args[1], false, Decimals::add, rows))
                .eval(a -> Datum.of(Decimals.add(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(operator("-").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible().doc("difference")
                .example("1.25 - 2.5", "-1.25")
                .kernel((args, rows) -> DecimalKernels.add(args[0], args[1], true, Decimals::subtract, rows))
                .eval(a -> Datum.of(Decimals.subtract(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(operator("*").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible().doc("product")
                .example("1.5 * 1.5", "2.25")
                .kernel((args, rows) -> DecimalKernels.multiply(args[0], args[1], Decimals::multiply, rows))
                .eval(a -> Datum.of(Decimals.multiply(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(operator("/").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible()
                .doc("quotient, to 39 digits").example("1.5 / 0.5", "3")
                .eval(a -> Datum.of(Decimals.divide(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(operator("%").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible()
                .doc("remainder, with the sign of the first").example("-5.5 % 2.0", "-1.5")
                .eval(a -> Datum.of(Decimals.remainder(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(scalar("mod").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible()
                .doc("remainder, with the sign of the first").example("mod(5.5, 2.0)", "1.5")
                .eval(a -> Datum.of(Decimals.remainder(a[0].asDecimal(), a[1].asDecimal()))));
        defs.add(operator("-").params(NUMERIC).returns(NUMERIC).doc("negated").example("- (1.5::numeric)", "-1.5")
                .eval(a -> Datum.of(Decimals.negate(a[0].asDecimal()))));
        defs.add(operator("+").params(NUMERIC).returns(NUMERIC).monotone().doc("the number itself")
                .example("+ 1.5", "1.5").eval(a -> a[0]));
        defs.add(scalar("abs").params(NUMERIC).returns(NUMERIC).doc("absolute value").example("abs(-1.50)", "1.5")
                .eval(a -> Datum.of(a[0].asDecimal().signum() < 0 && !a[0].asDecimal().isNan()
                        ? Decimals.negate(a[0].asDecimal()) : a[0].asDecimal())));
        rounding(defs);
        transcendental(defs);
        defs.add(scalar("pg_size_pretty").params(NUMERIC).returns(TEXT).doc("a number of bytes, readable")
                .example("pg_size_pretty(20000::numeric)", "20 kB").eval(a -> Datum.of(pretty(a[0].asDecimal()))));
        return List.copyOf(defs);
    }

    private static void rounding(List<FunctionDef> defs) {
        for (String name : List.of("ceil", "ceiling")) {
            defs.add(whole(name, "the next whole number up", name + "(1.2)", "2", RoundingMode.CEILING));
        }
        defs.add(whole("floor", "the next whole number down", "floor(-1.2)", "-2", RoundingMode.FLOOR));
        defs.add(whole("round", "the nearest whole number, ties away from zero", "round(2.5)", "3",
                RoundingMode.HALF_UP));
        defs.add(whole("trunc", "the next whole number towards zero", "trunc(-1.8)", "-1", RoundingMode.DOWN));
        defs.add(scalar("round").params(NUMERIC, INT4).returns(NUMERIC).fallible()
                .doc("rounded to so many places, ties away from zero").example("round(2.345, 2)", "2.35")
                .eval(a -> Datum.of(round(a[0].asDecimal(), (int) a[1].asLong()))));
    }

    private static FunctionDef whole(String name, String doc, String example, String result, RoundingMode mode) {
        return scalar(name).params(NUMERIC).returns(NUMERIC).monotone().doc(doc).example(example, result)
                .eval(a -> {
                    Decimal number = a[0].asDecimal();
                    return number.isFinite() ? Datum.of(Decimal.of(number.value().setScale(0, mode))) : a[0];
                });
    }

    private static Decimal round(Decimal number, int places) {
        if (!number.isFinite() || places >= number.value().scale()) {
            return number;
        }
        // Beyond 40 digits left of the point every number rounds to zero.
        return Decimals.fit(number.value().setScale(Math.max(places, -40), RoundingMode.HALF_UP));
    }

    private static void transcendental(List<FunctionDef> defs) {
        defs.add(function("sqrt", "square root", "sqrt(2.25)", "1.5", Decimals::sqrt));
        defs.add(function("exp", "e to that power", "exp(0.0)", "1", Decimals::exp));
        defs.add(function("ln", "natural logarithm", "ln(1.0)", "0", a -> Decimals.ln("ln", a)));
        defs.add(function("log", "logarithm to base 10", "log(100.0)", "2", a -> Decimals.log10("log", a)));
        defs.add(function("log10", "logarithm to base 10", "log10(1000.0)", "3", a -> Decimals.log10("log10", a)));
        defs.add(scalar("log").params(NUMERIC, NUMERIC).returns(NUMERIC).fallible()
                .doc("logarithm of the second to the base of the first").example("log(2.0, 64.0)", "6")
                .eval(a -> Datum.of(Decimals.log(a[0].asDecimal(), a[1].asDecimal()))));
        for (String name : List.of("power", "pow")) {
            defs.add(scalar(name).params(NUMERIC, NUMERIC).returns(NUMERIC).fallible()
                    .doc("the first to the power of the second").example(name + "(1.5, 2.0)", "2.25")
                    .eval(a -> Datum.of(Decimals.power(a[0].asDecimal(), a[1].asDecimal()))));
        }
    }

    private static FunctionDef function(
            String name, String doc, String example, String result, UnaryOperator<Decimal> code) {
        return scalar(name).params(NUMERIC).returns(NUMERIC).fallible().doc(doc).example(example, result)
                .eval(a -> Datum.of(code.apply(a[0].asDecimal())));
    }

    /** Steps of 1024; a unit is used until its number would reach 10 times the step, and the last one for the rest. */
    private static String pretty(Decimal bytes) {
        if (!bytes.isFinite()) {
            return bytes + " bytes";
        }
        List<String> units = List.of("bytes", "kB", "MB", "GB", "TB", "PB");
        BigDecimal number = bytes.value();
        int unit = 0;
        BigDecimal step = BigDecimal.valueOf(1024);
        while (unit < units.size() - 1 && number.abs().compareTo(BigDecimal.valueOf(10240)) >= 0) {
            number = number.divide(step);
            unit++;
        }
        BigDecimal shown = unit == 0 ? number : number.setScale(0, RoundingMode.HALF_UP);
        return Decimal.of(shown) + " " + units.get(unit);
    }
}
