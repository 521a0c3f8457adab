package dev.mizu.sqlplanner.lowering;

import dev.mizu.base.Check;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;

/**
 * The values of the columns around for which a relation is computed: a set of rows, one column per reference.
 *
 * @param relation cheap to name again and again
 */
record Outer(Lowered relation, List<ColumnRef> refs) {
    /** Nothing around: one row of no columns. */
    static final Outer UNIT = new Outer(
            new Lowered(new RelationExpr.Constant(
                    List.of(new RelationExpr.DiffRow(new Row(List.of()), 1)), java.util.Optional.empty(),
                    RelationType.of().withKey(List.of())), List.of()),
            List.of());

    Outer {
        refs = List.copyOf(refs);
        Check.that(refs.size() == relation.arity(), "a column per reference");
    }

    int arity() {
        return refs.size();
    }

    int position(ColumnRef ref) {
        int position = refs.indexOf(ref);
        Check.that(position >= 0, "column %s is not around", ref);
        return position;
    }
}
