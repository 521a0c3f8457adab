package dev.mizu.acceptance.postgres;

import dev.mizu.acceptance.Processes;
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
import java.util.stream.Stream;

/** A PostgreSQL server on a free port of loopback and a folder that goes with it. Owns the server process. */
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

    /** The folder of the server's programs; empty where PostgreSQL is not installed. */
    public static Optional<Path> programs() {
        Path root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(root)) {
                for (Path version : versions) {
                    if (Files.isExecutable(version.resolve("bin/postgres"))) {
                        return Optional.of(version.resolve("bin"));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of).filter(folder -> Files.isExecutable(folder.resolve("postgres"))).findFirst();
    }

    /**
     * Starts a server with logical replication allowed. As root it runs as user {@code postgres}, because PostgreSQL
     * refuses to run as root.
     */
    public static PostgresServer start() {
        Path programs = programs().orElseThrow(() ->
                new IllegalStateException("no PostgreSQL server here (apt-get install postgresql)"));
        try {
            Path folder = Files.createTempDirectory("mizu-pg");
            Path log = folder.resolve("start.log");
            Files.createFile(log);
            if (asRoot()) {
                Processes.run(List.of("chown", "postgres", folder.toString()), log, PATIENCE);
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path data = folder.resolve("data");
            Processes.run(user(programs.resolve("initdb") + " -D " + data
                    + " -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8"), log, PATIENCE);
            int port = Processes.freePort();
            Process process = Processes.start(user("exec " + programs.resolve("postgres") + " -D " + data
                    + " -p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                    + " -c wal_level=logical -c max_replication_slots=20 -c max_wal_senders=20"
                    + " -c fsync=off -c jit=off"), log);
            PostgresServer server = new PostgresServer(folder, port, process);
            Processes.await(process, log, PATIENCE, server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    // setpriv leaves no shell between us and the server, so that the process we stop is the server itself.
    private static List<String> user(String command) {
        List<String> words = new ArrayList<>();
        if (asRoot()) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.addAll(List.of("sh", "-c", "cd / && " + command));
        return words;
    }

    private boolean answers() {
        if (!Processes.accepts(port)) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"))) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The JDBC address of {@code database} in simple query mode. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres&preferQueryMode=simple";
    }

    /** Stops the server and removes its folder. */
    @Override
    public void close() {
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for the clients to leave.
        Processes.run(List.of("kill", "-INT", Long.toString(process.pid())), folder.resolve("start.log"), PATIENCE);
        Processes.stop(process, Duration.ofSeconds(10));
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(PostgresServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
