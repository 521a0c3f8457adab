package dev.mizu.acceptance.compare;

import java.util.List;
import java.util.Set;

/** A database that can be asked. Every call is one transaction. */
public interface Engine extends AutoCloseable {
    /** What it is called in a report. */
    String name();

    /** The ways in which it can be asked. */
    Set<Mode> modes();

    /** Runs a statement; the answer is the number of rows changed, or an error. */
    Answer execute(String sql);

    /** Puts a question as it is, {@link Mode#SELECT} or {@link Mode#PREPARED}. */
    Answer ask(Question question, Mode mode);

    /** Makes what {@code mode}, a maintained one, reads under {@code name}; an error when the engine refuses. */
    Answer maintain(String name, Question question, Mode mode);

    /** What is now in what was made under {@code name}. */
    Answer read(String name, Question question, Mode mode);

    /** Ends the engine and starts it on what it has stored; nothing where it cannot. */
    default void restart() {}

    /** The statements that {@link #maintain} runs, for a report. */
    static List<String> statements(String name, Question question, Mode mode) {
        String query = question.sql().render();
        return switch (mode) {
            case SELECT, PREPARED -> List.of();
            case VIEW -> List.of("CREATE VIEW " + name + " AS " + query, "CREATE DEFAULT INDEX ON " + name);
            case MATERIALIZED, SUBSCRIBED -> List.of("CREATE MATERIALIZED VIEW " + name + " AS " + query);
        };
    }

    @Override
    void close();
}
