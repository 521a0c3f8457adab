package dev.mizu.optimizer.scalar;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Fused map-filter-projects: taken off a tree, put back, simplified. */
public final class Mfps {
    private Mfps() {}

    /** A tree as an Mfp over something else. */
    public record Peeled(Mfp mfp, RelationExpr input) {}

    /** Takes all maps, filters and projections off the top. */
    public static Peeled peel(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Map map -> {
                Peeled below = peel(map.input());
                yield new Peeled(below.mfp().map(map.scalars()), below.input());
            }
            case RelationExpr.Filter filter -> {
                Peeled below = peel(filter.input());
                yield new Peeled(below.mfp().filter(filter.predicates()), below.input());
            }
            case RelationExpr.Project project -> {
                Peeled below = peel(project.input());
                yield new Peeled(below.mfp().project(project.outputs()), below.input());
            }
            default -> new Peeled(Mfp.identity(RelationTypes.arity(expr)), expr);
        };
    }

    /**
     * The tree that applies an Mfp without temporal bounds; nothing is added that does nothing. Where something may
     * fail, all predicates come first, over the input's columns: one filter masks what two would not, and a row that
     * is dropped must not fail in a map.
     */
    public static RelationExpr apply(Mfp mfp, RelationExpr input) {
        boolean fallible = mfp.predicates().stream().anyMatch(Scalars::fallible)
                || mfp.maps().stream().anyMatch(Scalars::fallible);
        List<ScalarExpr> predicates = fallible ? onInput(mfp) : mfp.predicates();
        List<ScalarExpr> first = predicates.stream().filter(p -> reads(p, mfp.inputArity())).toList();
        List<ScalarExpr> last = predicates.stream().filter(p -> !reads(p, mfp.inputArity())).toList();
        RelationExpr result = input;
        if (!first.isEmpty()) {
            result = new RelationExpr.Filter(result, first);
        }
        if (!mfp.maps().isEmpty()) {
            result = new RelationExpr.Map(result, mfp.maps());
        }
        if (!last.isEmpty()) {
            result = new RelationExpr.Filter(result, last);
        }
        int extended = mfp.inputArity() + mfp.maps().size();
        return mfp.outputs().equals(range(extended)) ? result : new RelationExpr.Project(result, mfp.outputs());
    }

    private static List<ScalarExpr> onInput(Mfp mfp) {
        List<ScalarExpr> expanded = expanded(mfp);
        return mfp.predicates().stream().map(p -> Scalars.substitute(p, expanded)).toList();
    }

    private static boolean reads(ScalarExpr expr, int below) {
        return ScalarExprs.columns(expr).length() <= below;
    }

    /** The relation of the given expressions over the columns of {@code input}, nothing added where columns suffice. */
    public static RelationExpr giving(List<ScalarExpr> exprs, RelationExpr input) {
        int arity = RelationTypes.arity(input);
        List<ScalarExpr> maps = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (ScalarExpr expr : exprs) {
            if (expr instanceof ScalarExpr.Column(int index)) {
                outputs.add(index);
            } else {
                outputs.add(arity + maps.size());
                maps.add(expr);
            }
        }
        RelationExpr mapped = maps.isEmpty() ? input : new RelationExpr.Map(input, maps);
        return outputs.equals(range(arity + maps.size())) ? mapped : new RelationExpr.Project(mapped, outputs);
    }

    /** Whether there are no maps and no predicates: columns are only picked. */
    public static boolean projectsOnly(Mfp mfp) {
        return mfp.maps().isEmpty() && mfp.predicates().isEmpty() && !mfp.temporal();
    }

    /** Each extended column as an expression over the input's columns. */
    public static List<ScalarExpr> expanded(Mfp mfp) {
        List<ScalarExpr> columns = new ArrayList<>(Scalars.columns(mfp.inputArity()));
        mfp.maps().forEach(map -> columns.add(Scalars.substitute(map, columns)));
        return columns;
    }

    /** The types of the extended row. */
    public static List<ColumnType> extendedTypes(Mfp mfp, List<ColumnType> input) {
        List<ColumnType> columns = new ArrayList<>(input);
        mfp.maps().forEach(map -> columns.add(ScalarExprs.typeOf(map, columns)));
        return columns;
    }

    /** The input columns that matter. */
    public static BitSet demand(Mfp mfp) {
        BitSet needed = new BitSet();
        mfp.outputs().forEach(needed::set);
        needed.or(Scalars.columnsOf(mfp.predicates()));
        needed.or(Scalars.columnsOf(mfp.lowerBounds()));
        needed.or(Scalars.columnsOf(mfp.upperBounds()));
        for (int i = mfp.maps().size() - 1; i >= 0; i--) {
            if (needed.get(mfp.inputArity() + i)) {
                needed.or(ScalarExprs.columns(mfp.maps().get(i)));
            }
        }
        needed.clear(mfp.inputArity(), Math.max(needed.length(), mfp.inputArity()));
        return needed;
    }

    /** The same Mfp over a row in which the input's columns have moved; every column in demand has a new place. */
    public static Mfp moved(Mfp mfp, List<Integer> newPlaces, int newArity) {
        Mfp pruned = canonical(mfp);
        int shift = newArity - pruned.inputArity();
        java.util.function.IntUnaryOperator move =
                c -> c < pruned.inputArity() ? newPlaces.get(c) : c + shift;
        return new Mfp(newArity, moved(pruned.maps(), move), moved(pruned.predicates(), move),
                moved(pruned.lowerBounds(), move), moved(pruned.upperBounds(), move),
                pruned.outputs().stream().map(move::applyAsInt).toList());
    }

    private static List<ScalarExpr> moved(List<ScalarExpr> exprs, java.util.function.IntUnaryOperator move) {
        return exprs.stream().map(expr -> ScalarExprs.mapColumns(expr, move)).toList();
    }

    /**
     * The same Mfp with conjunctions taken apart, predicates that cannot fail first, equal maps kept once, maps that
     * are used once (or are no work) written where they are used, and maps that nothing uses gone.
     */
    public static Mfp canonical(Mfp mfp) {
        if (mfp.isIdentity()) {
            return mfp;
        }
        return new MfpSimplification(mfp).run();
    }

    static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
