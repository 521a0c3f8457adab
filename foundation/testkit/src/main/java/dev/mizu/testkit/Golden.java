package dev.mizu.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs golden files. A {@code .spec} file is a list of cases separated by a blank line: input lines, a line
 * {@code ----}, and the expected output. {@code -Dgolden.rewrite=true} writes what the code says today.
 */
public final class Golden {
    private static final String BAR = "----";

    private Golden() {}

    /** Checks (or rewrites) every case of {@code file}, a path under {@code src/test/resources}. */
    public static void check(Path file, UnaryOperator<String> transform) {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        StringBuilder rewritten = new StringBuilder();
        for (String block : read(file).split("\n\n+")) {
            String text = block.strip();
            int bar = text.indexOf("\n" + BAR);
            if (text.isEmpty() || text.lines().allMatch(line -> line.startsWith("#"))) {
                rewritten.append(text).append(text.isEmpty() ? "" : "\n\n");
                continue;
            }
            String input = bar < 0 ? text : text.substring(0, bar);
            String want = bar < 0 ? "" : text.substring(bar + 1 + BAR.length()).strip();
            String clean = input.lines().filter(line -> !line.startsWith("#"))
                    .reduce((a, b) -> a + "\n" + b).orElse("");
            String got = transform.apply(clean).strip().replaceAll("\n\n+", "\n");
            expected.add(input + "\n" + BAR + "\n" + want);
            actual.add(input + "\n" + BAR + "\n" + got);
            rewritten.append(input).append('\n').append(BAR).append('\n').append(got).append("\n\n");
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            write(file, rewritten.toString().strip() + "\n");
            return;
        }
        assertThat(actual).as(file.toString()).isEqualTo(expected);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
