package dev.mizu.sqlparser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.SqlException;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlparser.print.SqlPrinter.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutations of every input of the golden files: whatever comes out parses or is a {@code SqlException} with a
 * position inside the text, and what parses prints to a text of the same tree.
 */
final class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 60_000);
    private static final String[] PIECES = {"(", ")", "[", "]", ",", ";", ".", ":", "::", "'", "\"", "$$", "$1", "*",
        "=", "<>", "=>", "-", "/*", "*/", "--", "e'", "\\", "select", "from", "as", "of", "in", "not", "null", "with",
        "values", "table", "show", "cluster", "union", "order by", "limit", "over", "interval '1'", "list", "map",
        "array", "row", "default", "is", "1", "1.5e", "🙂", "\u0000", "\ud800", "a", "\"A\"", "::text", "on", "for"};

    @Test
    void noInputBreaksTheParser() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        List<String> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThan(300);
        SplittableRandom random = new SplittableRandom(seed);
        int parsed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String sql = mutate(corpus, random);
            try {
                parsed += check(sql) ? 1 : 0;
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + sql, e);
            }
        }
        assertThat(parsed).as("seed " + seed).isGreaterThan(ROUNDS / 30);
    }

    private static boolean check(String sql) {
        List<ParsedStatement> statements;
        try {
            statements = Parser.parseStatements(sql);
        } catch (SqlException e) {
            int position = e.error().position().orElseThrow();
            assertThat(position).isBetween(1, sql.codePointCount(0, sql.length()) + 1);
            assertThat(e.error().code()).isIn("42601", "0A000", "54001");
            return false;
        }
        for (ParsedStatement statement : statements) {
            int start = sql.offsetByCodePoints(0, statement.offset());
            assertThat(sql.substring(start)).startsWith(statement.text());
            String printed = SqlPrinter.print(statement.statement(), Mode.EXACT);
            GoldenTest.assertSame(statement.statement(), Parser.parseStatement(printed));
            assertThat(SqlPrinter.print(Parser.parseStatement(printed), Mode.EXACT)).isEqualTo(printed);
            String redacted = SqlPrinter.print(statement.statement(), Mode.REDACTED);
            assertThat(SqlPrinter.print(Parser.parseStatement(redacted), Mode.REDACTED)).isEqualTo(redacted);
        }
        return true;
    }

    private static String mutate(List<String> corpus, SplittableRandom random) {
        StringBuilder sql = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(sql.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> sql.delete(at, Math.min(sql.length(), at + 1 + random.nextInt(6)));
                case 1 -> sql.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> sql.insert(at, " " + PIECES[random.nextInt(PIECES.length)] + " ");
                case 3 -> {
                    String other = corpus.get(random.nextInt(corpus.size()));
                    int from = random.nextInt(other.length());
                    sql.insert(at, other, from, Math.min(other.length(), from + 1 + random.nextInt(30)));
                }
                default -> swapWords(sql, random);
            }
        }
        return sql.toString();
    }

    private static void swapWords(StringBuilder sql, SplittableRandom random) {
        String[] words = sql.toString().split(" ");
        if (words.length == 0) {
            return;
        }
        int a = random.nextInt(words.length);
        int b = random.nextInt(words.length);
        String word = words[a];
        words[a] = words[b];
        words[b] = word;
        sql.setLength(0);
        sql.append(String.join(" ", words));
    }

    private static List<String> corpus() {
        List<String> inputs = new ArrayList<>();
        try (Stream<Path> specs = Files.list(Path.of("src/test/resources/dev/mizu/sqlparser"))) {
            for (Path spec : specs.filter(file -> !file.endsWith("type.spec")).sorted().toList()) {
                for (String block : Files.readString(spec).split("\n\n+")) {
                    int bar = block.indexOf("\n----");
                    inputs.add(bar < 0 ? block : block.substring(0, bar));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inputs.removeIf(String::isBlank);
        return inputs;
    }
}
