package dev.mizu.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server with its own defaults, on a free port of loopback and a folder that goes with it. */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Process process;

    private PostgresServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one; empty where PostgreSQL is not installed. As root it runs as user {@code postgres}. */
    public static Optional<PostgresServer> start() {
        return programs().map(programs -> {
            try {
                return start(programs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static PostgresServer start(Path programs) throws IOException {
        Path folder = Files.createTempDirectory("mizu-bench-pg");
        Path log = Files.createFile(folder.resolve("log"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (asRoot()) {
            Children.run(List.of("chown", "postgres", folder.toString()), log, PATIENCE);
        }
        Path data = folder.resolve("data");
        Children.run(asPostgres(programs.resolve("initdb") + " -D " + data
                + " -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8"), log, PATIENCE);
        int port = Children.freePort();
        Process process = Children.start(asPostgres("exec " + programs.resolve("postgres") + " -D " + data + " -p "
                + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder), log);
        PostgresServer server = new PostgresServer(folder, port, process);
        Children.await(process, log, PATIENCE, server::answers);
        return server;
    }

    private static Optional<Path> programs() {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
            for (Path version : versions) {
                if (Files.isExecutable(version.resolve("bin/postgres"))) {
                    return Optional.of(version.resolve("bin"));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    // setpriv leaves no shell between us and the server, so that the process that is stopped is the server itself.
    private static List<String> asPostgres(String command) {
        List<String> words = new ArrayList<>();
        if (asRoot()) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.addAll(List.of("sh", "-c", "cd / && " + command));
        return words;
    }

    private boolean answers() {
        if (!Children.accepts(port)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void close() {
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients to leave.
        Children.run(List.of("kill", "-INT", Long.toString(process.pid())), folder.resolve("log"), PATIENCE);
        Children.stop(process, Duration.ofSeconds(10));
        Children.delete(folder);
    }
}
