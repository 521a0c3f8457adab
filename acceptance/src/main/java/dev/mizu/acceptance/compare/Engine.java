package dev.mizu.acceptance.compare;

import java.util.List;

/** A database that can be asked. Every call is one transaction. */
public interface Engine extends AutoCloseable {
    /** What it is called in a report. */
    String name();

    /** Runs a statement. */
    void execute(String sql);

    /** The rows of a query as printed values, sorted; an error is an answer too, {@code error} and its SQLSTATE. */
    List<String> answer(String sql, String letters);

    /** Makes {@code view} a maintained view of {@code query}; false when this engine maintains nothing. */
    boolean maintain(String view, String query);

    @Override
    void close();
}
