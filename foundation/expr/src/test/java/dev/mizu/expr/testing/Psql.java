package dev.mizu.expr.testing;

import dev.mizu.testkit.postgres.PostgresServer;
import dev.mizu.testkit.process.Processes;
import dev.mizu.testkit.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Queries answered by a PostgreSQL server, asked in one go through {@code psql} because expr has no driver. */
public final class Psql {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String MARK = "@@";
    private static final String ERROR = "ERROR:  ";

    private Psql() {}

    /**
     * The answers to some queries: rows joined by {@code ; }, fields by {@code |}, NULL as {@code NULL}; {@code ERROR:
     * sqlstate} where it failed.
     */
    public static List<String> answers(PostgresServer server, List<String> queries) throws IOException {
        StringBuilder script = new StringBuilder("\\pset null NULL\n\\set VERBOSITY sqlstate\n");
        for (String query : queries) {
            script.append("\\echo ").append(MARK).append('\n').append(query).append(";\n");
        }
        try (TemporaryFolder folder = TemporaryFolder.named("mizu-psql")) {
            Path file = Files.writeString(folder.path().resolve("script.sql"), script);
            Path output = folder.path().resolve("output");
            List<String> command = new ArrayList<>(server.psql());
            command.addAll(List.of("-XAtq", "-f", file.toString()));
            Processes.run(command, output, PATIENCE);
            List<String> answers = new ArrayList<>();
            String[] blocks = Files.readString(output).split(MARK + "\n", -1);
            for (int i = 1; i < blocks.length; i++) {
                answers.add(answer(blocks[i]));
            }
            return answers;
        }
    }

    private static String answer(String block) {
        int error = block.indexOf(ERROR);
        if (error >= 0) {
            return "ERROR: " + block.substring(error + ERROR.length()).lines().findFirst().orElse("").strip();
        }
        String rows = block.endsWith("\n") ? block.substring(0, block.length() - 1) : block;
        return rows.replace("\n", "; ");
    }
}
