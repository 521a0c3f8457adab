package dev.mizu.optimizer.notice;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Row;
import java.util.List;

/** A finding about a plan. Scalars are over the columns of the collection named. */
public sealed interface RawNotice {
    /** The objects without which the notice means nothing. */
    List<GlobalId> dependencies();

    /** A comparison with a literal NULL. */
    record EqualsNull() implements RawNotice {
        @Override
        public List<GlobalId> dependencies() {
            return List.of();
        }
    }

    /** The index equals one that is there already. */
    record IndexAlreadyExists(GlobalId index, GlobalId existing, GlobalId on, List<ScalarExpr> key)
            implements RawNotice {
        public IndexAlreadyExists {
            key = List.copyOf(key);
        }

        @Override
        public List<GlobalId> dependencies() {
            return List.of(existing, on);
        }
    }

    /**
     * Literal constraints on a collection would be served by an index if its key had only the constrained columns.
     *
     * @param literals the constrained part of the index key, and for each wanted row the literals
     * @param recommendedKey all expressions that are constrained
     */
    record IndexTooWideForLiteralConstraints(
            GlobalId index, GlobalId on, List<ScalarExpr> key, LiteralRows literals, List<ScalarExpr> recommendedKey)
            implements RawNotice {
        public IndexTooWideForLiteralConstraints {
            key = List.copyOf(key);
            recommendedKey = List.copyOf(recommendedKey);
        }

        @Override
        public List<GlobalId> dependencies() {
            return List.of(index, on);
        }
    }

    /** {@code (exprs) IN (rows)}. */
    record LiteralRows(List<ScalarExpr> exprs, List<Row> rows) {
        public LiteralRows {
            exprs = List.copyOf(exprs);
            rows = List.copyOf(rows);
        }
    }

    /** The index has no key expressions: all rows are in one place. */
    record IndexKeyEmpty(GlobalId index) implements RawNotice {
        @Override
        public List<GlobalId> dependencies() {
            return List.of();
        }
    }
}
