package dev.mizu.archrules;

import java.util.LinkedHashMap;
import java.util.Map;

/** As much Markdown as the checks need. */
final class Markdown {
    private Markdown() {}

    /** The texts under the second-level headings, by heading, in order. */
    static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = ("\n" + text).split("\n## ");
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            String heading = end < 0 ? parts[i] : parts[i].substring(0, end);
            sections.put(heading.strip(), end < 0 ? "" : parts[i].substring(end));
        }
        return sections;
    }
}
