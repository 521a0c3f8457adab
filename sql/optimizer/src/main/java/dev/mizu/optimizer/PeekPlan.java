package dev.mizu.optimizer;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;

/** How a read is carried out. In each, {@code finishing} is over the columns that {@code mfp} (or the rows) gives. */
public sealed interface PeekPlan {
    Finishing finishing();

    /** The rows are known now, or an error is. */
    record ConstantPeek(List<DiffRow> rows, Optional<EvalError> error, RelationType type, Finishing finishing)
            implements PeekPlan {
        public ConstantPeek {
            rows = List.copyOf(rows);
        }
    }

    /**
     * An index answers.
     *
     * @param on the collection that the index is on
     * @param keys only the rows under these key values, each once; empty = all rows
     */
    record FastPathPeek(GlobalId index, GlobalId on, Optional<List<Row>> keys, Mfp mfp, Finishing finishing)
            implements PeekPlan {}

    /** A stored collection answers, without any dataflow. */
    record ShardPeek(GlobalId collection, ShardRef shard, RelationType type, Mfp mfp, Finishing finishing)
            implements PeekPlan {}

    /** A dataflow is built that exports {@code index}, which then answers. The dataflow's as-of is not yet set. */
    record DataflowPeek(
            DataflowDescription dataflow, GlobalId index, List<ScalarExpr> key, Mfp mfp, Finishing finishing)
            implements PeekPlan {
        public DataflowPeek {
            key = List.copyOf(key);
        }
    }
}
