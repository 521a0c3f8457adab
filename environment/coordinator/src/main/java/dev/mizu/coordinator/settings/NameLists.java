package dev.mizu.coordinator.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists of names as variables write them: separated by commas, quoted where they would be read back otherwise. */
public final class NameLists {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private NameLists() {}

    public static String print(List<String> names) {
        return String.join(", ", names.stream().map(NameLists::quoted).toList());
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The names of a list; case is kept. A quote that does not end takes the rest. */
    public static List<String> parse(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (c == '"') {
                if (!wasQuoted) {
                    name.setLength(0);
                }
                quoted = !quoted;
                wasQuoted = true;
            } else if (c == ',' && (!quoted || i == text.length())) {
                String found = wasQuoted ? name.toString() : name.toString().strip();
                if (!found.isEmpty()) {
                    names.add(found);
                }
                name.setLength(0);
                wasQuoted = false;
            } else if (quoted || !wasQuoted) {
                name.append(c);
            }
        }
        return names;
    }
}
