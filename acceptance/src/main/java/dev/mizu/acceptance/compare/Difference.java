package dev.mizu.acceptance.compare;

import java.util.List;

/** Two answers to one question, how it was asked, and the shortest history found that shows them. */
public record Difference(long seed, Mode mode, List<String> history, String query, Answer expected, Answer actual) {
    public Difference {
        history = List.copyOf(history);
    }

    @Override
    public String toString() {
        return "seed " + seed + ", mode " + mode + "\n" + String.join(";\n", history) + ";\n" + query
                + ";\n-- expected\n" + expected + "\n-- but got\n" + actual + "\n";
    }
}
