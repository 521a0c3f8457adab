package dev.mizu.archrules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Findings that are known and wait to be paid, one {@link Finding#key} a line. The list only gets shorter: what is
 * not on it fails the build, and so does a line that nothing answers to any more.
 */
public record Debts(Set<String> keys) {
    /** Reads a list; lines that start with {@code #} are comments. */
    public static Debts parse(String text) {
        return new Debts(text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** What of {@code findings} is no debt, and which debts of these rules are paid and must leave the list. */
    public List<String> unpaid(List<Finding> findings, Set<String> rules) {
        List<String> complaints = new ArrayList<>();
        Set<String> met = new LinkedHashSet<>();
        for (Finding finding : findings) {
            met.add(finding.key());
            if (!keys.contains(finding.key())) {
                complaints.add(finding.toString());
            }
        }
        keys.stream().filter(key -> rules.contains(key.substring(0, key.indexOf(' '))) && !met.contains(key))
                .forEach(key -> complaints.add("debts.txt: '" + key + "' is paid; take it off the list"));
        return complaints;
    }
}
