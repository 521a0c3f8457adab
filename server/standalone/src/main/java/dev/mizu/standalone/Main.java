package dev.mizu.standalone;

import dev.mizu.base.error.ExternalException;
import dev.mizu.environmentd.Environment;
import dev.mizu.environmentd.EnvironmentConfig;
import dev.mizu.persist.update.CorruptionException;
import java.util.concurrent.CountDownLatch;

/** {@code ./mizu up}: starts a region, says how to connect, and stops it cleanly on SIGINT or SIGTERM. */
public final class Main {
    private static final int BAD_OPTION = 2;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Options options;
        EnvironmentConfig config;
        try {
            options = Options.of(args, System.getenv());
            config = options.environment();
        } catch (Options.BadOption e) {
            System.err.println("mizu: " + e.getMessage());
            System.exit(BAD_OPTION);
            return;
        }
        Environment environment;
        try {
            environment = options.processes()
                    ? Standalone.startWithProcesses(config, options.replicaMemoryBytes(), Main::die)
                    : Standalone.start(config, Main::die);
        } catch (ExternalException | CorruptionException e) {
            System.err.println("mizu: " + e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            environment.close();
            stopped.countDown();
        }));
        greet(config, environment);
        stopped.await();
    }

    private static void greet(EnvironmentConfig config, Environment environment) {
        String host = config.listen().getHostAddress();
        System.out.println("Mizu is up.");
        System.out.println("  SQL:  psql -h " + host + " -p " + environment.sqlAddress().getPort()
                + " -U materialize materialize");
        System.out.println("  HTTP: http://" + host + ":" + environment.httpAddress().getPort());
        System.out.println("  Data: " + config.data().toAbsolutePath().normalize());
        System.out.println("Stop with Ctrl-C.");
    }

    /** A broken invariant: what is durable is right, so the way on is to start again from it. */
    private static void die(Throwable failure) {
        System.err.println("mizu: " + failure.getMessage());
        System.err.println("mizu: a background thread failed; the process stops and can be started again");
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }
}
