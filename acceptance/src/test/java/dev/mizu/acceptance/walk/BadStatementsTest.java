package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.region.RegionProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Statements that cannot be meant, with the SQLSTATE that PostgreSQL has for them and the place it points at: each
 * through the PostgreSQL door and over HTTP.
 */
final class BadStatementsTest {
    /** Stands before the character that an error points at. */
    private static final String MARK = "‸";

    /** @param position 1-based; 0 when the error points nowhere */
    private record Bad(String sql, String code, int position) {
        static Bad of(String line) {
            int space = line.indexOf(' ');
            String marked = line.substring(space + 1);
            return new Bad(marked.replace(MARK, ""), line.substring(0, space), marked.indexOf(MARK) + 1);
        }
    }

    @Test
    void eachIsRefusedWithItsCodeAtItsPlace(@TempDir Path folder) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"));
                Connection connection = Sql.connect(region); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a int NOT NULL, b text)");
            statement.execute("INSERT INTO t VALUES (1, 'x'), (2, 'y')");
            statement.execute("CREATE TABLE u2 (a int, c text)");
            List<Bad> all = statements();
            assertThat(all).hasSizeGreaterThan(60);
            for (Bad bad : all) {
                overPgwire(statement, bad, wrong);
                overHttp(region, bad, wrong);
            }
            assertThat(Sql.counts(region, "SELECT a, b FROM t")).hasSize(2);
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Bad> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                BadStatementsTest.class.getResourceAsStream("bad-statements.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Bad::of).toList();
        }
    }

    private static void overPgwire(Statement statement, Bad bad, List<String> wrong) throws SQLException {
        try {
            statement.execute(bad.sql());
            wrong.add("no error: " + bad);
        } catch (PSQLException e) {
            ServerErrorMessage error = e.getServerErrorMessage();
            if (error == null) {
                // The driver found it by itself; over HTTP it comes to the server.
                return;
            }
            String message = Objects.requireNonNull(error.getMessage());
            if (!bad.code().equals(error.getSQLState()) || bad.position() != error.getPosition()
                    || message.isBlank() || message.endsWith(".")) {
                wrong.add("%s: %s at %d: %s".formatted(bad, error.getSQLState(), error.getPosition(), message));
            }
        }
    }

    private static void overHttp(RegionProcess region, Bad bad, List<String> wrong) throws Exception {
        String body = "{\"query\": \"" + bad.sql().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                    URI.create("http://" + region.host() + ":" + region.httpPort() + "/api/sql"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            boolean right = answer.body().contains("\"code\":\"" + bad.code() + "\"")
                    && (bad.position() == 0 || answer.body().contains("\"position\":" + bad.position()));
            if (!right) {
                wrong.add("over HTTP: " + bad + ": " + answer.body());
            }
        }
    }
}
