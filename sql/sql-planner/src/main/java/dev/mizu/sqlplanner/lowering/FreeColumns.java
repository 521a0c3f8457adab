package dev.mizu.sqlplanner.lowering;

import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirWalk;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The columns of rows around that a tree reads, directly or through CTEs that are computed for each such row. */
final class FreeColumns {
    /** What CTEs outside of the tree read. */
    private final IntFunction<Collection<ColumnRef>> ctes;

    FreeColumns(IntFunction<Collection<ColumnRef>> ctes) {
        this.ctes = ctes;
    }

    /** Of a relation whose own rows are at {@code depth}: columns of rows further out. */
    Set<ColumnRef> of(HirRelation relation, int depth) {
        Set<ColumnRef> found = new TreeSet<>();
        HirWalk.rewrite(relation, depth, (expr, at) -> collect(expr, at, depth, found));
        addCtes(relation, new HashSet<>(), found, depth);
        return found;
    }

    /** Of an expression over a row at {@code depth}: columns of that row and of rows further out. */
    Set<ColumnRef> of(HirScalar scalar, int depth) {
        Set<ColumnRef> found = new TreeSet<>();
        HirWalk.rewrite(scalar, depth, (expr, at) -> collect(expr, at, depth + 1, found));
        addCtes(scalar, new HashSet<>(), found, depth + 1);
        return found;
    }

    private static Optional<HirScalar> collect(HirScalar expr, int at, int depth, Set<ColumnRef> found) {
        if (expr instanceof HirScalar.Column c && at - c.level() < depth) {
            found.add(new ColumnRef(at - c.level(), c.index()));
        }
        return Optional.empty();
    }

    private void addCtes(HirScalar scalar, Set<Integer> own, Set<ColumnRef> found, int depth) {
        HirWalk.rewrite(scalar, 0, (expr, at) -> {
            switch (expr) {
                case HirScalar.Exists e -> addCtes(e.query(), own, found, depth);
                case HirScalar.Subquery s -> addCtes(s.query(), own, found, depth);
                default -> {
                    return Optional.empty();
                }
            }
            return Optional.of(expr);
        });
    }

    private void addCtes(HirRelation relation, Set<Integer> own, Set<ColumnRef> found, int depth) {
        if (relation instanceof HirRelation.LocalGet get && !own.contains(get.cte())) {
            ctes.apply(get.cte()).stream().filter(ref -> ref.depth() < depth).forEach(found::add);
        }
        if (relation instanceof HirRelation.Let let) {
            own.add(let.cte());
        }
        if (relation instanceof HirRelation.LetRec rec) {
            rec.bindings().forEach(binding -> own.add(binding.cte()));
        }
        HirParts.relations(relation).forEach(part -> addCtes(part, own, found, depth));
        HirParts.scalars(relation).forEach(part -> addCtes(part, own, found, depth));
    }
}
