package dev.mizu.session;

import dev.mizu.repr.Row;
import java.util.List;

/** Where a COPY FROM STDIN puts its rows: nothing is visible before {@link #finish}. One thread. */
public interface CopyInTarget {
    /** Takes rows of the described columns. */
    void write(List<Row> rows);

    /** Commits; returns the number of rows. */
    long finish();

    /** Discards everything: the client failed or sent bad data. */
    void abort();
}
