package dev.mizu.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fused map, filter and project: extend the row by {@code maps} (each may read those before it), keep it when all
 * {@code predicates} (over the extended row) are true, give the columns {@code outputs}. A predicate that is false or
 * NULL drops the row, whatever errors the other predicates raise. A row that fails a predicate
 * raises no error of an expression that only its outputs need.
 *
 * <p>{@code lowerBounds} and {@code upperBounds} are the temporal filters: the row is there at times t with
 * {@code max(lowerBounds) <= t < min(upperBounds)}; each is an {@code mz_timestamp} expression over the extended row,
 * NULL meaning never.
 */
public record Mfp(
        int inputArity, List<ScalarExpr> maps, List<ScalarExpr> predicates, List<ScalarExpr> lowerBounds,
        List<ScalarExpr> upperBounds, List<Integer> outputs) {
    public Mfp {
        maps = List.copyOf(maps);
        predicates = List.copyOf(predicates);
        lowerBounds = List.copyOf(lowerBounds);
        upperBounds = List.copyOf(upperBounds);
        outputs = List.copyOf(outputs);
    }

    public static Mfp identity(int arity) {
        return new Mfp(arity, List.of(), List.of(), List.of(), List.of(), range(arity));
    }

    public boolean isIdentity() {
        return maps.isEmpty() && predicates.isEmpty() && !temporal() && outputs.equals(range(inputArity));
    }

    /** Whether rows come and go with time alone. */
    public boolean temporal() {
        return !lowerBounds.isEmpty() || !upperBounds.isEmpty();
    }

    public int outputArity() {
        return outputs.size();
    }

    /** Appends scalars over this one's outputs. */
    public Mfp map(List<ScalarExpr> scalars) {
        List<ScalarExpr> newMaps = new ArrayList<>(maps);
        List<Integer> newOutputs = new ArrayList<>(outputs);
        for (ScalarExpr scalar : scalars) {
            newMaps.add(inner(scalar, newOutputs));
            newOutputs.add(inputArity + newMaps.size() - 1);
        }
        return new Mfp(inputArity, newMaps, predicates, lowerBounds, upperBounds, newOutputs);
    }

    /** Adds predicates over this one's outputs. */
    public Mfp filter(List<ScalarExpr> more) {
        List<ScalarExpr> newPredicates = new ArrayList<>(predicates);
        for (ScalarExpr predicate : more) {
            newPredicates.add(inner(predicate, outputs));
        }
        return new Mfp(inputArity, maps, newPredicates, lowerBounds, upperBounds, outputs);
    }

    /** Picks from this one's outputs. */
    public Mfp project(List<Integer> picked) {
        return new Mfp(inputArity, maps, predicates, lowerBounds, upperBounds,
                picked.stream().map(outputs::get).toList());
    }

    /** This one, then another over its outputs. */
    public Mfp then(Mfp next) {
        Mfp mapped = map(next.maps);
        List<Integer> space = mapped.outputs;
        List<ScalarExpr> lower = new ArrayList<>(lowerBounds);
        next.lowerBounds.forEach(bound -> lower.add(inner(bound, space)));
        List<ScalarExpr> upper = new ArrayList<>(upperBounds);
        next.upperBounds.forEach(bound -> upper.add(inner(bound, space)));
        Mfp filtered = mapped.filter(next.predicates);
        return new Mfp(inputArity, filtered.maps, filtered.predicates, lower, upper,
                next.outputs.stream().map(space::get).toList());
    }

    private static ScalarExpr inner(ScalarExpr expr, List<Integer> space) {
        return ScalarExprs.mapColumns(expr, space::get);
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
