package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.RelationDesc;
import java.util.List;

/** Statements that write tables. */
public sealed interface MutationPlan extends Plan {
    /** The table written. */
    GlobalId table();

    /** What the statement gives back of each row: the new one of INSERT and UPDATE, the old one of DELETE. */
    Returning returning();

    /**
     * INSERT. {@code source} gives whole rows of the table, defaults filled in, assignment casts applied. It may be
     * constant, or read other relations.
     */
    record Insert(GlobalId table, RelationDesc tableDesc, RelationExpr source, Returning returning)
            implements MutationPlan {}

    /** DELETE: the rows of {@code selection} go. */
    record Delete(GlobalId table, RelationDesc tableDesc, RelationExpr selection, Returning returning)
            implements MutationPlan {}

    /** UPDATE: each row of {@code selection} becomes the row that {@code assignments}, one per column, make of it. */
    record Update(GlobalId table, RelationDesc tableDesc, RelationExpr selection, List<ScalarExpr> assignments,
            Returning returning)
            implements MutationPlan {
        public Update {
            assignments = List.copyOf(assignments);
        }
    }

    /**
     * COPY .. FROM STDIN.
     *
     * @param input names and types of the fields of a line
     * @param row one expression per column of the table, over a line's fields
     */
    record CopyFrom(
            GlobalId table, RelationDesc tableDesc, RelationDesc input, List<ScalarExpr> row, CopyOptions options)
            implements MutationPlan {
        public CopyFrom {
            row = List.copyOf(row);
        }

        @Override
        public Returning returning() {
            return Returning.NONE;
        }
    }

    /** RETURNING: expressions over the columns of a written row; no columns when there is no such clause. */
    record Returning(boolean present, List<ScalarExpr> expressions, RelationDesc desc) {
        public static final Returning NONE = new Returning(
                false, List.of(), new RelationDesc(dev.mizu.repr.RelationType.of(), List.of()));

        public Returning {
            expressions = List.copyOf(expressions);
        }
    }
}
