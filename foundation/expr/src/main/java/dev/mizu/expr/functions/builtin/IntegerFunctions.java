package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.kernel.ArithmeticKernels.Operation;
import dev.mizu.expr.kernel.ArithmeticKernels;
import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.Vector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Arithmetic and bits of the signed and unsigned integers. */
final class IntegerFunctions {
    /** One integer type: its range, and the cast that examples write. */
    private record Kind(ParamType type, String name, int bits, boolean signed) {
        long min() {
            return signed ? -1L << (bits - 1) : 0;
        }

        long max() {
            return signed ? ~min() : bits == 64 ? -1 : (1L << bits) - 1;
        }

        String literal(int value) {
            return value + "::" + name;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(ParamType.INT2, "int2", 16, true), new Kind(ParamType.INT4, "int4", 32, true),
            new Kind(ParamType.INT8, "int8", 64, true), new Kind(ParamType.UINT2, "uint2", 16, false),
            new Kind(ParamType.UINT4, "uint4", 32, false), new Kind(ParamType.UINT8, "uint8", 64, false));

    static final List<FunctionDef> ALL = all();

    private IntegerFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        for (Kind kind : KINDS) {
            defs.add(arithmetic(kind, "+", Operation.ADD, "sum", "9"));
            defs.add(arithmetic(kind, "-", Operation.SUBTRACT, "difference", "5"));
            defs.add(arithmetic(kind, "*", Operation.MULTIPLY, "product", "14"));
            defs.add(arithmetic(kind, "/", Operation.DIVIDE, "quotient, cut towards zero", "3"));
            defs.add(arithmetic(kind, "%", Operation.REMAINDER, "remainder, with the sign of the first", "1"));
            defs.add(scalar("mod").params(kind.type, kind.type).returns(kind.type).fallible()
                    .doc("remainder, with the sign of the first").example(example("mod(", kind, ", ") + ")", "1")
                    .kernel((args, rows) -> kernel(kind, Operation.REMAINDER, args, rows))
                    .eval(exact(kind, Operation.REMAINDER)));
            defs.add(bits(kind, "&", "bitwise and", "2", (a, b) -> a & b));
            defs.add(bits(kind, "|", "bitwise or", "7", (a, b) -> a | b));
            defs.add(bits(kind, "#", "bitwise exclusive or", "5", (a, b) -> a ^ b));
            defs.add(shift(kind, "<<", "shifted left", "28"));
            defs.add(shift(kind, ">>", "shifted right", "1"));
            defs.add(operator("~").params(kind.type).returns(kind.type).doc("all bits turned")
                    .example("~ " + kind.literal(7), kind.signed ? "-8" : new BigInteger("2").pow(kind.bits)
                            .subtract(BigInteger.valueOf(8)).toString())
                    .eval(a -> Datum.of(wrap(kind, ~a[0].asLong()))));
            if (kind.signed) {
                signed(defs, kind);
            }
        }
        return List.copyOf(defs);
    }

    private static void signed(List<FunctionDef> defs, Kind kind) {
        String name = ((ParamType.Exact) kind.type).type().sqlName();
        defs.add(operator("-").params(kind.type).returns(kind.type).fallible().doc("negated")
                .example("- " + kind.literal(7), "-7").eval(a -> negate(kind, name, a[0].asLong())));
        defs.add(operator("+").params(kind.type).returns(kind.type).monotone().doc("the number itself")
                .example("+ " + kind.literal(7), "7").eval(a -> a[0]));
        defs.add(scalar("abs").params(kind.type).returns(kind.type).fallible().doc("absolute value")
                .example("abs((-7)::" + kind.name + ")", "7")
                .eval(a -> a[0].asLong() < 0 ? negate(kind, name, a[0].asLong()) : a[0]));
    }

    private static Datum negate(Kind kind, String name, long value) {
        if (value == kind.min()) {
            throw Errors.outOfRange(BigInteger.valueOf(value).negate().toString(), name);
        }
        return Datum.of(-value);
    }

    private static String example(String before, Kind kind, String between) {
        return before + kind.literal(7) + between + kind.literal(2);
    }

    private static FunctionDef arithmetic(Kind kind, String symbol, Operation operation, String doc, String result) {
        return operator(symbol).params(kind.type, kind.type).returns(kind.type).fallible().doc(doc)
                .example(example("", kind, " " + symbol + " "), result)
                .kernel((args, rows) -> kernel(kind, operation, args, rows)).eval(exact(kind, operation));
    }

