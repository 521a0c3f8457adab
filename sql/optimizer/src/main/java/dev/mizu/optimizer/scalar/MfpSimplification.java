package dev.mizu.optimizer.scalar;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The work of {@link Mfps#canonical}. */
final class MfpSimplification {
    private final Mfp mfp;
    /** For each extended column, what stands for it in terms of the others: itself unless written out. */
    private final List<ScalarExpr> standIns;

    MfpSimplification(Mfp mfp) {
        this.mfp = mfp;
        this.standIns = new ArrayList<>(Scalars.columns(mfp.inputArity()));
    }

    Mfp run() {
        int[] uses = uses();
        Map<ScalarExpr, Integer> known = new HashMap<>();
        List<ScalarExpr> maps = new ArrayList<>();
        for (int i = 0; i < mfp.maps().size(); i++) {
            int place = mfp.inputArity() + i;
            ScalarExpr map = Scalars.substitute(mfp.maps().get(i), standIns);
            Integer same = known.get(map);
            if (same != null) {
                standIns.add(Scalars.column(same));
            } else if (map instanceof ScalarExpr.Column || Scalars.literal(map) || uses[place] <= 1) {
                standIns.add(map);
            } else {
                standIns.add(Scalars.column(place));
                known.put(map, place);
            }
            maps.add(map);
        }
        List<ScalarExpr> predicates = new ArrayList<>(Scalars.conjuncts(written(mfp.predicates())));
        predicates.sort(Comparator.comparing(Scalars::fallible));
        return renumbered(maps, predicates, written(mfp.lowerBounds()), written(mfp.upperBounds()));
    }

    private List<ScalarExpr> written(List<ScalarExpr> exprs) {
        return exprs.stream().map(expr -> Scalars.substitute(expr, standIns)).toList();
    }

    /** How often each extended column occurs in what is computed; outputs count only as a reason to exist. */
    private int[] uses() {
        int[] uses = new int[mfp.inputArity() + mfp.maps().size()];
        mfp.maps().forEach(map -> count(map, uses));
        mfp.predicates().forEach(predicate -> count(predicate, uses));
        mfp.lowerBounds().forEach(bound -> count(bound, uses));
        mfp.upperBounds().forEach(bound -> count(bound, uses));
        mfp.outputs().forEach(column -> uses[column]++);
        return uses;
    }

    private static void count(ScalarExpr expr, int[] uses) {
        if (expr instanceof ScalarExpr.Column(int index)) {
            uses[index]++;
        }
        expr.children().forEach(child -> count(child, uses));
    }

    /** Keeps only maps in use; an output that was written out gets a map of its own again. */
    private Mfp renumbered(List<ScalarExpr> maps, List<ScalarExpr> predicates, List<ScalarExpr> lower,
            List<ScalarExpr> upper) {
        int arity = mfp.inputArity();
        boolean[] needed = new boolean[arity + maps.size()];
        predicates.forEach(predicate -> mark(predicate, needed));
        lower.forEach(bound -> mark(bound, needed));
        upper.forEach(bound -> mark(bound, needed));
        List<Integer> outputs = new ArrayList<>();
        for (int output : mfp.outputs()) {
            // Outputs must be columns: a literal or a once-used expression stays the map that it was.
            int place = standIns.get(output) instanceof ScalarExpr.Column(int index) ? index : output;
            outputs.add(place);
            needed[place] = true;
        }
        for (int i = maps.size() - 1; i >= 0; i--) {
            if (needed[arity + i]) {
                mark(maps.get(i), needed);
            }
        }
        int[] places = new int[needed.length];
        List<ScalarExpr> kept = new ArrayList<>();
        for (int i = 0; i < needed.length; i++) {
            if (i < arity) {
                places[i] = i;
            } else if (needed[i]) {
                places[i] = arity + kept.size();
                kept.add(ScalarExprs.mapColumns(maps.get(i - arity), c -> places[c]));
            }
        }
        return new Mfp(arity, kept, moved(predicates, places), moved(lower, places), moved(upper, places),
                outputs.stream().map(c -> places[c]).toList());
    }

    private static List<ScalarExpr> moved(List<ScalarExpr> exprs, int[] places) {
        return exprs.stream().map(expr -> ScalarExprs.mapColumns(expr, c -> places[c])).toList();
    }

    private static void mark(ScalarExpr expr, boolean[] needed) {
        if (expr instanceof ScalarExpr.Column(int index)) {
            needed[index] = true;
        }
        expr.children().forEach(child -> mark(child, needed));
    }
}
