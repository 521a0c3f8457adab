package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.WindowFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The unique keys of a relation, derived: sets of columns on which no two rows agree, every row occurring at most
 * once. Minimal sets only, shortest first, and never more than a few.
 */
public final class RelationKeys {
    private static final int KEYS_MAX = 8;

    private RelationKeys() {}

    public static List<List<Integer>> of(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> constant(c);
            case RelationExpr.Get g -> g.type().keys();
            case RelationExpr.LocalGet g -> g.type().keys();
            case RelationExpr.Let l -> of(l.body());
            case RelationExpr.LetRec l -> of(l.body());
            case RelationExpr.Project p -> projected(of(p.input()), p.outputs());
            case RelationExpr.Map m -> mapped(m);
            case RelationExpr.Filter f -> filtered(f);
            case RelationExpr.FlatMap f -> List.of();
            case RelationExpr.Join j -> JoinKeys.of(j);
            case RelationExpr.Reduce r -> reduced(r);
            case RelationExpr.TopK t -> topK(t);
            case RelationExpr.Window w -> window(w);
            case RelationExpr.Negate n -> List.of();
            case RelationExpr.Threshold t -> of(t.input());
            case RelationExpr.Union u -> u.inputs().size() == 1 ? of(u.inputs().get(0)) : List.of();
            case RelationExpr.ArrangeBy a -> of(a.input());
        };
    }

    private static List<List<Integer>> constant(RelationExpr.Constant constant) {
        boolean atMostOne = constant.error().isEmpty()
                && (constant.rows().isEmpty()
                        || constant.rows().size() == 1 && constant.rows().get(0).diff() == 1);
        return atMostOne ? List.of(List.of()) : constant.type().keys();
    }

    /** Keys whose columns all survive. */
    static List<List<Integer>> projected(List<List<Integer>> keys, List<Integer> outputs) {
        List<List<Integer>> kept = new ArrayList<>();
        for (List<Integer> key : keys) {
            List<Integer> moved = key.stream().map(outputs::indexOf).toList();
            if (!moved.contains(-1)) {
                kept.add(moved);
            }
        }
        return minimal(kept);
    }

    private static List<List<Integer>> mapped(RelationExpr.Map map) {
        List<List<Integer>> keys = new ArrayList<>(of(map.input()));
        int arity = RelationTypes.arity(map.input());
        // A copy of a column is as unique as the column.
        for (int i = 0; i < map.scalars().size(); i++) {
            if (map.scalars().get(i) instanceof ScalarExpr.Column(int copied)) {
                for (List<Integer> key : List.copyOf(keys)) {
                    if (key.contains(copied) && keys.size() < KEYS_MAX) {
                        int copy = arity + i;
                        keys.add(key.stream().map(c -> c == copied ? copy : c).toList());
                    }
                }
            }
        }
        return minimal(keys);
    }

    private static List<List<Integer>> filtered(RelationExpr.Filter filter) {
        List<List<Integer>> keys = of(filter.input());
        BitSet fixed = new BitSet();
        List<int[]> equal = new ArrayList<>();
        for (ScalarExpr predicate : filter.predicates()) {
            Optional<Equality> equality = Equality.of(predicate);
            if (equality.isPresent()) {
                ScalarExpr left = equality.get().left();
                ScalarExpr right = equality.get().right();
                if (left instanceof ScalarExpr.Column(int a) && right instanceof ScalarExpr.Column(int b)) {
                    equal.add(new int[] {a, b});
                } else if (left instanceof ScalarExpr.Column(int a) && right instanceof ScalarExpr.Literal) {
                    fixed.set(a);
                } else if (right instanceof ScalarExpr.Column(int b) && left instanceof ScalarExpr.Literal) {
                    fixed.set(b);
                }
            }
        }
        List<List<Integer>> narrowed = new ArrayList<>();
        for (List<Integer> key : keys) {
            List<Integer> rest = new ArrayList<>(key.stream().filter(c -> !fixed.get(c)).toList());
            for (int[] pair : equal) {
                if (pair[0] != pair[1] && rest.contains(pair[0]) && rest.contains(pair[1])) {
                    rest.remove((Integer) pair[1]);
                }
            }
            narrowed.add(rest);
        }
        return minimal(narrowed);
    }

    private static List<List<Integer>> reduced(RelationExpr.Reduce reduce) {
        List<List<Integer>> keys = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < reduce.keys().size(); i++) {
            if (!(reduce.keys().get(i) instanceof ScalarExpr.Literal)) {
                all.add(i);
            }
        }
        keys.add(all);
        for (List<Integer> key : of(reduce.input())) {
            List<Integer> moved = key.stream()
                    .map(c -> reduce.keys().indexOf(new ScalarExpr.Column(c))).toList();
            if (!moved.contains(-1)) {
                keys.add(moved);
            }
        }
        return minimal(keys);
    }

    private static List<List<Integer>> topK(RelationExpr.TopK topK) {
        List<List<Integer>> keys = new ArrayList<>(of(topK.input()));
        boolean one = topK.limit().isPresent()
                && topK.limit().get() instanceof ScalarExpr.Literal literal
                && !literal.value().isNull() && literal.value().asLong() <= 1;
        if (one) {
            keys.add(topK.groupKey());
        }
        return minimal(keys);
    }

    /** A row has its number in its partition to itself. */
    private static List<List<Integer>> window(RelationExpr.Window window) {
        List<List<Integer>> keys = new ArrayList<>(of(window.input()));
        int arity = RelationTypes.arity(window.input());
        for (int i = 0; i < window.functions().size(); i++) {
            if (window.functions().get(i).function() == WindowFunction.Positional.ROW_NUMBER) {
                List<Integer> numbered = new ArrayList<>(window.partition());
                numbered.add(arity + i);
                keys.add(numbered);
            }
        }
        return minimal(keys);
    }

    /** Sorted, without repeats and without supersets of others. */
    static List<List<Integer>> minimal(List<List<Integer>> keys) {
        if (keys.isEmpty()) {
            return keys;
        }
        Set<List<Integer>> sorted = new LinkedHashSet<>();
        keys.stream().map(key -> key.stream().distinct().sorted().toList())
                .sorted(Comparator.<List<Integer>>comparingInt(List::size))
                .forEach(sorted::add);
        List<List<Integer>> kept = new ArrayList<>();
        for (List<Integer> key : sorted) {
            if (kept.size() < KEYS_MAX && kept.stream().noneMatch(key::containsAll)) {
                kept.add(key);
            }
        }
        return List.copyOf(kept);
    }
}
