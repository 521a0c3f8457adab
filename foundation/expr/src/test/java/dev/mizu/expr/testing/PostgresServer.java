package dev.mizu.expr.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of our own in a temporary folder, reached over a socket in it. Closed, it leaves nothing. */
public final class PostgresServer implements AutoCloseable {
    private final Path folder;
    private final Path programs;

    private PostgresServer(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /** A running server; empty where PostgreSQL is not installed. */
    public static Optional<PostgresServer> start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("mzpg");
        PostgresServer server = new PostgresServer(folder, programs.get());
        if (root()) {
            run("chown", "postgres", folder.toString());
        }
        server.asOwner(programs.get() + "/initdb -D " + folder + "/data -U postgres -A trust --no-sync -E UTF8 "
                + "--locale=C.UTF-8");
        server.asOwner(programs.get() + "/pg_ctl -D " + folder + "/data -w -l " + folder + "/log -o \"-c "
                + "listen_addresses='' -c unix_socket_directories=" + folder + " -c fsync=off -c timezone=UTC\" start");
        return Optional.of(server);
    }

    private static Optional<Path> programs() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.map(v -> v.resolve("bin")).filter(bin -> Files.exists(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root. */
    private void asOwner(String command) throws IOException, InterruptedException {
        if (root()) {
            run("su", "postgres", "-c", "cd " + folder + " && " + command);
        } else {
            run("sh", "-c", command);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("mzpg", ".out");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String text = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + text);
            }
            return text;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /**
     * The answers to some queries: rows joined by {@code ; }, fields by {@code |}, NULL as {@code NULL}; {@code ERROR:
     * sqlstate} where it failed.
     */
    public List<String> query(List<String> queries) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(
                "\\pset null NULL\n\\set VERBOSITY sqlstate\nSET timezone = 'UTC';\n");
        for (String query : queries) {
            script.append("\\echo @@\n").append(query).append(";\n");
        }
        Path file = folder.resolve("script.sql");
        Files.writeString(file, script, StandardCharsets.UTF_8);
        String output = run(programs + "/psql", "-XAtq", "-h", folder.toString(), "-U", "postgres", "-f",
                file.toString());
        List<String> answers = new ArrayList<>();
        String[] blocks = output.split("@@\n", -1);
        for (int i = 1; i < blocks.length; i++) {
            String block = blocks[i].endsWith("\n") ? blocks[i].substring(0, blocks[i].length() - 1) : blocks[i];
            int error = block.indexOf("ERROR:  ");
            answers.add(error >= 0 ? "ERROR: " + block.substring(error + 8).lines().findFirst().orElse("").strip()
                    : block.replace("\n", "; "));
        }
        return answers;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        asOwner(programs + "/pg_ctl -D " + folder + "/data -m immediate stop");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
