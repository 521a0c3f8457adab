package dev.mizu.optimizer.transform;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Join;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one join of joins within joins, lifts columns that are literals over the join, and leaves out inputs that are
 * one empty row; what is then a join of one input is a filter.
 *
 * <pre>
 * Join(Filter p (Join(A, B)), Map(5) (C), ())   becomes   Map(5) (Filter p (Join(A, B, C)))
 * </pre>
 *
 * What lies between the joins is lifted only when it cannot fail.
 */
public final class SimplifyJoins implements Transform {
    @Override
    public String name() {
        return "simplify_joins";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof Join join ? simplified(join) : node);
    }

    private static RelationExpr simplified(Join join) {
        Lifting lifting = new Lifting();
        join.inputs().forEach(lifting::add);
        RelationExpr lifted = lifting.changed ? lifting.result(join) : join;
        return lifted instanceof Join same ? small(same) : lifted;
    }

    /** Joins of none and one. */
    private static RelationExpr small(Join join) {
        if (join.inputs().isEmpty()) {
            return PushPredicates.filtered(Constants.unit(), equalities(join));
        }
        return join.inputs().size() == 1
                ? PushPredicates.filtered(join.inputs().get(0), equalities(join)) : join;
    }

    private static List<ScalarExpr> equalities(Join join) {
        List<ColumnType> columns = join.inputs().stream()
                .flatMap(input -> RelationTypes.columnsOf(input).stream()).toList();
        List<ScalarExpr> predicates = new ArrayList<>();
        for (List<ScalarExpr> equal : join.equivalences()) {
            List<ScalarExpr> distinct = equal.stream().distinct().toList();
            for (ScalarExpr other : distinct.subList(1, distinct.size())) {
                predicates.add(Scalars.equal(distinct.get(0), other, columns));
            }
            if (distinct.size() == 1) {
                predicates.add(Scalars.notNull(distinct.get(0)));
            }
        }
        return predicates;
    }

    /** The new inputs, what the old columns are over them, and what was lifted. */
    private static final class Lifting {
        private final List<RelationExpr> inputs = new ArrayList<>();
        private final List<List<ScalarExpr>> classes = new ArrayList<>();
        private final List<ScalarExpr> columns = new ArrayList<>();
        private final List<ScalarExpr> predicates = new ArrayList<>();
        private int width;
        private boolean changed;

        private void add(RelationExpr input) {
            Mfps.Peeled peeled = Mfps.peel(input);
            Mfp mfp = Mfps.canonical(peeled.mfp());
            boolean safe = mfp.maps().stream().noneMatch(Scalars::fallible)
                    && mfp.predicates().stream().noneMatch(Scalars::fallible);
            if (Constants.isUnit(input)) {
                changed = true;
            } else if (peeled.input() instanceof Join inner && safe) {
                splice(inner, mfp);
            } else {
                literalsLifted(input, mfp);
            }
        }

        private void splice(Join inner, Mfp mfp) {
            changed = true;
            int offset = width;
            inner.inputs().forEach(this::plain);
            inner.equivalences().forEach(equal -> classes.add(Scalars.shifted(equal, offset)));
            List<ScalarExpr> expanded = Mfps.expanded(mfp);
            mfp.predicates().forEach(p -> predicates.add(Scalars.shifted(Scalars.substitute(p, expanded), offset)));
            mfp.outputs().forEach(output -> columns.add(Scalars.shifted(expanded.get(output), offset)));
        }

        private void plain(RelationExpr input) {
            inputs.add(input);
            width += RelationTypes.arity(input);
        }

        private void literalsLifted(RelationExpr input, Mfp mfp) {
            List<ScalarExpr> expanded = Mfps.expanded(mfp);
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < mfp.outputs().size(); i++) {
                ScalarExpr output = expanded.get(mfp.outputs().get(i));
                if (output instanceof ScalarExpr.Literal) {
                    columns.add(output);
                } else {
                    columns.add(Scalars.column(width + kept.size()));
                    kept.add(i);
                }
            }
            boolean literals = kept.size() < mfp.outputs().size();
            changed |= literals;
            plain(literals ? new RelationExpr.Project(input, kept) : input);
        }

        private RelationExpr result(Join join) {
            join.equivalences().forEach(equal -> classes.add(
                    equal.stream().map(expr -> Scalars.substitute(expr, columns)).toList()));
            RelationExpr joined = small(new Join(inputs, classes));
            return Mfps.giving(columns, PushPredicates.filtered(joined, predicates));
        }
    }
}
