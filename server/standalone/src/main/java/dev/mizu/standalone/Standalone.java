package dev.mizu.standalone;

import dev.mizu.environmentd.Environment;
import dev.mizu.environmentd.EnvironmentConfig;
import dev.mizu.orchestrators.process.ProcessOrchestrator;
import dev.mizu.orchestrators.process.ProcessSettings;
import dev.mizu.orchestrators.process.Stores;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts an environment with its replicas, as threads or as processes. */
public final class Standalone {
    private static final String REPLICA_MAIN = "dev.mizu.clusterd.Main";

    private Standalone() {}

    /** Replicas are threads of this process. */
    public static Environment start(EnvironmentConfig config, Consumer<Throwable> onFailure)
            throws InterruptedException {
        return Environment.start(config, new Environment.Replicas(false,
                (storage, secrets) -> new ThreadOrchestrator(storage, secrets, onFailure)), onFailure);
    }

    /**
     * Each replica is a process of its own, on the class path of this one.
     *
     * @param heapBytesMax the largest heap of a replica, whatever its size says
     */
    public static Environment startWithProcesses(
            EnvironmentConfig config, long heapBytesMax, Consumer<Throwable> onFailure) throws InterruptedException {
        ProcessSettings settings = new ProcessSettings(java(), REPLICA_MAIN, config.data(), heapBytesMax);
        return Environment.start(config, new Environment.Replicas(true, (storage, secrets) -> storage.shared()
                .map(shared -> ProcessOrchestrator.open(settings, new Stores(
                        shared.durable(), shared.memory(), shared.memoryBlob(), secrets)))
                .orElseThrow()), onFailure);
    }

    /** This process' own Java and its options, but for those of its heap and what is written to one file. */
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean own = argument.startsWith("-Xm") || argument.startsWith("-XX:+Use") && argument.endsWith("GC")
                    || argument.startsWith("-XX:AOTCacheOutput") || argument.startsWith("-XX:AOTMode")
                    || argument.startsWith("-agent") || argument.startsWith("-javaagent") || argument.startsWith("-D");
            if (!own) {
                command.add(argument);
            }
        }
        return command;
    }
}
