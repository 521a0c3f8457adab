package dev.mizu.acceptance.region;

import dev.mizu.acceptance.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A standalone region in a JVM of its own, on a folder that outlives it: it can be killed without warning and started
 * again, as a power cut would. Owns the child process; one thread.
 */
public final class RegionProcess implements RegionUnderTest {
    private static final String MAIN_CLASS = "dev.mizu.standalone.Main";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final List<String> options;
    private final int sqlPort = Processes.freePort();
    private final int systemSqlPort = Processes.freePort();
    private final int httpPort = Processes.freePort();
    private Process process;

    private RegionProcess(Path data, List<String> options) {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.options = List.copyOf(options);
        this.process = launch();
    }

    /** Whether the class path holds a region to start. */
    public static boolean available() {
        return RegionProcess.class.getClassLoader().getResource(MAIN_CLASS.replace('.', '/') + ".class") != null;
    }

    /** Starts a region on {@code data} and returns when it is ready; {@code options} go to its main. */
    public static RegionProcess start(Path data, String... options) {
        RegionProcess region = new RegionProcess(data, List.of(options));
        region.awaitReady();
        return region;
    }

    private Process launch() {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), MAIN_CLASS,
                "--data", data.toString(), "--listen", host(), "--sql-port", Integer.toString(sqlPort),
                "--system-sql-port", Integer.toString(systemSqlPort), "--http-port", Integer.toString(httpPort)));
        command.addAll(options);
        return Processes.start(command, log);
    }

    private void awaitReady() {
        Processes.await(process, log, PATIENCE, this::ready);
    }

    private boolean ready() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + host() + ":" + httpPort + "/api/readyz").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int sqlPort() {
        return sqlPort;
    }

    public int httpPort() {
        return httpPort;
    }

    /** Where the process writes what it has to say. */
    public Path log() {
        return log;
    }

    /** The processes of its replicas, if they are processes; {@code name} is {@code cluster.replica}. */
    public List<ProcessHandle> replicas(String name) {
        return process.descendants().filter(child -> Processes.commandLine(child)
                .contains("dev.mizu.clusterd.Main " + name)).toList();
    }

    /** The processors' time that the process has used since it was started last. */
    public Duration work() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends the process at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        Processes.stop(process, PATIENCE);
    }

    /** Starts the process again on the same folder and ports; returns how long it took until it was ready. */
    public Duration restart() {
        long start = System.nanoTime();
        process = launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Asks the process to stop and waits for it; the folder stays. */
    @Override
    public void close() {
        Processes.stop(process, Duration.ofSeconds(30));
    }
}
