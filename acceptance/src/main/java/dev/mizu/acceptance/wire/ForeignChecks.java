package dev.mizu.acceptance.wire;

import dev.mizu.testkit.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script of checks in another language, beside the driver that it needs. The driver is installed once, into a folder
 * under {@code target/}.
 */
public final class ForeignChecks {
    private static final Path FOLDER = Path.of("target", "wire").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "wire").toAbsolutePath();
    private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(3);
    private static final Duration RUN_PATIENCE = Duration.ofMinutes(2);

    private final List<String> command;

    private ForeignChecks(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** What one check came to; {@code failure} is empty when it held. */
    public record Outcome(String check, Optional<String> failure) {}

    /** The checks of psycopg 3; throws with the reason when Python or its packages cannot be had here. */
    public static ForeignChecks psycopg() {
        Path home = FOLDER.resolve("python");
        Path python = home.resolve("bin/python");
        install(home, List.of(
                List.of("python3", "-m", "venv", home.toString()),
                List.of(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "psycopg[binary]==3.3.9")));
        return new ForeignChecks(List.of(python.toString(), SCRIPTS.resolve("psycopg_checks.py").toString()));
    }

    /** The checks of node-postgres; throws with the reason when Node or its packages cannot be had here. */
    public static ForeignChecks nodePostgres() {
        Path home = FOLDER.resolve("node");
        install(home, List.of(List.of("npm", "install", "--prefix", home.toString(), "--no-audit", "--no-fund",
                "--silent", "pg@8.23.1", "pg-cursor@2.22.0", "pg-copy-streams@7.0.0")));
        // Node looks for packages from the script upwards, so the script has to stand beside them.
        Path script = home.resolve("node_checks.js");
        try {
            Files.writeString(script, Files.readString(SCRIPTS.resolve("node_checks.js")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ForeignChecks(List.of("node", script.toString()));
    }

    private static void install(Path home, List<List<String>> steps) {
        Path done = home.resolve("installed");
        if (Files.exists(done)) {
            return;
        }
        try {
            Files.createDirectories(home);
            Path log = FOLDER.resolve(home.getFileName() + ".log");
            for (List<String> step : steps) {
                Processes.run(step, log, INSTALL_PATIENCE);
            }
            Files.createFile(done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs every check against {@code address}. */
    public List<Outcome> run(Address address) {
        List<String> words = new ArrayList<>(command);
        words.addAll(address.arguments());
        try {
            Path log = Files.createTempFile(FOLDER, "checks", ".log");
            Processes.run(words, log, RUN_PATIENCE);
            List<Outcome> outcomes = outcomes(Files.readAllLines(log));
            Files.delete(log);
            return outcomes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Outcome> outcomes(List<String> lines) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("ok ")) {
                outcomes.add(new Outcome(line.substring(3), Optional.empty()));
            } else if (line.startsWith("not ok ")) {
                String[] parts = line.substring(7).split(": ", 2);
                outcomes.add(new Outcome(parts[0], Optional.of(parts[1])));
            }
        }
        return outcomes;
    }
}
