package dev.mizu.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.region.RegionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README, statement by statement as it is written there, with the kill that it asks for. */
final class ReadmeTourTest {
    private static final Pattern BLOCK = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");
    private static final List<String> REVENUE_BEFORE = List.of("north 2 14.75", "south 1 20");
    private static final List<String> REVENUE_AFTER = List.of("north 3 114.75");
    private static final List<String> BEST = List.of("north 114.75");

    @Test
    void theTourSaysWhatComes(@TempDir Path folder) throws IOException, SQLException {
        List<String> blocks = blocks();
        assertThat(blocks).hasSize(6);
        List<List<String>> answers = new ArrayList<>();
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            for (String block : blocks.subList(0, blocks.size() - 1)) {
                answers.addAll(run(region, block));
            }
            region.kill();
            region.restart();
            answers.addAll(run(region, blocks.getLast()));
        }

        List<String> changes = answers.get(4);
        assertThat(changes).anySatisfy(row -> assertThat(row).endsWith(" 1 north 3 114.75"));
        answers.remove(4);
        assertThat(answers).containsExactly(REVENUE_BEFORE, REVENUE_AFTER, BEST, List.of("t"), REVENUE_AFTER, BEST);
    }

    private static List<String> blocks() throws IOException {
        Path readme = Path.of("").toAbsolutePath().getParent().resolve("README.md");
        Matcher matcher = BLOCK.matcher(Files.readString(readme));
        return matcher.results().map(match -> match.group(1)).collect(Collectors.toList());
    }

    /** The rows of each statement that gives any. */
    private static List<List<String>> run(RegionProcess region, String block) throws SQLException {
        List<List<String>> answers = new ArrayList<>();
        try (Connection connection = Sql.connect(region); Statement statement = connection.createStatement()) {
            for (String sql : END.split(block)) {
                if (statement.execute(sql)) {
                    answers.add(Sql.rows(statement.getResultSet()).stream()
                            .map(row -> String.join(" ", row)).toList());
                }
            }
        }
        return answers;
    }
}
