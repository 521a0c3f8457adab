package dev.mizu.computeworker;

import dev.mizu.base.id.GlobalId;
import dev.mizu.dataflow.OperatorStats;
import java.util.List;

/**
 * What a dataflow has done and keeps.
 *
 * @param exports the ids that it serves
 * @param upper its outputs are complete before this time
 */
public record DataflowStats(
        String name, List<GlobalId> exports, long upper, boolean hydrated, long bytes, List<OperatorStats> operators) {
    public DataflowStats {
        exports = List.copyOf(exports);
        operators = List.copyOf(operators);
    }
}
