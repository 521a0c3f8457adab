package dev.mizu.interchange;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL in a folder of its own, on a free loopback port, gone when closed. */
final class PostgresProcess implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    private final int port;

    private PostgresProcess(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one; empty when PostgreSQL is not installed. */
    static Optional<PostgresProcess> start() throws IOException, InterruptedException {
        Optional<Path> bin = binaries();
        if (bin.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "mizu-pg");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresProcess postgres = new PostgresProcess(bin.get(), folder, port);
        postgres.run("initdb -D " + folder + "/data -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8");
        postgres.run("pg_ctl -D " + folder + "/data -w -l " + folder + "/log -o \"-c listen_addresses=127.0.0.1"
                + " -c port=" + port + " -c unix_socket_directories=" + folder + " -c fsync=off"
                + " -c timezone=UTC\" start");
        return Optional.of(postgres);
    }

    private static Optional<Path> binaries() throws IOException {
        Path root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.map(version -> version.resolve("bin")).filter(path -> Files.exists(path.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** PostgreSQL refuses to run as root. */
    private void run(String command) throws IOException, InterruptedException {
        String line = bin + "/" + command;
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> words = root ? List.of("su", "postgres", "-c", line) : List.of("sh", "-c", line);
        Process process = new ProcessBuilder(words).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("out")));
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("pg_ctl -D " + folder + "/data -m immediate stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
