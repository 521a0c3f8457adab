package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Dialect;
import dev.mizu.acceptance.slt.SltRecord.Form;
import dev.mizu.acceptance.slt.SltRecord.Sorting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows that a query gave, as printed values, and how they are written below the bar: a value a line, or a row a
 * line with two blanks between its values and {@code ␠}, {@code ⏎}, {@code ⇥} for blanks inside of them.
 */
record Answer(List<String> names, List<Printer> columns, List<List<String>> rows) {
    private static final Pattern HASH = Pattern.compile("\\d+ values hashing to [0-9a-f]{32}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Comparator<List<String>> BY_VALUES = Answer::compareRows;

    /** Whether the lines of a file say the same, in either layout that {@code dialect} allows. */
    boolean matches(List<String> lines, Form form, Dialect dialect) {
        List<String> body = lines;
        if (form.names()) {
            if (body.isEmpty() || !words(body.getFirst()).equals(names.stream().map(Answer::visible).toList())) {
                return false;
            }
            body = body.subList(1, body.size());
        }
        if (isHash(body)) {
            return body.equals(List.of(hash(values(form.sorting()))));
        }
        if (form.multiline()) {
            return rows.stream().flatMap(row -> String.join(" ", row).lines()).toList().equals(body);
        }
        return switch (dialect) {
            case STANDARD -> matchesValues(body, form.sorting());
            case COCKROACH -> matchesRows(body, form.sorting());
            // Nothing is said, but the number of lines tells.
            case UNSTATED -> matchesValues(body, form.sorting()) || matchesRows(body, form.sorting());
        };
    }

    private boolean matchesValues(List<String> lines, Sorting sorting) {
        int width = columns.size();
        if (lines.size() != rows.size() * width) {
            return false;
        }
        List<List<String>> expected = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<String> values = new ArrayList<>(width);
            for (int column = 0; column < width; column++) {
                String line = lines.get(row * width + column).stripTrailing();
                // Sorted values have lost their columns: the form of one is known where all have it.
                boolean known = sorting != Sorting.VALUESORT || columns.stream().allMatch(Printer::isBoolean);
                values.add(known ? columns.get(column).canonical(line) : line);
            }
            expected.add(values);
        }
        return new Answer(names, columns, expected).values(sorting).equals(
                values(sorting).stream().map(String::stripTrailing).toList());
    }

    private boolean matchesRows(List<String> lines, Sorting sorting) {
        if (lines.size() != rows.size()) {
            // Sorted values stand a line each also where rows stand a line each.
            return sorting == Sorting.VALUESORT && matchesValues(lines, sorting);
        }
        int width = columns.size();
        List<List<String>> expected = new ArrayList<>();
        for (String line : lines) {
            List<String> words = width == 1 ? List.of(line) : words(line);
            if (words.size() != width) {
                // Some files write blanks inside of values as they are; what is between them must agree all the same.
                return sorting == Sorting.NOSORT && lines.stream().map(Answer::words).toList().equals(
                        rows.stream().map(row -> words(String.join(" ", row))).toList());
            }
            List<String> values = new ArrayList<>(width);
            for (int column = 0; column < width; column++) {
                values.add(columns.get(column).canonical(meant(words.get(column))));
            }
            expected.add(values);
        }
        if (new Answer(names, columns, expected).values(sorting).equals(values(sorting))) {
            return true;
        }
        return width == 1 && new Answer(names, columns, strip(expected)).values(sorting).equals(values(sorting));
    }

    private static List<List<String>> strip(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(String::strip).toList()).toList();
    }

    /** The lines to stand below the bar. */
    List<String> lines(Form form, boolean rowsAsLines, int hashThreshold) {
        List<String> lines = new ArrayList<>();
        if (form.names()) {
            lines.add(String.join("  ", names.stream().map(Answer::visible).toList()));
        }
        List<String> values = values(form.sorting());
        if (form.multiline()) {
            rows.forEach(row -> lines.addAll(String.join(" ", row).lines().toList()));
        } else if (hashThreshold > 0 && values.size() > hashThreshold) {
            lines.add(hash(values));
        } else if (!rowsAsLines || form.sorting() == Sorting.VALUESORT) {
            lines.addAll(values);
        } else {
            sorted(form.sorting()).forEach(row ->
                    lines.add(String.join("  ", row.stream().map(Answer::visible).toList())));
        }
        return lines;
    }

    private List<List<String>> sorted(Sorting sorting) {
        return sorting == Sorting.ROWSORT ? rows.stream().sorted(BY_VALUES).toList() : rows;
    }

    private List<String> values(Sorting sorting) {
        List<String> values = new ArrayList<>(sorted(sorting).stream().flatMap(List::stream).toList());
        if (sorting == Sorting.VALUESORT) {
            Collections.sort(values);
        }
        return values;
    }

    static boolean isHash(List<String> lines) {
        return lines.size() == 1 && HASH.matcher(lines.getFirst()).matches();
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : Arrays.asList(BLANKS.split(line.strip()));
    }

    private static String visible(String value) {
        return value.replace(" ", "␠").replace("\n", "⏎").replace("\t", "⇥");
    }

    private static String meant(String word) {
        return word.replace("␠", " ").replace("⏎", "\n").replace("⇥", "\t");
    }

    private static int compareRows(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static String hash(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            values.forEach(value -> digest.update((value + "\n").getBytes(StandardCharsets.UTF_8)));
            return values.size() + " values hashing to " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
