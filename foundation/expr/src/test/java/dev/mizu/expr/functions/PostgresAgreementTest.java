package dev.mizu.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.testing.Psql;
import dev.mizu.expr.testing.SqlExpression;
import dev.mizu.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same expressions, asked of PostgreSQL: examples it understands, and a file of corner cases. */
class PostgresAgreementTest {
    /** What PostgreSQL does not have: functions, types, columns (from foreign syntax), or the syntax itself. */
    private static final Set<String> FOREIGN =
            Set.of("ERROR: 42883", "ERROR: 42704", "ERROR: 42601", "ERROR: 42703", "ERROR: 42P01", "ERROR: 42809");
    /** Where the product differs on purpose: the overload, and why. */
    private static final Set<String> DIFFERENT = Set.of(
            // The first argument is what is looked for, as in the SQL form.
            "position(text, text)",
            // Groups in replacements are written with a dollar sign.
            "regexp_replace(text, text, text, text)",
            // Intervals compare field by field.
            "<(interval, interval)", ">(interval, interval)", "<=(interval, interval)", ">=(interval, interval)",
            // The result is a time, not one with a zone.
            "timezone(text, time)", "timezone(interval, time)",
            // Its cube roots are not exact.
            "cbrt(double precision)",
            // Types and sizes are our own.
            "pg_typeof(any)", "pg_column_size(any)", "pg_get_expr(text, oid)", "pg_get_expr(text, oid, boolean)",
            "pg_table_size(regclass)", "pg_indexes_size(regclass)", "pg_total_relation_size(regclass)",
            "pg_relation_size(regclass)", "pg_relation_size(regclass, text)", "pg_stat_get_numscans(oid)",
            "pg_tablespace_location(oid)", "pg_database_size(oid)", "pg_database_size(text)",
            "pg_tablespace_size(oid)", "pg_tablespace_size(text)",
            "makeaclitem(oid, oid, text, boolean)");

    @Test
    void answersAreTheSame() throws IOException {
        try (PostgresServer server = PostgresServer.startOrSkip()) {
            List<String> expressions = new ArrayList<>();
            List<String> queries = new ArrayList<>();
            for (FunctionDef def : BuiltinFunctions.all()) {
                for (FunctionDef.Example example : def.examples()) {
                    if (!DIFFERENT.contains(def.toString())) {
                        expressions.add(example.expression());
                        boolean rows = def.kind() == FunctionDef.Kind.TABLE;
                        queries.add((rows ? "SELECT * FROM " : "SELECT ") + example.expression());
                    }
                }
            }
            int examples = expressions.size();
            for (String line : Files.readAllLines(
                    Path.of("src/test/resources/dev/mizu/expr/functions/postgres.txt"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    expressions.add(line);
                    queries.add("SELECT " + line);
                }
            }
            compare(expressions, Psql.answers(server, queries), examples);
        }
    }

    private static void compare(List<String> expressions, List<String> answers, int examples) {
        assertThat(answers).hasSameSizeAs(expressions);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < expressions.size(); i++) {
            String theirs = answers.get(i);
            if (i < examples && FOREIGN.contains(theirs)) {
                continue;
            }
            String ours;
            try {
                ours = SqlExpression.evaluate(expressions.get(i));
            } catch (RuntimeException e) {
                ours = e.toString();
            }
            compared++;
            boolean failed = theirs.startsWith("ERROR: ");
            if (failed ? !ours.startsWith("ERROR: ") : !normal(ours).equals(normal(theirs))) {
                wrong.add(expressions.get(i) + " gives " + ours + ", PostgreSQL says " + theirs);
            }
        }
        System.out.println("compared with PostgreSQL: " + compared);
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(1200);
    }

    /** Without what is only spelled differently: zeros after the point, blanks in JSON, the word for months. */
    private static String normal(String text) {
        String plain = text.replaceAll("(\\.\\d*?)0+(?!\\d)", "$1").replaceAll("\\.(?!\\d)", "")
                .replaceAll("\\bmons?\\b", "month").replaceAll("\\bmonths\\b", "month");
        return plain.startsWith("{") || plain.startsWith("[")
                ? plain.replace(": ", ":").replace(", ", ",") : plain;
    }
}
