package dev.mizu.sqlparser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlparser.print.SqlPrinter.Mode;
import dev.mizu.testkit.Golden;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every {@code .spec}: what each text prints as, which must print as itself again in every mode. */
final class GoldenTest {
    private static final Path SPECS = Path.of("src/test/resources/dev/mizu/sqlparser");

    private static final Pattern POSITION = Pattern.compile("position=\\d+");

    @ParameterizedTest
    @ValueSource(strings = {"query", "expression", "dml", "relation", "source", "cluster", "alter", "session", "show",
            "privilege", "error"})
    void statements(String spec) {
        Golden.check(SPECS.resolve(spec + ".spec"), GoldenTest::roundTrip);
    }

    @Test
    void types() {
        Golden.check(SPECS.resolve("type.spec"), sql -> orError(() -> {
            TypeName type = Parser.parseType(sql);
            String printed = SqlPrinter.print(type);
            assertThat(SqlPrinter.print(Parser.parseType(printed))).isEqualTo(printed);
            return printed;
        }));
    }

    @Test
    void redaction() {
        Golden.check(SPECS.resolve("redaction.spec"), sql -> orError(() -> {
            var statement = Parser.parseStatement(sql);
            return SqlPrinter.print(statement) + "\n" + SqlPrinter.print(statement, Mode.REDACTED);
        }));
    }

    static String roundTrip(String sql) {
        return orError(() -> Parser.parseStatements(sql).stream().map(parsed -> {
            String printed = SqlPrinter.print(parsed.statement(), Mode.EXACT);
            assertSame(parsed.statement(), Parser.parseStatement(printed));
            assertThat(SqlPrinter.print(Parser.parseStatement(printed), Mode.EXACT)).isEqualTo(printed);
            String redacted = SqlPrinter.print(parsed.statement(), Mode.REDACTED);
            assertThat(SqlPrinter.print(Parser.parseStatement(redacted), Mode.REDACTED)).isEqualTo(redacted);
            return printed;
        }).collect(Collectors.joining("\n")));
    }

    /** Equal but for positions: records show all they hold. */
    static void assertSame(Statement one, Statement other) {
        assertThat(POSITION.matcher(other.toString()).replaceAll(""))
                .isEqualTo(POSITION.matcher(one.toString()).replaceAll(""));
    }

    private static String orError(Supplier<String> parse) {
        try {
            return parse.get();
        } catch (SqlException e) {
            SqlError error = e.error();
            return "error " + error.code() + " at " + error.position().orElseThrow() + ": " + error.message()
                    + error.hint().map(hint -> "\nhint: " + hint).orElse("");
        }
    }
}
