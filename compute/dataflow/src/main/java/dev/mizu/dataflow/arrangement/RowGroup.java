package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;

/** The rows of one key when they are too many for a block: chunks of rows in pages. */
sealed interface RowGroup permits HashedGroup, SortedGroup {
    /** Adds to the multiplicity of a row and returns what it is now; a row that reaches 0 is gone. */
    long update(EncodedRows rows, int row, long diff);

    /** Distinct rows. */
    int size();

    /** Where the rows lie. */
    RowChunks chunks();

    /** The address of the last row; only of a group that is not empty. */
    int last();

    /** Takes over a row that lies elsewhere, cells and all; rows come in order. */
    void adopt(int address);

    long bytes();
}
