package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Constant;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;

/** Constants that transforms make and look for. */
final class Constants {
    private Constants() {}

    /** No rows, of the type of {@code like}. */
    static Constant empty(RelationExpr like) {
        return new Constant(List.of(), Optional.empty(),
                RelationType.of(RelationTypes.columnsOf(like)).withKey(List.of()));
    }

    /** One row without columns: what a join of nothing gives. */
    static Constant unit() {
        return new Constant(List.of(new DiffRow(Row.of(), 1)), Optional.empty(),
                RelationType.of().withKey(List.of()));
    }

    static boolean isEmpty(RelationExpr expr) {
        return expr instanceof Constant c && c.rows().isEmpty() && c.error().isEmpty();
    }

    static boolean isUnit(RelationExpr expr) {
        return expr instanceof Constant c && c.error().isEmpty() && c.type().arity() == 0 && c.rows().size() == 1
                && c.rows().get(0).diff() == 1;
    }
}