    private static Vector kernel(
            Kind kind, Operation operation, Vector[] args, int rows) {
        if (kind.bits < 64) {
            return ArithmeticKernels.narrow(operation, kind.min(), kind.max(), args, rows);
        }
        if (kind.signed) {
            return ArithmeticKernels.wide(operation, args, rows);
        }
        throw ArithmeticKernels.failure();
    }

    private static ScalarFunction.Eval exact(Kind kind, Operation operation) {
        String name = ((ParamType.Exact) kind.type).type().sqlName();
        if (kind.bits == 64 && !kind.signed) {
            return args -> unsigned(operation, args[0].asLong(), args[1].asLong());
        }
        return args -> {
            long a = args[0].asLong();
            long b = args[1].asLong();
            boolean divides = operation == Operation.DIVIDE || operation == Operation.REMAINDER;
            if (divides && b == 0) {
                throw Errors.divisionByZero();
            }
            if (operation == Operation.REMAINDER && b == -1) {
                return Datum.of(0);
            }
            try {
                long result = switch (operation) {
                    case ADD -> Math.addExact(a, b);
                    case SUBTRACT -> Math.subtractExact(a, b);
                    case MULTIPLY -> Math.multiplyExact(a, b);
                    case DIVIDE -> Math.divideExact(a, b);
                    case REMAINDER -> a % b;
                };
                if (result < kind.min() || result > kind.max()) {
                    throw Errors.outOfRange(Long.toString(result), name);
                }
                return Datum.of(result);
            } catch (ArithmeticException overflow) {
                throw Errors.outOfRange(big(operation, BigInteger.valueOf(a), BigInteger.valueOf(b)), name);
            }
        };
    }

    /** The result that no integer type holds, for the message. */
    private static String big(Operation operation, BigInteger a, BigInteger b) {
        return (switch (operation) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case REMAINDER -> a.remainder(b);
        }).toString();
    }

    private static BigInteger unsignedBig(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static Datum unsigned(Operation operation, long a, long b) {
        boolean fits = switch (operation) {
            case ADD -> Long.compareUnsigned(a + b, a) >= 0;
            case SUBTRACT -> Long.compareUnsigned(a, b) >= 0;
            case MULTIPLY -> Math.unsignedMultiplyHigh(a, b) == 0;
            case DIVIDE, REMAINDER -> {
                if (b == 0) {
                    throw Errors.divisionByZero();
                }
                yield true;
            }
        };
        if (!fits) {
            throw Errors.outOfRange(big(operation, unsignedBig(a), unsignedBig(b)), "uint8");
        }
        return Datum.of(switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> Long.divideUnsigned(a, b);
            case REMAINDER -> Long.remainderUnsigned(a, b);
        });
    }

    private static FunctionDef bits(Kind kind, String symbol, String doc, String result, LongBinaryOperator code) {
        return operator(symbol).params(kind.type, kind.type).returns(kind.type).doc(doc)
                .example(example("", kind, " " + symbol + " "), result)
                .eval(a -> Datum.of(code.applyAsLong(a[0].asLong(), a[1].asLong())));
    }

    /** Counts wrap at the type's width (32 at least), as they do in PostgreSQL on common machines. */
    private static FunctionDef shift(Kind kind, String symbol, String doc, String result) {
        boolean left = symbol.equals("<<");
        int mask = Math.max(kind.bits, 32) - 1;
        ParamType count = kind.signed ? ParamType.INT4 : ParamType.UINT4;
        return operator(symbol).params(kind.type, count).returns(kind.type).doc(doc)
                .example(kind.literal(7) + " " + symbol + " 2::" + (kind.signed ? "int4" : "uint4"), result)
                .eval(a -> {
                    int by = (int) a[1].asLong() & mask;
                    long value = a[0].asLong();
                    return Datum.of(wrap(kind, left ? value << by : kind.signed ? value >> by : value >>> by));
                });
    }

    /** The lowest bits, read as the type reads them. */
    private static long wrap(Kind kind, long value) {
        int unused = 64 - kind.bits;
        return kind.signed ? value << unused >> unused : value << unused >>> unused;
    }
}
