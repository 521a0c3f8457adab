package dev.mizu.optimizer.transform;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.List;

/**
 * Writes every stack of maps, filters and projections as one filter, one map, one filter, one projection at most,
 * without what nobody reads and with what is used once written where it is used.
 *
 * <pre>
 * Project(Filter(Map(Project(Map(A)))))   becomes   Project(Filter(Map(Filter(A))))
 * </pre>
 */
public final class FuseMapFilterProject implements Transform {
    /** A stack whose scalars would grow beyond this stays as it is. */
    private static final int SIZE_FACTOR = 4;

    private static final int SIZE_MIN = 200;

    @Override
    public String name() {
        return "fuse_map_filter_project";
    }

    @Override
    public List<String> after() {
        return List.of("fuse_unions");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return fuse(expr, 0);
    }

    private static RelationExpr fuse(RelationExpr expr, int depth) {
        Trees.guard(depth);
        return switch (expr) {
            case RelationExpr.Map m -> fuseStack(m, depth);
            case RelationExpr.Filter f -> fuseStack(f, depth);
            case RelationExpr.Project p -> fuseStack(p, depth);
            default -> Trees.mapChildren(expr, child -> fuse(child, depth + 1));
        };
    }

    private static RelationExpr fuseStack(RelationExpr expr, int depth) {
        Mfps.Peeled peeled = Mfps.peel(expr);
        RelationExpr below = fuse(peeled.input(), depth + 1);
        // Applied and peeled once more: predicates written out may have made maps superfluous.
        Mfps.Peeled written = Mfps.peel(Mfps.apply(Mfps.canonical(peeled.mfp()), below));
        Mfp mfp = Mfps.canonical(written.mfp());
        RelationExpr fused = Mfps.apply(mfp, written.input());
        if (size(fused) > SIZE_FACTOR * size(expr) + SIZE_MIN) {
            return Trees.mapChildren(expr, child -> fuse(child, depth + 1));
        }
        return fused.equals(expr) ? expr : fused;
    }

    /** The size of the scalars of the stack on top. */
    private static int size(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Map m -> size(m, m.input());
            case RelationExpr.Filter f -> size(f, f.input());
            case RelationExpr.Project p -> size(p.input());
            default -> 0;
        };
    }

    private static int size(RelationExpr node, RelationExpr input) {
        return Trees.scalars(node).stream().mapToInt(Scalars::size).sum() + size(input);
    }
}
