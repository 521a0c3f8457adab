package dev.mizu.expr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SQL identifiers as text. */
public final class Identifiers {
    /** What PostgreSQL's clients must quote: its key words but those that it does not reserve at all. */
    private static final Set<String> KEY_WORDS = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
            both case cast char character check coalesce collate collation column concurrently constraint create
            cross current_catalog current_date current_role current_schema current_time current_timestamp
            current_user dec decimal default deferrable desc distinct do else end except exists extract false
            fetch float for foreign freeze from full grant greatest group grouping having ilike in initially
            inner inout int integer intersect interval into is isnull join lateral leading least left like limit
            localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric
            offset on only or order out outer overlaps overlay placing position precision primary real
            references returning right row select session_user setof similar smallint some substring symmetric
            table tablesample then time timestamp to trailing treat trim true union unique user using values
            varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
            xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
            """.strip().split("\\s+"));

    private Identifiers() {}

    /** The identifier, in quotes unless lower-case letters, digits and underscores make it up and it is no key word. */
    public static String quote(String name) {
        boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0)) && !KEY_WORDS.contains(name)
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The parts of a name with points between them; when not strict, whatever follows the name is ignored. */
    public static List<String> parse(String text, boolean strict) {
        List<String> parts = new ArrayList<>();
        int at = skipBlanks(text, 0);
        while (true) {
            int end = partEnd(text, at);
            if (end == at) {
                throw invalid(text);
            }
            String part = text.substring(at, end);
            parts.add(part.startsWith("\"")
                    ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part.toLowerCase(Locale.ROOT));
            at = skipBlanks(text, end);
            if (at == text.length()) {
                return parts;
            }
            if (text.charAt(at) != '.') {
                if (strict) {
                    throw invalid(text);
                }
                return parts;
            }
            at = skipBlanks(text, at + 1);
        }
    }

    private static int partEnd(String text, int from) {
        if (from < text.length() && text.charAt(from) == '"') {
            int at = from + 1;
            while (at < text.length()) {
                if (text.charAt(at) != '"') {
                    at++;
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at += 2;
                } else {
                    return at == from + 1 ? from : at + 1;
                }
            }
            throw invalid(text);
        }
        int at = from;
        while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_'
                || at > from && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '$'))) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static EvalException invalid(String text) {
        return new EvalException(
                SqlState.INVALID_PARAMETER_VALUE, "string is not a valid identifier: \"" + text + '"');
    }
}
