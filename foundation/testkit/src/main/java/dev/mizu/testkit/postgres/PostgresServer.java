package dev.mizu.testkit.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.testkit.process.Processes;
import dev.mizu.testkit.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of one's own: on a free port of loopback, in a temporary folder, both gone when it is closed. Its
 * one role is {@code postgres}, trusted without a password; texts are UTF-8 in the order of their code points. Owns
 * the server process, which as root runs as user {@code postgres}, because PostgreSQL refuses to run as root.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Path DEBIAN_HOME = Path.of("/usr/lib/postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The line of {@code postmaster.pid} in which the server says how far it is. */
    private static final int STATUS_LINE = 7;
    /** What a server that only answers need not do: keep its data through a crash, compile queries, know local time. */
    private static final List<String> FORGETFUL =
            List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "timezone=UTC");

    private final TemporaryFolder folder;
    private final Path programs;
    private final int port;
    private final Process process;

    private PostgresServer(Path programs, List<String> settings) {
        this.programs = programs;
        this.folder = TemporaryFolder.named("mizu-postgres");
        this.port = Processes.freePort();
        try {
            makeData();
            this.process = Processes.start(asPostgres(command(settings)), log());
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw new IllegalStateException("no PostgreSQL in " + folder.path(), e);
        }
        try {
            Processes.await(process, log(), PATIENCE, this::isReady);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A server for a test to ask: in UTC, and quick as a crash would lose its data. Skips the test without one. */
    public static PostgresServer startOrSkip() {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "no PostgreSQL server here (apt-get install postgresql)");
        return new PostgresServer(programs.orElseThrow(), FORGETFUL);
    }

    /** A server with PostgreSQL's own settings, as durable as a user's, to measure; empty where it is not installed. */
    public static Optional<PostgresServer> startDurable() {
        return programs().map(programs -> new PostgresServer(programs, List.of()));
    }

    /** The folder of the server's programs: of the newest version that Debian's packages left, else on the PATH. */
    private static Optional<Path> programs() {
        Optional<Path> newest = Optional.empty();
        if (Files.isDirectory(DEBIAN_HOME)) {
            try (Stream<Path> versions = Files.list(DEBIAN_HOME)) {
                newest = versions.filter(version -> holdsServer(version.resolve("bin")))
                        .max(Comparator.comparingDouble(PostgresServer::number))
                        .map(version -> version.resolve("bin"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return newest.or(() -> Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of).filter(PostgresServer::holdsServer).findFirst());
    }

    private static boolean holdsServer(Path folder) {
        return Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres"));
    }

    private static double number(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(name) : 0;
    }

    private void makeData() throws IOException {
        Files.createFile(log());
        if (isRoot()) {
            Processes.run(List.of("chown", "postgres", folder.path().toString()), log(), PATIENCE);
        }
        Processes.run(asPostgres(List.of(programs.resolve("initdb").toString(), "-D", data().toString(),
                "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")), log(), PATIENCE);
    }

    private List<String> command(List<String> settings) {
        List<String> command = new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data().toString(),
                "-p", Integer.toString(port), "-c", "listen_addresses=" + HOST,
                "-c", "unix_socket_directories=" + folder.path()));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * {@code command} as a user that PostgreSQL accepts, in a folder which that user may enter. Each of the programs
     * becomes the next, so that the process which is started, and ended, is the server itself.
     */
    private static List<String> asPostgres(List<String> command) {
        List<String> words = new ArrayList<>(List.of("env", "--chdir=/"));
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.addAll(command);
        return words;
    }

    /** What {@code pg_ctl -w} waits for too; it needs no driver. */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private Path data() {
        return folder.path().resolve("data");
    }

    private Path log() {
        return folder.path().resolve("log");
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** The JDBC address of {@code database} for a role; further properties may follow it. */
    public String url(String database, String role) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?user=" + role;
    }

    /** The JDBC address of database {@code postgres} for the role that owns it; further properties may follow it. */
    public String url() {
        return url("postgres", "postgres");
    }

    /** The start of a {@code psql} command on database {@code postgres}, with the program that goes with the server. */
    public List<String> psql() {
        return List.of(programs.resolve("psql").toString(), "-h", HOST, "-p", Integer.toString(port),
                "-U", "postgres", "-d", "postgres");
    }

    /** Ends the server at once and removes its folder. */
    @Override
    public void close() {
        if (process.isAlive()) {
            // SIGQUIT is PostgreSQL's immediate shutdown; SIGTERM would wait for the clients to leave.
            Processes.run(List.of("kill", "-QUIT", Long.toString(process.pid())), log(), PATIENCE);
        }
        Processes.stop(process, Duration.ofSeconds(10));
        folder.close();
    }
}
