package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Expected;
import dev.mizu.acceptance.slt.SltRecord.Outcome;
import dev.mizu.acceptance.slt.SltRecord.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .slt} file. Records are separated by blank lines; lines that start with {@code #} between records are
 * comments. A record is one of
 *
 * <pre>
 * statement ok | statement error [regex] | statement count n
 * query types [nosort|rowsort|valuesort] [label]      below: SQL, a line ----, the answer
 * query error [regex]
 * simple [conn=name]                                  below: SQL, a line ----, rows and COMPLETE n, or the error
 * connection name | mode cockroach|standard | hash-threshold n | halt
 * </pre>
 *
 * preceded by any number of lines {@code skipif name}, {@code onlyif name} (names: {@code mizu}, {@code postgresql})
 * and {@code parameters v1 'v 2' NULL}, whose values are bound to {@code $1, $2, ..} through the extended protocol. The
 * letters of types are T (as the server prints it), I (integer), B (true or false) and R (a number, rounded to six
 * decimals without trailing zeros, for what the engines compute to different precision) and J (JSON, without the blanks
 * between its parts). In an answer NULL is
 * {@code NULL}, an empty text {@code (empty)}, and a blank inside a value is {@code ␠} where a line holds a row.
 */
public final class SltParser {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'|(\\S+)");

    private final String engine;
    private final List<String> lines;
    private final List<SltRecord> records = new ArrayList<>();
    private int at;

    private SltParser(String engine, List<String> lines) {
        this.engine = engine;
        this.lines = lines;
    }

    /** The records of a file that hold for {@code engine}. */
    public static List<SltRecord> parse(String text, String engine) {
        SltParser parser = new SltParser(engine, text.lines().toList());
        while (parser.at < parser.lines.size()) {
            parser.record();
        }
        return List.copyOf(parser.records);
    }

    private void record() {
        boolean holds = true;
        List<String> parameters = new ArrayList<>();
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                at++;
                continue;
            }
            String[] words = BLANKS.split(line, 2);
            switch (words[0]) {
                case "skipif" -> holds &= !rest(words).equals(engine);
                case "onlyif" -> holds &= rest(words).equals(engine);
                case "parameters" -> parameters.addAll(values(rest(words)));
                default -> {
                    Optional<SltRecord> record = Optional.of(body(words[0], rest(words), parameters));
                    record.filter(holds ? r -> true : r -> false).ifPresent(records::add);
                    return;
                }
            }
            at++;
        }
    }

    private static String rest(String[] words) {
        return words.length > 1 ? words[1].replaceFirst("\\s+#.*$", "").strip() : "";
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        while (matcher.find()) {
            values.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("''", "'"));
        }
        return values;
    }

    private SltRecord body(String kind, String rest, List<String> parameters) {
        int line = ++at;
        return switch (kind) {
            case "statement" -> new SltRecord.Statement(line, outcome(line, rest), sql(), parameters);
            case "query" -> query(line, rest, parameters);
            case "simple" -> new SltRecord.Simple(line, sql(), expected());
            case "connection" -> new SltRecord.Connection(line, rest);
            case "mode" -> new SltRecord.Mode(line, !rest.equals("standard"));
            case "hash-threshold" -> new SltRecord.HashThreshold(line, Integer.parseInt(rest));
            case "halt" -> new SltRecord.Halt(line);
            default -> throw new SltException(line, "unknown directive '" + kind + "'");
        };
    }

    private static Outcome outcome(int line, String text) {
        String[] words = BLANKS.split(text, 2);
        return switch (words[0]) {
            case "ok" -> new Outcome.Ok();
            case "count" -> new Outcome.Count(Long.parseLong(words[1]));
            case "error" -> new Outcome.Fails(Pattern.compile(words.length > 1 ? words[1] : ""));
            default -> throw new SltException(line, "a statement is ok, error or count, not '" + words[0] + "'");
        };
    }

    private SltRecord query(int line, String rest, List<String> parameters) {
        String[] words = BLANKS.split(rest);
        if (words[0].equals("error")) {
            Outcome fails = outcome(line, rest);
            return new SltRecord.Statement(line, fails, sql(), parameters);
        }
        if (!words[0].matches("[TIRBJ]+")) {
            throw new SltException(line, "the types of a query are letters of T, I, R, B, J, not '" + words[0] + "'");
        }
        Sorting sorting = Sorting.NOSORT;
        Optional<String> label = Optional.empty();
        for (int i = 1; i < words.length; i++) {
            if (words[i].matches("nosort|rowsort|valuesort")) {
                sorting = Sorting.valueOf(words[i].toUpperCase(Locale.ROOT));
            } else {
                label = Optional.of(words[i]);
            }
        }
        return new SltRecord.Query(line, words[0], sorting, label, sql(), List.copyOf(parameters), expected());
    }

    /** The lines up to a blank one or a bar. */
    private String sql() {
        int from = at;
        while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).equals("----")) {
            at++;
        }
        return String.join("\n", lines.subList(from, at));
    }

    private Expected expected() {
        if (at >= lines.size() || !lines.get(at).equals("----")) {
            return new Expected(List.of(), at, at);
        }
        int from = ++at;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            at++;
        }
        return new Expected(lines.subList(from, at), from, at);
    }
}
