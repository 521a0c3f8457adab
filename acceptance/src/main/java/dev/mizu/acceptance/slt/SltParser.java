package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Dialect;
import dev.mizu.acceptance.slt.SltRecord.Expected;
import dev.mizu.acceptance.slt.SltRecord.Form;
import dev.mizu.acceptance.slt.SltRecord.Outcome;
import dev.mizu.acceptance.slt.SltRecord.Sorting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a {@code .slt} file in the forms of SQLite, CockroachDB and their heirs. Records are separated by blank lines;
 * lines that start with {@code #} between records are comments. A record is one of
 *
 * <pre>
 * statement ok | statement error [pgcode state] [regex] | statement count n
 * query types [option,..] [label]                     below: SQL, a line ----, the answer
 * query error [pgcode state] [regex]
 * simple [conn=name,user=name]                        below: SQL, a line ----, rows and COMPLETE n, or the error
 * connection name | mode cockroach|standard | hash-threshold n | control sortmode s | sleep n[s|ms]
 * subtest name | reset-server | halt
 * </pre>
 *
 * preceded by any number of lines {@code skipif name}, {@code onlyif name} (see {@link SltTarget#engines}) and
 * {@code parameters v1 'v 2' NULL}, whose values are bound to {@code $1, $2, ..} through the extended protocol. Options
 * are {@code nosort}, {@code rowsort}, {@code valuesort}, {@code partialsort(..)} (as rowsort), {@code colnames} (the
 * answer starts with the columns' names), {@code multiline} (the answer ends at a line {@code EOF}) and {@code retry}.
 *
 * <p>The letters of types are T (text), I (integer), R (real), B (truth value), O (oid), ? (any), and two of our own: F
 * (a number, rounded to six decimals without trailing zeros, for what engines compute to different precision) and J
 * (JSON, without the blanks between its parts). In an answer NULL is {@code NULL}, an empty text {@code (empty)}, and a
 * blank inside a value is {@code ␠} where a line holds several values. See {@link SltRecord.Dialect} for the layouts.
 */
public final class SltParser {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'|(\\S+)");
    private static final Pattern PGCODE = Pattern.compile("pgcode (\\w{5})\\s*(.*)");
    private static final Pattern PAUSE = Pattern.compile("(\\d+)(ms|s)");
    private static final String BAR = "----";

    private final Set<String> engines;
    private final List<String> lines;
    private final List<SltRecord> records = new ArrayList<>();
    private Sorting sorting = Sorting.NOSORT;
    private int at;

    private SltParser(Set<String> engines, List<String> lines) {
        this.engines = engines;
        this.lines = lines;
    }

    /** The records of a file that hold for a database that answers to the names {@code engines}. */
    public static List<SltRecord> parse(String text, Set<String> engines) {
        SltParser parser = new SltParser(engines, text.lines().toList());
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
                case "skipif" -> holds &= !engines.contains(word(words));
                case "onlyif" -> holds &= engines.contains(word(words));
                case "parameters" -> parameters.addAll(values(rest(words)));
                case "subtest" -> { }
                case "control" -> control(at + 1, rest(words));
                default -> {
                    SltRecord record = body(words[0], rest(words), parameters);
                    if (holds) {
                        records.add(record);
                    }
                    return;
                }
            }
            at++;
        }
    }

    private static String rest(String[] words) {
        return words.length > 1 ? words[1].replaceFirst("\\s+#.*$", "").strip() : "";
    }

    private static String word(String[] words) {
        return BLANKS.split(rest(words), 2)[0];
    }

    private void control(int line, String rest) {
        String[] words = BLANKS.split(rest);
        if (words.length == 2 && words[0].equals("sortmode")) {
            sorting = sorting(line, words[1]);
        } else if (!rest.startsWith("substitution ") && !rest.startsWith("resultmode ")) {
            throw new SltException(line, "unknown control '" + rest + "'");
        }
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
            case "statement" -> statement(line, rest, parameters);
            case "query" -> query(line, rest, parameters);
            case "simple" -> simple(line, rest);
            case "connection" -> new SltRecord.Connection(line, rest);
            case "mode" -> new SltRecord.Mode(line, dialect(line, rest));
            case "hash-threshold" -> new SltRecord.HashThreshold(line, Integer.parseInt(rest));
            case "sleep" -> new SltRecord.Sleep(line, pause(line, rest));
            case "reset-server" -> new SltRecord.Reset(line);
            case "halt" -> new SltRecord.Halt(line);
            default -> throw new SltException(line, "unknown directive '" + kind + "'");
        };
    }

    private static Dialect dialect(int line, String name) {
        return switch (name) {
            case "cockroach" -> Dialect.COCKROACH;
            case "standard", "sqlite" -> Dialect.STANDARD;
            default -> throw new SltException(line, "a mode is cockroach or standard, not '" + name + "'");
        };
    }

    private static Duration pause(int line, String text) {
        Matcher matcher = PAUSE.matcher(text);
        if (!matcher.matches()) {
            throw new SltException(line, "a pause is a number of s or ms, not '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    }

    private SltRecord statement(int line, String rest, List<String> parameters) {
        Outcome outcome = outcome(line, rest);
        String sql = sql();
        Expected expected = expected("");
        if (outcome instanceof Outcome.Fails(var state, var pattern) && !expected.lines().isEmpty()) {
            // The message stands below the bar.
            return new SltRecord.Statement(line, new Outcome.Fails(state, Pattern.compile(pattern.pattern() + ".*"
                    + Pattern.quote(String.join(" ", expected.lines())))), sql, parameters);
        }
        return new SltRecord.Statement(line, outcome, sql, parameters);
    }

    private static Outcome outcome(int line, String text) {
        String[] words = BLANKS.split(text, 2);
        return switch (words[0]) {
            case "ok" -> new Outcome.Ok();
            case "count" -> new Outcome.Count(Long.parseLong(words[1]));
            case "error" -> {
                Matcher code = PGCODE.matcher(words.length > 1 ? words[1] : "");
                yield code.matches() ? new Outcome.Fails(Optional.of(code.group(1)), pattern(code.group(2)))
                        : new Outcome.Fails(Optional.empty(), pattern(words.length > 1 ? words[1] : ""));
            }
            default -> throw new SltException(line, "a statement is ok, error or count, not '" + words[0] + "'");
        };
    }

    /** A pattern in the words of another language's regular expressions may be a plain text to ours. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(text));
        }
    }

    private SltRecord query(int line, String rest, List<String> parameters) {
        String[] words = BLANKS.split(rest, 2);
        if (words[0].equals("error")) {
            return statement(line, rest, parameters);
        }
        if (!words[0].matches("[TIRBOFJ?]+")) {
            throw new SltException(line, "the types of a query are letters of T, I, R, B, O, F, J, ?, not '"
                    + words[0] + "'");
        }
        Sorting order = sorting;
        boolean names = false;
        boolean multiline = false;
        boolean retry = false;
        Optional<String> label = Optional.empty();
        for (String option : (words.length > 1 ? words[1] : "").split("[,\\s]+(?![^(]*\\))")) {
            switch (option.replaceFirst("\\(.*", "")) {
                case "nosort", "rowsort", "valuesort", "partialsort" -> order = sorting(line, option);
                case "colnames" -> names = true;
                case "multiline" -> multiline = true;
                case "retry" -> retry = true;
                case "" -> { }
                default -> label = Optional.of(option);
            }
        }
        String sql = sql();
        return new SltRecord.Query(line, words[0], new Form(order, names, multiline), retry, label, sql,
                List.copyOf(parameters), expected(multiline ? "EOF" : ""));
    }

    private static Sorting sorting(int line, String name) {
        return switch (name.toLowerCase(Locale.ROOT).replaceFirst("\\(.*", "")) {
            case "nosort" -> Sorting.NOSORT;
            case "rowsort", "partialsort" -> Sorting.ROWSORT;
            case "valuesort" -> Sorting.VALUESORT;
            default -> throw new SltException(line, "unknown order '" + name + "'");
        };
    }

    private SltRecord simple(int line, String rest) {
        Optional<String> connection = Optional.empty();
        Optional<String> user = Optional.empty();
        for (String option : rest.split(",")) {
            if (option.startsWith("conn=")) {
                connection = Optional.of(option.substring("conn=".length()));
            } else if (option.startsWith("user=")) {
                user = Optional.of(option.substring("user=".length()));
            } else if (!option.isEmpty() && !option.equals("multiline")) {
                throw new SltException(line, "unknown option '" + option + "'");
            }
        }
        String sql = sql();
        return new SltRecord.Simple(line, connection, user, sql, expected(rest.contains("multiline") ? "EOF" : ""));
    }

    /** The lines up to a blank one or a bar. */
    private String sql() {
        int from = at;
        while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).stripTrailing().equals(BAR)) {
            at++;
        }
        return String.join("\n", lines.subList(from, at));
    }

    /** The lines below the bar, up to one that is {@code end}. */
    private Expected expected(String end) {
        if (at >= lines.size() || !lines.get(at).stripTrailing().equals(BAR)) {
            return new Expected(List.of(), at, at);
        }
        int from = ++at;
        while (at < lines.size() && !lines.get(at).strip().equals(end)) {
            at++;
        }
        Expected expected = new Expected(lines.subList(from, at), from, at);
        if (!end.isEmpty()) {
            at++;
        }
        return expected;
    }
}
