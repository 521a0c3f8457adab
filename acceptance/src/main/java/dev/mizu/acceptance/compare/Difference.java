package dev.mizu.acceptance.compare;

import java.util.List;

/** Two answers to one question, and the shortest history found that shows them. */
public record Difference(long seed, List<String> history, String query, List<String> expected, List<String> actual) {
    public Difference {
        history = List.copyOf(history);
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n" + String.join(";\n", history) + ";\n" + query + ";\n-- expected\n"
                + String.join("\n", expected) + "\n-- but got\n" + String.join("\n", actual) + "\n";
    }
}
