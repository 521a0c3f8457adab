package dev.mizu.expr.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mizu.expr.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A regular expression made ready; matching takes time linear in the text. Immutable. */
public final class Regex {
    private static final String INVALID = "2201B";
    private static final int MAX_LENGTH = 1 << 20;

    private final Pattern pattern;
    private final boolean global;

    private Regex(Pattern pattern, boolean global) {
        this.pattern = pattern;
        this.global = global;
    }

    /** Of flags {@code i} ignores case, {@code c} does not, {@code g} (where allowed) asks for every match. */
    public static Regex compile(String source, String flags, boolean globalAllowed) {
        boolean ignoreCase = false;
        boolean global = false;
        for (int flag : flags.codePoints().toArray()) {
            switch (flag) {
                case 'i' -> ignoreCase = true;
                case 'c' -> ignoreCase = false;
                case 'g' -> {
                    if (!globalAllowed) {
                        throw new EvalException("22023", "regexp_match does not support the \"global\" option");
                    }
                    global = true;
                }
                default -> throw new EvalException(
                        "22023", "invalid regular expression flag: " + Character.toString(flag));
            }
        }
        return compile(source, ignoreCase, global);
    }

    public static Regex compile(String source, boolean ignoreCase, boolean global) {
        if (source.length() > MAX_LENGTH) {
            throw new EvalException(INVALID, "invalid regular expression: pattern is too long");
        }
        try {
            return new Regex(Pattern.compile(source, (ignoreCase ? Pattern.CASE_INSENSITIVE : 0) | Pattern.DOTALL),
                    global);
        } catch (PatternSyntaxException e) {
            throw new EvalException(INVALID, "invalid regular expression: " + e.getDescription());
        }
    }

    /** Whether it matches anywhere. */
    public boolean find(String text) {
        return pattern.matcher(text).find();
    }

    public int groups() {
        return pattern.groupCount();
    }

    /** The groups' names where they have one, by number from 1. */
    public Map<String, Integer> names() {
        return pattern.namedGroups();
    }

    /** The groups of the first match, empty where one took no part; the whole match when there are no groups. */
    public Optional<List<Optional<String>>> match(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(groupsOf(matcher)) : Optional.empty();
    }

    /** The groups of the first match, or of every one with flag g. */
    public List<List<Optional<String>>> matches(String text) {
        List<List<Optional<String>>> all = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            all.add(groupsOf(matcher));
            if (!global) {
                break;
            }
        }
        return all;
    }

    private static List<Optional<String>> groupsOf(Matcher matcher) {
        List<Optional<String>> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(Optional.ofNullable(matcher.group(i)));
        }
        return groups.isEmpty() ? List.of(Optional.of(matcher.group())) : groups;
    }

    /** The text with the first match (with flag g every one) replaced; {@code $n} or a backslash and n is group n. */
    public String replace(String text, String replacement) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            expand(replacement, matcher, out);
            from = matcher.end();
            if (!global) {
                break;
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    private static void expand(String replacement, Matcher matcher, StringBuilder out) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            boolean sign = (c == '$' || c == '\\') && i + 1 < replacement.length();
            if (!sign) {
                out.append(c);
                continue;
            }
            char next = replacement.charAt(i + 1);
            if (next >= '0' && next <= '9' || c == '\\' && next == '&') {
                i++;
                int group = next == '&' ? 0 : next - '0';
                if (group <= matcher.groupCount() && matcher.group(group) != null) {
                    out.append(matcher.group(group));
                }
            } else if (next == c) {
                i++;
                out.append(c);
            } else {
                out.append(c);
            }
        }
    }

    /** The pieces between matches; an empty match splits between characters but not at the ends. */
    public List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        while (matcher.find()) {
            boolean empty = matcher.start() == matcher.end();
            if (empty && (matcher.start() == text.length() || matcher.start() == from)) {
                continue;
            }
            pieces.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
