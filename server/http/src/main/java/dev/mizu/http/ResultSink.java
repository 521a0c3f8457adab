package dev.mizu.http;

import dev.mizu.base.error.SqlError;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import java.util.List;

/**
 * Hears how statements go. For each: {@link #starting}; {@link #columns} and rows where there are any; then
 * {@link #complete} or {@link #error}; then {@link #after}. One thread.
 */
interface ResultSink {
    /** Whether rows without end can be taken. */
    boolean acceptsStreams();

    void starting(boolean rows, boolean streaming);

    void columns(RelationDesc desc);

    /** Takes a batch; false to stop. */
    boolean rows(RelationDesc desc, List<Row> rows);

    void complete(String tag);

    void error(SqlError error);

    void after(List<Notice> notices, List<ParameterStatus> parameters);

    /** A stream that is being read: close it to end the statement. */
    void reading(RowStream rows);
}
