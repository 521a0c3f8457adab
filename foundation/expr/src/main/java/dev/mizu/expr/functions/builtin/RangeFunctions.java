package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionBuilder;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.RangeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges over integers, numbers, dates and timestamps. A NULL bound is infinite; empty ranges have none. */
final class RangeFunctions {
    private static final Datum.Range EMPTY = new Datum.Range(Optional.empty());

    static final List<FunctionDef> ALL = all();

    private RangeFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        defs.addAll(constructors("int4range", INT4, "1", "5", "[1,5)", "[2,6)"));
        defs.addAll(constructors("int8range", INT8, "1", "5", "[1,5)", "[2,6)"));
        defs.addAll(constructors("numrange", NUMERIC, "1.5", "5", "[1.5,5)", "(1.5,5]"));
        defs.addAll(constructors("daterange", DATE, "'2024-01-01'::date",
                "'2024-02-01'::date", "[2024-01-01,2024-02-01)",
                "[2024-01-02,2024-02-02)"));
        defs.addAll(constructors("tsrange", TIMESTAMP, "'2024-01-01'::timestamp", "'2024-02-01'::timestamp",
                "[\"2024-01-01 00:00:00\",\"2024-02-01 00:00:00\")",
                "(\"2024-01-01 00:00:00\",\"2024-02-01 00:00:00\"]"));
        defs.addAll(constructors("tstzrange", TIMESTAMPTZ, "'2024-01-01'::timestamptz", "'2024-02-01'::timestamptz",
                "[\"2024-01-01 00:00:00+00\",\"2024-02-01 00:00:00+00\")",
                "(\"2024-01-01 00:00:00+00\",\"2024-02-01 00:00:00+00\"]"));
        facts(defs);
        comparisons(defs);
        combinations(defs);
        return List.copyOf(defs);
    }

    private static List<FunctionDef> constructors(
            String name, ParamType element, String low, String high, String... results) {
        ScalarType type = ((ParamType.Exact) element).type();
        ParamType range = new ParamType.Exact(new ScalarType.Range(type));
        String call = name + '(' + low + ", " + high;
        FunctionDef halfOpen = scalar(name).params(element, element).returns(range).seesNullsGivesNone().fallible()
                .doc("the range from one bound to another, without the latter; NULL is infinite")
                .example(call + ')', results[0])
                .eval(a -> RangeText.canonical(type, new Datum.Bounds(a[0], true, a[1], false)));
        FunctionDef flagged = scalar(name).params(element, element, TEXT).returns(range).seesNullsGivesNone().fallible()
                .doc("the range from one bound to another; the third argument is one of [) [] () (]")
                .example(call + ", '(]')", results[1]).eval(a -> {
                    if (a[2].isNull()) {
                        throw new EvalException(
                                SqlState.DATA_EXCEPTION, "range constructor flags argument must not be null");
                    }
                    String flags = a[2].asText();
                    if (flags.length() != 2 || "[(".indexOf(flags.charAt(0)) < 0 || "])".indexOf(flags.charAt(1)) < 0) {
                        throw new EvalException(SqlState.SYNTAX_ERROR, "invalid range bound flags");
                    }
                    return RangeText.canonical(type, new Datum.Bounds(
                            a[0], flags.charAt(0) == '[', a[1], flags.charAt(1) == ']'));
                });
        return List.of(halfOpen, flagged);
    }

    private static void facts(List<FunctionDef> defs) {
        defs.add(scalar("isempty").params(ANYRANGE).returns(BOOL).doc("whether nothing is in it")
                .example("isempty(int4range(1, 1))", "t").eval(a -> Datum.of(bounds(a[0]).isEmpty())));
        defs.add(scalar("lower").params(ANYRANGE).returns(ANYELEMENT).givesNulls()
                .doc("lower bound, NULL when infinite or empty").example("lower(int4range(1, 5))", "1")
                .eval(a -> bounds(a[0]).map(Datum.Bounds::lower).orElse(Datum.NULL)));
        defs.add(scalar("upper").params(ANYRANGE).returns(ANYELEMENT).givesNulls()
                .doc("upper bound, NULL when infinite or empty").example("upper(int4range(1, 5))", "5")
                .eval(a -> bounds(a[0]).map(Datum.Bounds::upper).orElse(Datum.NULL)));
        fact(defs, "lower_inc", "whether the lower bound is in it", "t", Datum.Bounds::lowerInclusive);
        fact(defs, "upper_inc", "whether the upper bound is in it", "f", Datum.Bounds::upperInclusive);
        fact(defs, "lower_inf", "whether it has no lower bound", "f", bounds -> bounds.lower().isNull());
        fact(defs, "upper_inf", "whether it has no upper bound", "f", bounds -> bounds.upper().isNull());
    }

    /** A truth about bounds; false of an empty range. */
    private interface Fact {
        boolean holds(Datum.Bounds bounds);
    }

    private static void fact(List<FunctionDef> defs, String name, String doc, String result, Fact fact) {
        defs.add(scalar(name).params(ANYRANGE).returns(BOOL).doc(doc)
                .example(name + "(int4range(1, 5))", result)
                .eval(a -> Datum.of(bounds(a[0]).filter(fact::holds).isPresent())));
    }

    /** A truth about two ranges that are not empty. */
    private interface Relation {
        boolean holds(Datum.Bounds a, Datum.Bounds b);
    }

    private static void comparisons(List<FunctionDef> defs) {
        defs.add(operator("@>").params(ANYRANGE, ANYRANGE).returns(BOOL)
                .doc("whether the first contains the second").example("int4range(2, 9) @> int4range(3, 4)", "t")
                .eval(a -> Datum.of(contains(range(a[0]), range(a[1])))));
        defs.add(operator("<@").params(ANYRANGE, ANYRANGE).returns(BOOL)
                .doc("whether the second contains the first").example("int4range(2, 4) <@ int4range(1, 7)", "t")
                .eval(a -> Datum.of(contains(range(a[1]), range(a[0])))));
        defs.add(operator("@>").params(ANYRANGE, ANYELEMENT).returns(BOOL).doc("whether the value is in the range")
                .example("int4range(1, 5) @> 5", "f").eval(a -> Datum.of(contains(range(a[0]), point(a[1])))));
        defs.add(operator("<@").params(ANYELEMENT, ANYRANGE).returns(BOOL).doc("whether the value is in the range")
                .example("4 <@ int4range(1, 5)", "t").eval(a -> Datum.of(contains(range(a[1]), point(a[0])))));
        defs.add(relation("&&", "whether they have a value in common", "int4range(3, 7) && int4range(4, 12)", "t",
                RangeFunctions::overlap));
        defs.add(relation("<<", "whether the first ends before the second begins",
                "int4range(1, 10) << int4range(100, 110)", "t", (a, b) -> meets(b, a) > 0));
        defs.add(relation(">>", "whether the first begins after the second ends",
                "int4range(50, 60) >> int4range(20, 30)",
                "t", (a, b) -> meets(a, b) > 0));
        defs.add(relation("&<", "whether the first does not reach further right",
                "int4range(1, 20) &< int4range(18, 20)",
                "t", (a, b) -> uppers(a, b) <= 0));
        defs.add(relation("&>", "whether the first does not reach further left", "int4range(7, 20) &> int4range(5, 10)",
                "t", (a, b) -> lowers(a, b) >= 0));
        defs.add(relation("-|-", "whether they touch and have no value in common",
                "int4range(1, 2) -|- int4range(2, 3)", "t", RangeFunctions::adjacent));
    }

    private static FunctionDef relation(String symbol, String doc, String example, String result, Relation relation) {
        return operator(symbol).params(ANYRANGE, ANYRANGE).returns(BOOL).doc(doc).example(example, result)
                .eval(a -> {
                    Optional<Datum.Bounds> x = bounds(a[0]);
                    Optional<Datum.Bounds> y = bounds(a[1]);
                    return Datum.of(x.isPresent() && y.isPresent() && relation.holds(x.get(), y.get()));
                });
    }

    private static void combinations(List<FunctionDef> defs) {
        defs.add(combination("+", "what is in either; fails when that is not one range",
                "int4range(5, 15) + int4range(10, 20)", "[5,20)").typed(types -> a ->
                union(((ScalarType.Range) types.getFirst()).element(), range(a[0]), range(a[1]))));
        defs.add(combination("*", "what is in both", "int4range(5, 15) * int4range(10, 20)", "[10,15)")
                .typed(types -> a -> common(
                        ((ScalarType.Range) types.getFirst()).element(), range(a[0]), range(a[1]))));
        defs.add(combination("-", "what is in the first only; fails when that is not one range",
                "int4range(5, 15) - int4range(10, 20)", "[5,10)").typed(types -> a -> difference(
                        ((ScalarType.Range) types.getFirst()).element(), range(a[0]), range(a[1]))));
    }

    private static FunctionBuilder combination(String symbol, String doc, String example, String result) {
        return operator(symbol).params(ANYRANGE, ANYRANGE).returns(ANYRANGE).fallible().doc(doc)
                .example(example, result);
    }

    private static Datum.Range range(Datum datum) {
        return (Datum.Range) datum;
    }

    private static Optional<Datum.Bounds> bounds(Datum datum) {
        return range(datum).bounds();
    }

    private static Datum.Range point(Datum value) {
        return new Datum.Range(Optional.of(new Datum.Bounds(value, true, value, true)));
    }

    /** How the lower bounds are ordered: at one value the one that includes it comes first. */
    private static int lowers(Datum.Bounds a, Datum.Bounds b) {
        if (a.lower().isNull() || b.lower().isNull()) {
            return Boolean.compare(b.lower().isNull(), a.lower().isNull());
        }
        int order = DatumOrder.compare(a.lower(), b.lower());
        return order != 0 ? order : Boolean.compare(b.lowerInclusive(), a.lowerInclusive());
    }

    /** How the upper bounds are ordered: at one value the one that includes it comes last. */
    private static int uppers(Datum.Bounds a, Datum.Bounds b) {
        if (a.upper().isNull() || b.upper().isNull()) {
            return Boolean.compare(a.upper().isNull(), b.upper().isNull());
        }
        int order = DatumOrder.compare(a.upper(), b.upper());
        return order != 0 ? order : Boolean.compare(a.upperInclusive(), b.upperInclusive());
    }

    /** Positive when the first begins after the second ends; zero when they share just that value. */
    private static int meets(Datum.Bounds a, Datum.Bounds b) {
        if (a.lower().isNull() || b.upper().isNull()) {
            return -1;
        }
        int order = DatumOrder.compare(a.lower(), b.upper());
        return order != 0 ? order : a.lowerInclusive() && b.upperInclusive() ? 0 : 1;
    }

    private static boolean overlap(Datum.Bounds a, Datum.Bounds b) {
        return meets(a, b) <= 0 && meets(b, a) <= 0;
    }

    private static boolean adjacent(Datum.Bounds a, Datum.Bounds b) {
        return touches(a, b) || touches(b, a);
    }

    /** Whether the first ends exactly where the second begins, one of them having the value. */
    private static boolean touches(Datum.Bounds a, Datum.Bounds b) {
        return !a.upper().isNull() && !b.lower().isNull() && a.upper().equals(b.lower())
                && a.upperInclusive() != b.lowerInclusive();
    }

    private static boolean contains(Datum.Range whole, Datum.Range part) {
        if (part.bounds().isEmpty() || whole.bounds().isEmpty()) {
            return part.bounds().isEmpty();
        }
        Datum.Bounds a = whole.bounds().get();
        Datum.Bounds b = part.bounds().get();
        return lowers(a, b) <= 0 && uppers(a, b) >= 0;
    }

    private static Datum between(ScalarType element, Datum.Bounds lower, Datum.Bounds upper) {
        return RangeText.canonical(element,
                new Datum.Bounds(lower.lower(), lower.lowerInclusive(), upper.upper(), upper.upperInclusive()));
    }

    private static Datum union(ScalarType element, Datum.Range x, Datum.Range y) {
        if (x.bounds().isEmpty() || y.bounds().isEmpty()) {
            return x.bounds().isEmpty() ? y : x;
        }
        Datum.Bounds a = x.bounds().get();
        Datum.Bounds b = y.bounds().get();
        if (!overlap(a, b) && !adjacent(a, b)) {
            throw new EvalException(SqlState.DATA_EXCEPTION, "result of range union would not be contiguous");
        }
        return between(element, lowers(a, b) <= 0 ? a : b, uppers(a, b) >= 0 ? a : b);
    }

    private static Datum common(ScalarType element, Datum.Range x, Datum.Range y) {
        if (x.bounds().isEmpty() || y.bounds().isEmpty() || !overlap(x.bounds().get(), y.bounds().get())) {
            return EMPTY;
        }
        Datum.Bounds a = x.bounds().get();
        Datum.Bounds b = y.bounds().get();
        return between(element, lowers(a, b) >= 0 ? a : b, uppers(a, b) <= 0 ? a : b);
    }

    private static Datum difference(ScalarType element, Datum.Range x, Datum.Range y) {
        if (x.bounds().isEmpty() || y.bounds().isEmpty() || !overlap(x.bounds().get(), y.bounds().get())) {
            return x;
        }
        Datum.Bounds a = x.bounds().get();
        Datum.Bounds b = y.bounds().get();
        boolean left = lowers(a, b) < 0;
        boolean right = uppers(a, b) > 0;
        if (left && right) {
            throw new EvalException(SqlState.DATA_EXCEPTION, "result of range difference would not be contiguous");
        }
        if (!left && !right) {
            return EMPTY;
        }
        return RangeText.canonical(element, left
                ? new Datum.Bounds(a.lower(), a.lowerInclusive(), b.lower(), !b.lowerInclusive())
                : new Datum.Bounds(b.upper(), !b.upperInclusive(), a.upper(), a.upperInclusive()));
    }
}
