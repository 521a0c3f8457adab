package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Sorting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rows that a query gave, as printed values, and how they are written below the bar. */
record Answer(List<List<String>> rows) {
    private static final int DECIMALS = 6;
    private static final Pattern BLANKS_IN_JSON = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|[:,]) ?");

    /** What a value looks like in a file, by its type letter. */
    static String print(Optional<String> value, char type, boolean bool) {
        if (value.isEmpty()) {
            return "NULL";
        }
        String text = value.get();
        if (text.isEmpty()) {
            return "(empty)";
        }
        if (bool || type == 'B') {
            return text.equals("t") ? "true" : text.equals("f") ? "false" : text;
        }
        return switch (type) {
            case 'R' -> number(text);
            case 'J' -> BLANKS_IN_JSON.matcher(text).replaceAll("$1");
            default -> text;
        };
    }

    private static String number(String text) {
        try {
            BigDecimal rounded = new BigDecimal(text).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
            return rounded.signum() == 0 ? "0" : rounded.toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** The lines to stand below the bar. */
    List<String> lines(Sorting sorting, boolean rowsAsLines, int hashThreshold) {
        List<List<String>> sorted = new ArrayList<>(rows);
        if (sorting == Sorting.ROWSORT) {
            sorted.sort(Answer::compareRows);
        }
        List<String> values = new ArrayList<>(sorted.stream().flatMap(List::stream).toList());
        if (sorting == Sorting.VALUESORT) {
            Collections.sort(values);
        }
        if (hashThreshold > 0 && values.size() > hashThreshold) {
            return List.of(values.size() + " values hashing to " + hash(values));
        }
        if (!rowsAsLines || sorting == Sorting.VALUESORT) {
            return values;
        }
        return sorted.stream().map(row -> String.join("  ", row.stream().map(Answer::visible).toList())).toList();
    }

    /** The lines of a file in the form that {@link #lines} gives: one run of blanks between values. */
    static List<String> normalized(List<String> lines, boolean rowsAsLines) {
        if (!rowsAsLines) {
            return lines.stream().map(String::stripTrailing).toList();
        }
        return lines.stream().map(line -> String.join("  ", Arrays.asList(line.strip().split("\\s+")))).toList();
    }

    static boolean isHash(List<String> lines) {
        return lines.size() == 1 && lines.getFirst().matches("\\d+ values hashing to [0-9a-f]{32}");
    }

    private static String visible(String value) {
        return value.replace(" ", "␠").replace("\n", "⏎").replace("\t", "⇥");
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
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
