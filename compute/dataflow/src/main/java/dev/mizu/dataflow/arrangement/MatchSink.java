package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.CellReader;
import dev.mizu.dataflow.row.RowMatches;

/** Takes rows found in an arrangement, some at a time; they are valid only during the call. */
@FunctionalInterface
public interface MatchSink {
    /** {@code reader} decodes the columns of {@code matches} by their number in the arrangement's schema. */
    void accept(RowMatches matches, CellReader reader);
}
