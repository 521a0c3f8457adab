package dev.mizu.sqlplanner.names;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names that a mistyped one may have meant: at most a third of its letters away (Levenshtein distance). */
final class Similarity {
    private static final int SHOWN = 3;

    private Similarity() {}

    /** A hint that lists the nearest names, if any is near. */
    static Optional<String> hint(String wanted, Collection<String> names) {
        int limit = Math.max(1, wanted.length() / 3);
        List<String> near = names.stream().distinct()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= limit && distance(wanted, name) <= limit)
                .sorted((a, b) -> {
                    int byDistance = Integer.compare(distance(wanted, a), distance(wanted, b));
                    return byDistance != 0 ? byDistance : a.compareTo(b);
                }).limit(SHOWN).toList();
        if (near.isEmpty()) {
            return Optional.empty();
        }
        String listed = near.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        return Optional.of(near.size() == 1
                ? "the similarly named " + listed + " does exist" : "there are similarly named: " + listed);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(same, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
