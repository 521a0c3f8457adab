package dev.mizu.optimizer.lowering;

import dev.mizu.base.error.SqlException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;

/** Turns predicates over {@code mz_now()} into temporal bounds. */
final class TemporalSplit {
    private TemporalSplit() {}

    static Mfp extract(Mfp mfp, RelationExpr input) {
        if (mfp.predicates().stream().noneMatch(ScalarExprs::unmaterializable)) {
            return mfp;
        }
        throw SqlException.unsupported("temporal filters");
    }
}
