package dev.mizu.sqlplanner.lowering;

import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirWalk;
import java.util.Optional;

/**
 * How a relation reads a CTE. It is linear in the CTE when what it gives for some rows together is what it gives for
 * each of them, put together: then a fixpoint over all rows and rounds that each read the last one's new rows agree.
 */
public final class LinearRecursion {
    private LinearRecursion() {}

    /** How often a CTE is named in a relation, in subqueries too. */
    public static int reads(HirRelation relation, int cte) {
        int count = relation instanceof HirRelation.LocalGet get && get.cte() == cte ? 1 : 0;
        for (HirRelation part : HirParts.relations(relation)) {
            count += reads(part, cte);
        }
        for (HirScalar scalar : HirParts.scalars(relation)) {
            count += reads(scalar, cte);
        }
        return count;
    }

    private static int reads(HirScalar scalar, int cte) {
        int[] count = {0};
        HirWalk.rewrite(scalar, 0, (expr, depth) -> {
            switch (expr) {
                case HirScalar.Exists e -> count[0] += reads(e.query(), cte);
                case HirScalar.Subquery s -> count[0] += reads(s.query(), cte);
                default -> {
                    return Optional.empty();
                }
            }
            return Optional.of(expr);
        });
        return count[0];
    }

    /** Whether a relation reads a CTE once, and is linear in it. */
    public static boolean linear(HirRelation relation, int cte) {
        return reads(relation, cte) == 1 && linearReads(relation, cte) == 1;
    }

    private static int linearReads(HirRelation relation, int cte) {
        return switch (relation) {
            case HirRelation.LocalGet get -> get.cte() == cte ? 1 : 0;
            case HirRelation.Let l -> linearReads(l.body(), cte);
            case HirRelation.LetRec l -> linearReads(l.body(), cte);
            case HirRelation.Project p -> linearReads(p.input(), cte);
            case HirRelation.Map m -> linearReads(m.input(), cte);
            case HirRelation.Filter f -> linearReads(f.input(), cte);
            case HirRelation.Join j -> switch (j.kind()) {
                case INNER -> linearReads(j.left(), cte) + linearReads(j.right(), cte);
                case LEFT -> linearReads(j.left(), cte);
                case RIGHT -> linearReads(j.right(), cte);
                case FULL -> 0;
            };
            case HirRelation.Union u -> u.inputs().stream().mapToInt(input -> linearReads(input, cte)).sum();
            case HirRelation.Constant c -> 0;
            case HirRelation.Get g -> 0;
            case HirRelation.TableCall t -> 0;
            case HirRelation.Reduce r -> 0;
            case HirRelation.Distinct d -> 0;
            case HirRelation.TopK t -> 0;
            case HirRelation.Window w -> 0;
            case HirRelation.Negate n -> 0;
            case HirRelation.Threshold t -> 0;
        };
    }
}
