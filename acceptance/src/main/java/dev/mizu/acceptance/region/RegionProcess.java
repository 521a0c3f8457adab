package dev.mizu.acceptance.region;

import dev.mizu.testkit.process.Processes;
import dev.mizu.testkit.process.RegionCommand;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A standalone region in a JVM of its own, on a folder that outlives it: it can be killed without warning and started
 * again, as a power cut would. Owns the child process; one thread.
 */
public final class RegionProcess implements RegionUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path data;
    private final Path log;
    private final List<String> options;
    private final int sqlPort = Processes.freePort();
    private final int systemSqlPort = Processes.freePort();
    private final int httpPort = Processes.freePort();
    private Process process;

    private RegionProcess(Path data, Path log, List<String> options) {
        this.data = data;
        this.log = log;
        this.options = List.copyOf(options);
        this.process = launch();
    }

    /** Starts a region on {@code data} and returns when it is ready; {@code options} go to its main. */
    public static RegionProcess start(Path data, String... options) {
        return start(data, data.resolveSibling(data.getFileName() + ".log"), List.of(options));
    }

    /** Starts a region on {@code data} that tells {@code log} what it has to say. */
    public static RegionProcess startIn(Path data, Path log) {
        return start(data, log, List.of());
    }

    private static RegionProcess start(Path data, Path log, List<String> options) {
        RegionProcess region = new RegionProcess(data, log, options);
        try {
            region.awaitReady();
            return region;
        } catch (RuntimeException e) {
            region.close();
            throw e;
        }
    }

    private Process launch() {
        List<String> command = RegionCommand.words("-Xmx1g");
        command.addAll(List.of("--data", data.toString(), "--listen", host(), "--sql-port", Integer.toString(sqlPort),
                "--system-sql-port", Integer.toString(systemSqlPort), "--http-port", Integer.toString(httpPort)));
        addAll(command, options);
        return Processes.start(command, log);
    }

    /** Options given by a test take the place of ours. */
    private static void addAll(List<String> command, List<String> options) {
        for (int i = 0; i < options.size(); i += 2) {
            int ours = command.indexOf(options.get(i));
            if (ours < 0) {
                command.addAll(options.subList(i, i + 2));
            } else {
                command.set(ours + 1, options.get(i + 1));
            }
        }
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

    @Override
    public int systemSqlPort() {
        return systemSqlPort;
    }

    public long processId() {
        return process.pid();
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
