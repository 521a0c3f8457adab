package dev.mizu.acceptance.wire;

import static dev.mizu.acceptance.Sql.connect;
import static dev.mizu.acceptance.Sql.one;
import static dev.mizu.acceptance.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.acceptance.region.SharedRegion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every variable of a session has its default, takes what it says that it takes, and refuses the rest by name. */
final class SessionVariablesTest {
    private static final String REFUSED = "error ";
    private static final String BUILD_DEPENDENT = "-";

    @RegisterExtension
    private static final SharedRegion REGION = new SharedRegion();

    /** One line of the table. */
    private record Case(String name, String initial, String given, String outcome) {
        boolean refused() {
            return outcome.startsWith(REFUSED);
        }

        String sqlState() {
            return outcome.substring(REFUSED.length());
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(
                SessionVariablesTest.class.getResourceAsStream("/wire/session-variables.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\\|", -1);
                    cases.add(new Case(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()));
                }
            }
        }
        return cases;
    }

    @Test
    void actsOrRefusesAsTheTableSays() throws SQLException, IOException {
        for (Case variable : cases()) {
            String show = "SHOW " + variable.name();
            try (Connection connection = connect(REGION)) {
                if (!variable.initial().equals(BUILD_DEPENDENT) && !variable.name().equals("application_name")
                        && !variable.name().equals("extra_float_digits")) {
                    assertThat(one(connection, show)).as(show).isEqualTo(variable.initial());
                }
                String set = "SET " + variable.name() + " = " + variable.given();
                if (variable.refused()) {
                    String before = one(connection, show);
                    assertThatThrownBy(() -> run(connection, set)).as(set)
                            .isInstanceOfSatisfying(SQLException.class, e -> {
                                assertThat(e.getSQLState()).as(set).isEqualTo(variable.sqlState());
                                assertThat(e.getMessage()).containsIgnoringCase(variable.name());
                            });
                    assertThat(one(connection, show)).isEqualTo(before);
                } else {
                    run(connection, set);
                    assertThat(one(connection, show)).as(set).isEqualTo(variable.outcome());
                    run(connection, "RESET ALL");
                    if (!variable.initial().equals(BUILD_DEPENDENT)) {
                        assertThat(one(connection, show)).as("RESET ALL").isEqualTo(variable.initial());
                    }
                }
            }
        }
    }

    @Test
    void theTableHasThemAll() throws SQLException, IOException {
        TreeSet<String> listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        cases().forEach(variable -> listed.add(variable.name()));
        List<String> shown = new ArrayList<>();
        try (Connection connection = connect(REGION); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW ALL")) {
            while (rows.next()) {
                shown.add(rows.getString("name"));
                assertThat(rows.getString("description")).isNotBlank();
            }
        }
        assertThat(shown).containsAll(listed).contains("max_tables", "enable_mz_notices").doesNotHaveDuplicates()
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
                .doesNotContain("persist_fast_path_limit").noneMatch(name -> name.startsWith("unsafe_"));
        shown.removeAll(listed);
        try (Connection connection = connect(REGION)) {
            for (String name : shown) {
                assertThatThrownBy(() -> run(connection, "SET " + name + " = DEFAULT")).as(name)
                        .isInstanceOfSatisfying(SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("55P02"));
            }
        }
    }

    @Test
    void startsWithWhatTheClientOrTheRoleAsksFor() throws SQLException {
        try (Connection connection =
                connect(REGION, "&options=-c%20statement_timeout=1234%20--cluster=mz_catalog_server")) {
            assertThat(one(connection, "SHOW statement_timeout")).isEqualTo("1234 ms");
            assertThat(one(connection, "SHOW cluster")).isEqualTo("mz_catalog_server");
        }
        try (Connection connection = connect(REGION)) {
            assertThatThrownBy(() -> run(connection, "ALTER ROLE materialize SET statement_timeout = 'x'"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
            run(connection, "ALTER ROLE materialize SET statement_timeout = '7 s'");
            assertThat(one(connection, "SHOW statement_timeout")).isEqualTo("1 min");
            try (Connection later = connect(REGION)) {
                assertThat(one(later, "SHOW statement_timeout")).isEqualTo("7 s");
                run(later, "SET statement_timeout = '8 s'");
                run(later, "SET statement_timeout TO DEFAULT");
                assertThat(one(later, "SHOW statement_timeout")).isEqualTo("7 s");
            }
            run(connection, "ALTER ROLE materialize RESET statement_timeout");
        }
    }
}
