package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.JoinKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins. An outer join is its inner join, and the rows of a side whose key never occurs there, padded with NULL. The
 * key of a side is what its match depends on: the columns that the condition, or a lateral right side, reads.
 */
final class JoinLowering {
    private final Lowering lowering;
    private final int depth;
    private final Outer outer;

    JoinLowering(Lowering lowering, int depth, Outer outer) {
        this.lowering = lowering;
        this.depth = depth;
        this.outer = outer;
    }

    Lowered join(HirRelation.Join join) {
        return switch (join.kind()) {
            case INNER -> inner(join, lowering.lower(join.left(), depth, outer));
            case LEFT -> left(join);
            case RIGHT -> right(join);
            case FULL -> full(join);
        };
    }

    private Lowered inner(HirRelation.Join join, Lowered left) {
        return new FilterLowering(lowering, depth, outer).filter(pairs(join, left), join.on());
    }

    /** All pairs of a left row and a right row that belongs to it, before the condition. */
    private Lowered pairs(HirRelation.Join join, Lowered left) {
        Set<ColumnRef> refs = lowering.free(join.right(), depth + 1);
        if (refs.stream().noneMatch(ref -> ref.depth() == depth)) {
            Outer around = lowering.narrowed(outer, refs);
            Lowered right = lowering.lower(join.right(), depth + 1, around);
            return Lowering.joinBack(left, right, refs.stream().map(outer::position).toList());
        }
        Lowered bound = lowering.bind(left);
        ScalarLowering scalars = new ScalarLowering(lowering, bound, depth, outer);
        ScalarLowering.Branch branch = scalars.branch(join.right());
        return Lowering.joinBack(scalars.current(), branch.rows(), branch.positions());
    }

    private Lowered left(HirRelation.Join join) {
        Lowered left = lowering.bind(lowering.lower(join.left(), depth, outer));
        Lowered joined = lowering.bind(inner(join, left));
        Set<ColumnRef> refs = new TreeSet<>(lowering.free(join.right(), depth + 1));
        join.on().forEach(on -> refs.addAll(lowering.free(on, depth)));
        int ownLeft = left.arity() - outer.arity();
        List<Integer> key = new ArrayList<>();
        for (ColumnRef ref : refs) {
            if (ref.depth() < depth) {
                key.add(outer.position(ref));
            } else if (ref.index() < ownLeft) {
                key.add(outer.arity() + ref.index());
            }
        }
        Lowered matched = notNull(joined.project(key).distinct(), strictColumns(join.on()), key);
        Lowered padded = unmatched(left, matched, key)
                .map(nulls(joined.types().subList(left.arity(), joined.arity())));
        return Lowered.union(List.of(joined, padded));
    }

    /** The rows of {@code side} whose columns {@code key} are not among {@code matched}. */
    private static Lowered unmatched(Lowered side, Lowered matched, List<Integer> key) {
        return side.minus(Lowering.joinBack(side, matched, key));
    }

    private static List<ScalarExpr> nulls(List<ColumnType> types) {
        return types.stream().<ScalarExpr>map(type ->
                new ScalarExpr.Literal(Datum.NULL, type.scalar().nullable())).toList();
    }

    /** Own columns (left's, then right's) that a conjunct such as {@code a = b} forces to be not NULL. */
    private static Set<Integer> strictColumns(List<HirScalar> on) {
        Set<Integer> columns = new TreeSet<>();
        for (HirScalar predicate : on) {
            if (predicate instanceof HirScalar.And(List<HirScalar> operands)) {
                columns.addAll(strictColumns(operands));
            } else if (predicate instanceof HirScalar.Call call && call.function().strict()) {
                for (HirScalar arg : call.args()) {
                    if (arg instanceof HirScalar.Column c && c.level() == 0) {
                        columns.add(c.index());
                    }
                }
            }
        }
        return columns;
    }

    private Lowered notNull(Lowered matched, Set<Integer> strict, List<Integer> key) {
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            ColumnType type = matched.types().get(i);
            boolean known = key.get(i) >= outer.arity() && strict.contains(key.get(i) - outer.arity());
            types.add(known ? type.scalar().notNull() : type);
        }
        return new Lowered(matched.expr(), types);
    }

    /** A right join is a left join with the sides changed. */
    private Lowered right(HirRelation.Join join) {
        int leftArity = HirTypes.of(join.left()).size();
        int rightArity = HirTypes.of(join.right()).size();
        List<HirScalar> on = join.on().stream().map(expr -> HirWalk.rewrite(expr, 0, (e, at) ->
                e instanceof HirScalar.Column c && c.level() == at
                        ? java.util.Optional.of(new HirScalar.Column(c.level(),
                                c.index() < leftArity ? c.index() + rightArity : c.index() - leftArity, c.type()))
                        : java.util.Optional.empty())).toList();
        Lowered swapped = left(new HirRelation.Join(
                HirWalk.deepen(join.right(), -1), HirWalk.deepen(join.left(), 1), on, JoinKind.LEFT));
        List<Integer> outputs = new ArrayList<>(Lowered.range(0, outer.arity()));
        outputs.addAll(Lowered.range(outer.arity() + rightArity, swapped.arity()));
        outputs.addAll(Lowered.range(outer.arity(), outer.arity() + rightArity));
        return swapped.project(outputs);
    }

    private Lowered full(HirRelation.Join join) {
        Lowered left = lowering.bind(lowering.lower(join.left(), depth, outer));
        HirRelation rightHir = HirWalk.deepen(join.right(), -1);
        Lowered right = lowering.bind(lowering.lower(rightHir, depth, outer));
        int ownLeft = left.arity() - outer.arity();
        Lowered pairs = Lowering.joinBack(left, right, Lowered.range(0, outer.arity()));
        Lowered joined = lowering.bind(new FilterLowering(lowering, depth, outer).filter(pairs, join.on()));

        List<Integer> leftKey = new ArrayList<>(Lowered.range(0, outer.arity()));
        List<Integer> rightKey = new ArrayList<>(leftKey);
        List<Integer> rightInJoined = new ArrayList<>(leftKey);
        Set<ColumnRef> refs = new TreeSet<>();
        join.on().forEach(on -> refs.addAll(lowering.free(on, depth)));
        for (ColumnRef ref : refs) {
            if (ref.depth() == depth && ref.index() < ownLeft) {
                leftKey.add(outer.arity() + ref.index());
            } else if (ref.depth() == depth) {
                rightKey.add(outer.arity() + ref.index() - ownLeft);
                rightInJoined.add(outer.arity() + ref.index());
            }
        }
        Set<Integer> strict = strictColumns(join.on());
        Lowered leftMatched = notNull(joined.project(leftKey).distinct(), strict, leftKey);
        Lowered rightMatched = notNull(joined.project(rightInJoined).distinct(), strict, rightInJoined);
        Lowered leftOnly = unmatched(left, leftMatched, leftKey)
                .map(nulls(right.types().subList(outer.arity(), right.arity())));
        Lowered rightOnly = unmatched(right, rightMatched, rightKey)
                .map(nulls(left.types().subList(outer.arity(), left.arity())));
        List<Integer> outputs = new ArrayList<>(Lowered.range(0, outer.arity()));
        outputs.addAll(Lowered.range(right.arity(), rightOnly.arity()));
        outputs.addAll(Lowered.range(outer.arity(), right.arity()));
        return Lowered.union(List.of(joined, leftOnly, rightOnly.project(outputs)));
    }
}
