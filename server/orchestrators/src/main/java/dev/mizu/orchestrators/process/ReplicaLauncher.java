package dev.mizu.orchestrators.process;

import dev.mizu.controller.ReplicaSpec;
import dev.mizu.protocol.wire.Handshake.Identity;
import dev.mizu.protocol.wire.Handshake.Secret;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes of replicas. What a process must know comes as lines on its standard input, which stays open as long
 * as this process lives: its end is how a replica learns that its region is gone.
 */
final class ReplicaLauncher {
    private static final long LOG_BYTES_MAX = 16L << 20;
    private static final long MIB = 1L << 20;
    private static final long SMALL_HEAP = 512 * MIB;
    private static final int SIGNALLED = 128;
    private static final int KILLED = SIGNALLED + 9;
    /** What a JVM with {@code ExitOnOutOfMemoryError} ends with. */
    private static final int OUT_OF_MEMORY = 3;

    private final ProcessSettings settings;
    private final int port;
    private final long epoch;

    ReplicaLauncher(ProcessSettings settings, int port, long epoch) {
        this.settings = settings;
        this.port = port;
        this.epoch = epoch;
    }

    Identity identity(ReplicaSpec spec, long incarnation) {
        return new Identity(epoch, spec.replica().toString(), incarnation);
    }

    Process launch(ReplicaSpec spec, Identity identity, Secret secret) throws IOException {
        Path log = log(spec);
        long heap = spec.memoryLimitBytes() == 0 ? settings.heapBytesMax()
                : Math.min(spec.memoryLimitBytes(), settings.heapBytesMax());
        List<String> command = new ArrayList<>(settings.java());
        command.add(heap <= SMALL_HEAP ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
        command.addAll(List.of("-Xmx" + heap / MIB + "m", "-XX:+ExitOnOutOfMemoryError",
                "-cp", System.getProperty("java.class.path"), settings.mainClass(), spec.name()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        try {
            BufferedWriter in = process.outputWriter();
            for (String line : List.of(Integer.toString(port), Long.toString(identity.epoch()), identity.replica(),
                    Long.toString(identity.incarnation()), secret.hex(),
                    settings.data().toAbsolutePath().toString())) {
                in.write(line);
                in.write('\n');
            }
            in.flush();
        } catch (IOException e) {
            // It has ended already: its exit code says more than this.
            return process;
        }
        return process;
    }

    private Path log(ReplicaSpec spec) throws IOException {
        Path folder = Files.createDirectories(settings.data().resolve("replicas"));
        Path log = folder.resolve(spec.replica() + ".log");
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, folder.resolve(spec.replica() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** What the catalog says of a process that ended so. */
    static String reason(int code) {
        if (code == OUT_OF_MEMORY) {
            return "oom-killed";
        }
        if (code == KILLED) {
            return "killed";
        }
        return code > SIGNALLED ? "ended by signal " + (code - SIGNALLED) : "ended with exit code " + code;
    }
}
