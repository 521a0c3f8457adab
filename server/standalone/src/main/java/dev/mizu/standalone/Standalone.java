package dev.mizu.standalone;

import dev.mizu.environmentd.Environment;
import dev.mizu.environmentd.EnvironmentConfig;
import java.util.function.Consumer;

/** Starts an environment whose replicas are threads of this process. */
public final class Standalone {
    private Standalone() {}

    public static Environment start(EnvironmentConfig config, Consumer<Throwable> onFailure)
            throws InterruptedException {
        return Environment.start(config,
                (storage, secrets) -> new ThreadOrchestrator(storage, secrets, onFailure), onFailure);
    }
}
