package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import java.util.ArrayList;
import java.util.List;

/**
 * The unique keys of a join. Inputs are taken from left to right: where the equivalences with what came before cover a
 * key of the next input, each row so far meets at most one of its rows and the keys so far stay; likewise the other
 * way round. Otherwise a key of each side makes a key of both.
 */
final class JoinKeys {
    private final RelationExpr.Join join;
    private final int[] offsets;
    private final ColumnEqualities equalities;

    private JoinKeys(RelationExpr.Join join) {
        this.join = join;
        this.equalities = ColumnEqualities.of(join);
        this.offsets = new int[join.inputs().size() + 1];
        for (int i = 0; i < join.inputs().size(); i++) {
            offsets[i + 1] = offsets[i] + RelationTypes.arity(join.inputs().get(i));
        }
    }

    static List<List<Integer>> of(RelationExpr.Join join) {
        return new JoinKeys(join).keys();
    }

    private List<List<Integer>> keys() {
        List<List<Integer>> keys = List.of(List.of());
        for (int i = 0; i < join.inputs().size(); i++) {
            int offset = offsets[i];
            int input = i;
            List<List<Integer>> next = RelationKeys.of(join.inputs().get(i)).stream()
                    .map(key -> key.stream().map(c -> c + offset).toList()).toList();
            boolean fewNext = next.stream().anyMatch(key -> key.stream().allMatch(c -> fixedBefore(c, input)));
            boolean fewBefore = keys.stream().anyMatch(key -> key.stream().allMatch(c -> fixedBy(c, input)));
            List<List<Integer>> both = new ArrayList<>();
            if (fewNext) {
                both.addAll(keys);
            }
            if (fewBefore) {
                both.addAll(next);
            }
            if (!fewNext && !fewBefore) {
                for (List<Integer> left : keys) {
                    for (List<Integer> right : next) {
                        List<Integer> key = new ArrayList<>(left);
                        right.stream().filter(c -> !fixedBefore(c, input)).forEach(key::add);
                        both.add(key);
                    }
                }
            }
            keys = RelationKeys.minimal(both);
        }
        return keys;
    }

    /** Whether a column of input {@code input} equals something that the inputs before it, or a literal, determine. */
    private boolean fixedBefore(int column, int input) {
        return classesOf(column).stream().anyMatch(equal -> equal.stream()
                .anyMatch(e -> columnsWithin(e, 0, offsets[input])))
                || equalTo(column, 0, offsets[input]);
    }

    /** Whether a column equals something that input {@code input} alone, or a literal, determines. */
    private boolean fixedBy(int column, int input) {
        return classesOf(column).stream().anyMatch(equal -> equal.stream()
                .anyMatch(e -> columnsWithin(e, offsets[input], offsets[input + 1])))
                || equalTo(column, offsets[input], offsets[input + 1]);
    }

    private boolean equalTo(int column, int from, int to) {
        for (int other = from; other < to; other++) {
            if (equalities.equal(column, other)) {
                return true;
            }
        }
        return false;
    }

    private List<List<ScalarExpr>> classesOf(int column) {
        ScalarExpr wanted = new ScalarExpr.Column(column);
        return join.equivalences().stream().filter(equal -> equal.contains(wanted)).toList();
    }

    private static boolean columnsWithin(ScalarExpr expr, int from, int to) {
        return ScalarExprs.columns(expr).stream().allMatch(c -> c >= from && c < to)
                && !ScalarExprs.unmaterializable(expr);
    }
}
