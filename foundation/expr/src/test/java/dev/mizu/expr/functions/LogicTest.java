package dev.mizu.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.testing.SqlExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The families' {@code .slt} files without a database: every query in them is one expression or one table function.
 */
class LogicTest {
    /** Names are resolved without schemas here. */
    private static final Pattern SCHEMA = Pattern.compile("\\b(mz_unsafe|mz_internal|information_schema)\\.");
    private static final Path FOLDER = Path.of("src/test/resources/dev/mizu/expr/functions");

    @Test
    void filesHold() throws IOException {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".slt")).sorted().toList()) {
                for (String block : Files.readString(file).strip().split("\n\n+")) {
                    if (block.equals("mode cockroach")) {
                        continue;
                    }
                    checked++;
                    check(file.getFileName() + ": ", block.lines().toList(), wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(1000);
    }

    private static void check(String file, List<String> lines, List<String> wrong) {
        boolean rows = lines.get(1).startsWith("SELECT * FROM ");
        String query = SCHEMA.matcher(lines.get(1)).replaceAll("");
        String got = SqlExpression.evaluate(query.substring(rows ? "SELECT * FROM ".length() : 7));
        if (lines.getFirst().startsWith("statement error ")) {
            Pattern expected = Pattern.compile(lines.getFirst().substring("statement error ".length()));
            if (!got.startsWith("ERROR: ") || !expected.matcher(got).find()) {
                wrong.add(file + lines.get(1) + " gives " + got);
            }
            return;
        }
        String wanted = String.join("\n", lines.subList(3, lines.size())).replace("(empty)", "");
        String values = rows ? got.replace("; ", "\n").replace("|", "  ") : got;
        if (!values.equals(wanted) && !truth(values).equals(Optional.of(wanted))) {
            wrong.add(file + lines.get(1) + " gives " + got);
        }
    }

    /** How files write a truth value. */
    private static Optional<String> truth(String value) {
        return switch (value) {
            case "t" -> Optional.of("true");
            case "f" -> Optional.of("false");
            default -> Optional.empty();
        };
    }
}
