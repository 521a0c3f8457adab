package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.form;
import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Arrays: how they are made, taken apart, joined and searched. */
final class ArrayFunctions {
    private static final String SUBSCRIPT = "2202E";
    private static final int MAX_DIMENSIONS = 6;
    private static final int MAX_ELEMENTS = 1 << 24;

    static final List<FunctionDef> ALL = List.of(
            form("array_of").variadic(ANYELEMENT).returns(ANYARRAY, types ->
                            types.getFirst() instanceof ScalarType.Array array
                                    ? array : new ScalarType.Array(types.getFirst()))
                    .seesNullsGivesNone().fallible().doc("the array of some elements, or of arrays of one shape")
                    .example("array[1, 2, 3]", "{1,2,3}").example("array[array[1, 2], array[3, 4]]", "{{1,2},{3,4}}")
                    .typed(types -> types.getFirst() instanceof ScalarType.Array
                            ? ArrayFunctions::nest : a -> Datum.Array.of(List.of(a))),
            form("array_index").variadic(ANYARRAY, INT8)
                    .returns(ANYELEMENT, types -> ((ScalarType.Array) types.getFirst()).element()).givesNulls()
                    .doc("the element at some subscripts, NULL outside of the array")
                    .example("(array[10, 20])[2]", "20").example("(array[10, 20])[3]", "NULL")
                    .eval(ArrayFunctions::index),
            scalar("array_length").params(ANYARRAY, INT8).returns(INT4).givesNulls()
                    .doc("length of a dimension, NULL when there is none")
                    .example("array_length(array[1, 2, 3], 1)", "3")
                    .eval(a -> dimension(a, dim -> dim.length())),
            scalar("array_lower").params(ANYARRAY, INT8).returns(INT4).givesNulls()
                    .doc("lower bound of a dimension, NULL when there is none")
                    .example("array_lower(array[1, 2, 3], 1)", "1").eval(a -> dimension(a, dim -> dim.lower())),
            scalar("array_upper").params(ANYARRAY, INT8).returns(INT4).givesNulls()
                    .doc("upper bound of a dimension, NULL when there is none")
                    .example("array_upper(array[1, 8, 3, 7], 1)", "4")
                    .eval(a -> dimension(a, dim -> dim.lower() + dim.length() - 1)),
            scalar("cardinality").params(ANYARRAY).returns(INT4).doc("number of elements in all dimensions")
                    .example("cardinality(array[array[1, 2], array[3, 4]])", "4")
                    .eval(a -> Datum.of(((Datum.Array) a[0]).elements().size())),
            operator("||").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLEARRAY).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("both arrays, joined").example("array[1, 2] || array[3, 4]", "{1,2,3,4}")
                    .eval(ArrayFunctions::cat),
            operator("||").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLE).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("the array with one element more at its end")
                    .example("array[1, 2] || 3", "{1,2,3}")
                    .eval(a -> cat(new Datum[] {a[0], Datum.Array.of(List.of(a[1]))})),
            operator("||").params(ANYCOMPATIBLE, ANYCOMPATIBLEARRAY).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("the array with one element more at its start")
                    .example("1 || array[2, 3]", "{1,2,3}")
                    .eval(a -> cat(new Datum[] {Datum.Array.of(List.of(a[0])), a[1]})),
            scalar("array_cat").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLEARRAY).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("both arrays, joined").example("array_cat(array[1, 2], array[3])", "{1,2,3}")
                    .eval(ArrayFunctions::cat),
            scalar("array_append").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLE).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("the array with one element more at its end")
                    .example("array_append(array[1, 2], 3)", "{1,2,3}")
                    .eval(a -> cat(new Datum[] {a[0], Datum.Array.of(List.of(a[1]))})),
            scalar("array_prepend").params(ANYCOMPATIBLE, ANYCOMPATIBLEARRAY).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("the array with one element more at its start")
                    .example("array_prepend(1, array[2, 3])", "{1,2,3}")
                    .eval(a -> cat(new Datum[] {Datum.Array.of(List.of(a[0])), a[1]})),
            scalar("array_position").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLE).returns(INT4).seesNulls().fallible()
                    .doc("subscript of the first element that equals a value (or is NULL like it), NULL without one")
                    .example("array_position(array['sun', 'mon', 'tue'], 'mon')", "2").eval(a -> position(a, 1)),
            scalar("array_position").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLE, INT4).returns(INT4).seesNulls()
                    .fallible().doc("the same, from a subscript on")
                    .example("array_position(array[1, 2, 1], 1, 2)", "3").eval(a -> {
                        if (a[2].isNull()) {
                            throw new EvalException("22004", "initial position must not be null");
                        }
                        return position(a, a[2].asLong());
                    }),
            scalar("array_remove").params(ANYCOMPATIBLEARRAY, ANYCOMPATIBLE).returns(ANYCOMPATIBLEARRAY).seesNulls()
                    .fallible().doc("the array without the elements that equal a value (or are NULL like it)")
                    .example("array_remove(array[1, 2, 3, 2], 2)", "{1,3}").eval(ArrayFunctions::remove),
            scalar("array_fill").params(ANYELEMENT, INT4_ARRAY).returns(ANYARRAY).seesNullsGivesNone().fallible()
                    .doc("an array of one value, with some lengths").example("array_fill(11, array[2, 3])",
                            "{{11,11,11},{11,11,11}}").eval(a -> fill(a[0], a[1], Optional.empty())),
            scalar("array_fill").params(ANYELEMENT, INT4_ARRAY, INT4_ARRAY).returns(ANYARRAY).seesNullsGivesNone()
                    .fallible().doc("an array of one value, with some lengths and lower bounds")
                    .example("array_fill(7, array[3], array[2])", "[2:4]={7,7,7}")
                    .eval(a -> fill(a[0], a[1], Optional.of(a[2]))),
            scalar("array_to_string").params(ANYARRAY, TEXT).returns(TEXT).fallible()
                    .doc("the elements' texts with another between them; NULLs are left out")
                    .example("array_to_string(array[1, 2, NULL, 5], ',')", "1,2,5")
                    .typed(types -> a -> join(types.getFirst(), a[0], a[1].asText(), Optional.empty())),
            scalar("array_to_string").params(ANYARRAY, TEXT, TEXT).returns(TEXT).seesNulls().fallible()
                    .doc("the elements' texts with another between them, and the third for NULLs")
                    .example("array_to_string(array[1, 2, NULL, 5], ',', '*')", "1,2,*,5")
                    .typed(types -> a -> a[0].isNull() || a[1].isNull() ? Datum.NULL : join(types.getFirst(), a[0],
                            a[1].asText(), a[2].isNull() ? Optional.empty() : Optional.of(a[2].asText()))),
            operator("@>").params(ANYARRAY, ANYARRAY).returns(BOOL)
                    .doc("whether every element of the second occurs in the first")
                    .example("array[1, 4, 3] @> array[3, 1, 3]", "t").eval(a -> contains(a[0], a[1])),
            operator("<@").params(ANYARRAY, ANYARRAY).returns(BOOL)
                    .doc("whether every element of the first occurs in the second")
                    .example("array[2, 7] <@ array[1, 7, 4, 2, 6]", "t").eval(a -> contains(a[1], a[0])));

    private ArrayFunctions() {}

    private static Datum nest(Datum[] parts) {
        List<Datum> elements = new ArrayList<>();
        Optional<List<Datum.Dim>> shape = Optional.empty();
        for (Datum part : parts) {
            List<Datum.Dim> dims = part instanceof Datum.Array array ? array.dims() : List.of();
            if (shape.isPresent() && !shape.get().equals(dims)) {
                throw new EvalException(SUBSCRIPT,
                        "multidimensional arrays must have array expressions with matching dimensions");
            }
            shape = Optional.of(dims);
            elements.addAll(part instanceof Datum.Array array ? array.elements() : List.of());
        }
        if (elements.isEmpty()) {
            return Datum.Array.of(List.of());
        }
        if (shape.orElseThrow().size() >= MAX_DIMENSIONS) {
            throw tooManyDimensions(shape.get().size() + 1);
        }
        List<Datum.Dim> dims = new ArrayList<>(List.of(new Datum.Dim(1, parts.length)));
        dims.addAll(shape.get());
        return new Datum.Array(dims, elements);
    }

    private static EvalException tooManyDimensions(int count) {
        return new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED, "number of array dimensions (" + count
                + ") exceeds the maximum allowed (" + MAX_DIMENSIONS + ")");
    }

    private static Datum index(Datum[] args) {
        Datum.Array array = (Datum.Array) args[0];
        if (array.dims().size() != args.length - 1) {
            return Datum.NULL;
        }
        long offset = 0;
        for (int i = 0; i < array.dims().size(); i++) {
            Datum.Dim dim = array.dims().get(i);
            long place = args[i + 1].asLong() - dim.lower();
            if (place < 0 || place >= dim.length()) {
                return Datum.NULL;
            }
            offset = offset * dim.length() + place;
        }
        return array.elements().get((int) offset);
    }

    /** A fact of one dimension. */
    private interface DimFact {
        long of(Datum.Dim dim);
    }

    private static Datum dimension(Datum[] args, DimFact fact) {
        List<Datum.Dim> dims = ((Datum.Array) args[0]).dims();
        long wanted = args[1].asLong();
        return wanted < 1 || wanted > dims.size() ? Datum.NULL : Datum.of(fact.of(dims.get((int) wanted - 1)));
    }

    private static Datum cat(Datum[] args) {
        if (args[0].isNull() || args[1].isNull()) {
            return args[0].isNull() ? args[1] : args[0];
        }
        Datum.Array a = (Datum.Array) args[0];
        Datum.Array b = (Datum.Array) args[1];
        if (a.elements().isEmpty() || b.elements().isEmpty()) {
            return a.elements().isEmpty() ? b : a;
        }
        List<Datum.Dim> x = a.dims();
        List<Datum.Dim> y = b.dims();
        boolean same = x.size() == y.size() && lengths(x, 1).equals(lengths(y, 1));
        boolean append = x.size() == y.size() + 1 && lengths(x, 1).equals(lengths(y, 0));
        boolean prepend = y.size() == x.size() + 1 && lengths(y, 1).equals(lengths(x, 0));
        if (!same && !append && !prepend) {
            throw new EvalException(SUBSCRIPT, "cannot concatenate incompatible arrays");
        }
        List<Datum.Dim> dims = new ArrayList<>(prepend ? y : x);
        int length = same ? x.getFirst().length() + y.getFirst().length() : dims.getFirst().length() + 1;
        dims.set(0, new Datum.Dim(dims.getFirst().lower(), length));
        List<Datum> elements = new ArrayList<>(a.elements());
        elements.addAll(b.elements());
        return new Datum.Array(dims, elements);
    }

    private static List<Integer> lengths(List<Datum.Dim> dims, int from) {
        return dims.subList(from, dims.size()).stream().map(Datum.Dim::length).toList();
    }

    private static Datum position(Datum[] args, long from) {
        if (args[0].isNull()) {
            return Datum.NULL;
        }
        Datum.Array array = (Datum.Array) args[0];
        if (array.dims().size() > 1) {
            throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                    "searching for elements in multidimensional arrays is not supported");
        }
        int lower = array.dims().isEmpty() ? 1 : array.dims().getFirst().lower();
        for (int i = (int) Math.max(0, from - lower); i < array.elements().size(); i++) {
            if (array.elements().get(i).equals(args[1])) {
                return Datum.of(i + (long) lower);
            }
        }
        return Datum.NULL;
    }

    private static Datum remove(Datum[] args) {
        if (args[0].isNull()) {
            return Datum.NULL;
        }
        Datum.Array array = (Datum.Array) args[0];
        if (array.dims().size() > 1) {
            throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                    "removing elements from multidimensional arrays is not supported");
        }
        List<Datum> kept = new ArrayList<>(array.elements());
        kept.removeIf(element -> element.equals(args[1]));
        int lower = array.dims().isEmpty() ? 1 : array.dims().getFirst().lower();
        return kept.isEmpty() ? Datum.Array.of(kept)
                : new Datum.Array(List.of(new Datum.Dim(lower, kept.size())), kept);
    }

    private static Datum fill(Datum value, Datum lengths, Optional<Datum> lowers) {
        if (lengths.isNull() || lowers.isPresent() && lowers.get().isNull()) {
            throw new EvalException("22004", "dimension array or low bound array cannot be null");
        }
        List<Datum> sizes = ((Datum.Array) lengths).elements();
        List<Datum> from = lowers.map(d -> ((Datum.Array) d).elements())
                .orElse(Collections.nCopies(sizes.size(), Datum.of(1)));
        if (sizes.size() > MAX_DIMENSIONS) {
            throw tooManyDimensions(sizes.size());
        }
        if (from.size() != sizes.size()) {
            throw new EvalException(SUBSCRIPT, "wrong number of array subscripts");
        }
        List<Datum.Dim> dims = new ArrayList<>();
        long total = sizes.isEmpty() ? 0 : 1;
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i).isNull() || from.get(i).isNull()) {
                throw new EvalException("22004", "dimension values cannot be null");
            }
            long length = sizes.get(i).asLong();
            if (length < 0 || length > MAX_ELEMENTS || total * length > MAX_ELEMENTS) {
                throw new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "array size exceeds the maximum allowed");
            }
            total *= length;
            dims.add(new Datum.Dim((int) from.get(i).asLong(), (int) length));
        }
        return total == 0 ? Datum.Array.of(List.of())
                : new Datum.Array(dims, Collections.nCopies((int) total, value));
    }

    private static Datum join(ScalarType type, Datum array, String between, Optional<String> forNull) {
        ScalarType element = ((ScalarType.Array) type).element();
        StringBuilder out = new StringBuilder();
        boolean any = false;
        for (Datum value : ((Datum.Array) array).elements()) {
            if (!value.isNull() || forNull.isPresent()) {
                out.append(any ? between : "");
                any = true;
                if (value.isNull()) {
                    out.append(forNull.get());
                } else {
                    DatumText.print(element, value, out);
                }
            }
        }
        return Datum.of(TextFunctions.checked(out.toString()));
    }

    /** NULL elements equal nothing, so they are never contained. */
    private static Datum contains(Datum whole, Datum part) {
        Set<Datum> present = new HashSet<>(((Datum.Array) whole).elements());
        return Datum.of(((Datum.Array) part).elements().stream().allMatch(e -> !e.isNull() && present.contains(e)));
    }
}
