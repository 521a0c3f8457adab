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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists, which unlike arrays may be ragged: how they are made, taken apart and joined. */
final class ListFunctions {
    static final List<FunctionDef> ALL = List.of(
            form("list_of").variadic(ANYELEMENT).returns(ANYLIST).seesNullsGivesNone()
                    .doc("the list of some elements").example("list[list[1], list[2, 3]]", "{{1},{2,3}}")
                    .eval(a -> new Datum.ListDatum(List.of(a))),
            form("list_index").variadic(ANYLIST, INT8).returns(ANYELEMENT, types -> {
                        ScalarType type = types.getFirst();
                        for (int i = 1; i < types.size(); i++) {
                            type = ((ScalarType.ListOf) type).element();
                        }
                        return type;
                    }).givesNulls()
                    .doc("the element at a position, from 1, in each layer; NULL outside of the list")
                    .example("(list[list[1], list[2, 3]])[2]", "{2,3}").eval(a -> {
                        Datum current = a[0];
                        for (int i = 1; i < a.length && !current.isNull(); i++) {
                            List<Datum> elements = elements(current);
                            long place = a[i].asLong();
                            current = place < 1 || place > elements.size()
                                    ? Datum.NULL : elements.get((int) place - 1);
                        }
                        return current;
                    }),
            form("list_slice").params(ANYLIST, INT8, INT8).returns(ANYLIST)
                    .doc("the elements from one position to another, both counted").example(
                            "(list[1, 2, 3, 4])[2:3]", "{2,3}").eval(a -> {
                        List<Datum> elements = elements(a[0]);
                        int from = (int) Math.min(Math.max(a[1].asLong(), 1), elements.size() + 1L);
                        int to = (int) Math.max(Math.min(a[2].asLong(), elements.size()), from - 1L);
                        return new Datum.ListDatum(elements.subList(from - 1, to));
                    }),
            scalar("list_append").in("mz_catalog").params(ANYCOMPATIBLELIST, ANYCOMPATIBLE)
                    .returns(ANYCOMPATIBLELIST).seesNullsGivesNone().doc("the list with one element more at its end")
                    .example("list_append(list[1, 2], 3)", "{1,2,3}").eval(a -> joined(a[0], one(a[1]))),
            scalar("list_prepend").in("mz_catalog").params(ANYCOMPATIBLE, ANYCOMPATIBLELIST)
                    .returns(ANYCOMPATIBLELIST).seesNullsGivesNone()
                    .doc("the list with one element more at its start")
                    .example("list_prepend(1, list[2, 3])", "{1,2,3}").eval(a -> joined(one(a[0]), a[1])),
            scalar("list_cat").in("mz_catalog").params(ANYCOMPATIBLELIST, ANYCOMPATIBLELIST)
                    .returns(ANYCOMPATIBLELIST).seesNulls().doc("both lists, joined")
                    .example("list_cat(list[1], list[2, 3])", "{1,2,3}")
                    .eval(a -> a[0].isNull() ? a[1] : a[1].isNull() ? a[0] : joined(a[0], a[1])),
            operator("||").params(ANYCOMPATIBLELIST, ANYCOMPATIBLELIST).returns(ANYCOMPATIBLELIST).seesNulls()
                    .doc("both lists, joined").example("list[1] || list[2, 3]", "{1,2,3}")
                    .eval(a -> a[0].isNull() ? a[1] : a[1].isNull() ? a[0] : joined(a[0], a[1])),
            operator("||").params(ANYCOMPATIBLELIST, ANYCOMPATIBLE).returns(ANYCOMPATIBLELIST).seesNullsGivesNone()
                    .doc("the list with one element more at its end").example("list[1] || 2", "{1,2}")
                    .eval(a -> joined(a[0], one(a[1]))),
            operator("||").params(ANYCOMPATIBLE, ANYCOMPATIBLELIST).returns(ANYCOMPATIBLELIST).seesNullsGivesNone()
                    .doc("the list with one element more at its start").example("1 || list[2]", "{1,2}")
                    .eval(a -> joined(one(a[0]), a[1])),
            scalar("list_length").in("mz_catalog").params(ANYLIST).returns(INT4)
                    .doc("number of elements of the outermost layer").example("list_length(list[1, NULL, 3])", "3")
                    .eval(a -> Datum.of(elements(a[0]).size())),
            scalar("list_length_max").in("mz_catalog").params(ANYLIST, INT8).returns(INT4).givesNulls().fallible()
                    .doc("greatest number of elements in a layer, counted from 1")
                    .example("list_length_max(list[list[1], list[2, 3]], 2)", "2").typed(types -> {
                        int layers = layers(types.getFirst());
                        return a -> {
                            if (a[1].asLong() < 1 || a[1].asLong() > layers) {
                                throw new EvalException(SqlState.INVALID_PARAMETER_VALUE,
                                        "invalid layer: " + a[1].asLong() + "; must use value within [1, "
                                                + layers + "]");
                            }
                            return Datum.of(longest(a[0], (int) a[1].asLong()));
                        };
                    }),
            scalar("list_n_layers").in("mz_catalog").params(ANYLIST).returns(INT4).doc("how deep the type nests lists")
                    .example("list_n_layers(list[list[1]])", "2").typed(types -> {
                        Datum layers = Datum.of(layers(types.getFirst()));
                        return a -> layers;
                    }),
            scalar("list_remove").in("mz_catalog").params(ANYCOMPATIBLELIST, ANYCOMPATIBLE)
                    .returns(ANYCOMPATIBLELIST).seesNulls()
                    .doc("the list without the elements that equal a value (or are NULL like it)")
                    .example("list_remove(list[1, 2, 1, 3], 1)", "{2,3}").eval(a -> {
                        if (a[0].isNull()) {
                            return a[0];
                        }
                        List<Datum> kept = new ArrayList<>(elements(a[0]));
                        kept.removeIf(element -> element.equals(a[1]));
                        return new Datum.ListDatum(kept);
                    }),
            operator("@>").params(ANYLIST, ANYLIST).returns(BOOL)
                    .doc("whether every element of the second occurs in the first")
                    .example("list[1, 2, 3] @> list[3, 1]", "t").eval(a -> contains(a[0], a[1])),
            operator("<@").params(ANYLIST, ANYLIST).returns(BOOL)
                    .doc("whether every element of the first occurs in the second")
                    .example("list[4] <@ list[1, 2]", "f").eval(a -> contains(a[1], a[0])));

    private ListFunctions() {}

    private static List<Datum> elements(Datum list) {
        return ((Datum.ListDatum) list).elements();
    }

    private static Datum one(Datum element) {
        return new Datum.ListDatum(List.of(element));
    }

    /** Both in a row; NULL counts as the empty list. */
    private static Datum joined(Datum first, Datum second) {
        List<Datum> all = new ArrayList<>(first.isNull() ? List.of() : elements(first));
        all.addAll(second.isNull() ? List.of() : elements(second));
        return new Datum.ListDatum(all);
    }

    private static int layers(ScalarType type) {
        return type instanceof ScalarType.ListOf list ? 1 + layers(list.element()) : 0;
    }

    private static int longest(Datum list, int layer) {
        if (list.isNull()) {
            return 0;
        }
        return layer == 1 ? elements(list).size()
                : elements(list).stream().mapToInt(inner -> longest(inner, layer - 1)).max().orElse(0);
    }

    private static Datum contains(Datum whole, Datum part) {
        Set<Datum> present = new HashSet<>(elements(whole));
        return Datum.of(elements(part).stream().allMatch(e -> !e.isNull() && present.contains(e)));
    }
}
