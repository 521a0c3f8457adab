package dev.mizu.bench.subject;

import dev.mizu.testkit.process.Processes;
import dev.mizu.testkit.process.RegionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A region as {@code ./mizu up} starts it, in a process of its own; see {@link RegionCommand}. One thread.
 */
public final class RegionServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path log;
    private final int sqlPort;
    private final Process process;
    private final long startedNanos;

    private RegionServer(Path log, int sqlPort, Process process, long startedNanos) {
        this.log = log;
        this.sqlPort = sqlPort;
        this.process = process;
        this.startedNanos = startedNanos;
    }

    /** Starts the process on a folder; it need not answer yet. */
    public static RegionServer launch(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Processes.freePort();
        List<String> command = RegionCommand.words();
        command.addAll(List.of("--data", data.toString(), "--listen", "127.0.0.1",
                "--sql-port", Integer.toString(port), "--system-sql-port", Integer.toString(Processes.freePort()),
                "--http-port", Integer.toString(Processes.freePort())));
        Path log = data.resolveSibling(data.getFileName() + ".log");
        long now = System.nanoTime();
        return new RegionServer(log, port, Processes.start(command, log), now);
    }

    /** Waits for the first answer to a query of a client; gives the nanoseconds since the process began. */
    public long awaitFirstAnswer() {
        Processes.await(process, log, PATIENCE, () -> Processes.accepts(sqlPort));
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw new IllegalStateException("the first query failed" + Processes.tail(log), e);
        }
        return System.nanoTime() - startedNanos;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + sqlPort + "/materialize?user=materialize";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** CPU seconds that the process has used. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** CPU seconds of the process' threads whose name begins so; what threads that ended have used is not in it. */
    public double cpuSeconds(String threadName) {
        double sum = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith(threadName)) {
                    sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]) / 1e9;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    /** Bytes of live objects, after a full collection. */
    public long liveBytes() {
        try {
            Path histogram = Files.createTempFile("mizu-bench", ".histogram");
            Processes.run(List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(process.pid()), "GC.class_histogram"), histogram, PATIENCE);
            List<String> lines = Files.readAllLines(histogram);
            Files.delete(histogram);
            String total = lines.stream().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            return Long.parseLong(total.trim().split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Stops the region cleanly; its folder stays. */
    @Override
    public void close() {
        Processes.stop(process, Duration.ofSeconds(30));
    }
}
