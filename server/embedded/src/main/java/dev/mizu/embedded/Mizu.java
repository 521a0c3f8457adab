package dev.mizu.embedded;

import dev.mizu.base.error.ExternalException;
import dev.mizu.environmentd.Environment;
import dev.mizu.environmentd.EnvironmentConfig;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import dev.mizu.session.StartupRequest;
import dev.mizu.standalone.Standalone;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A region inside this JVM. Thread-safe; close it to release its folder. */
public final class Mizu implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Mizu.class.getName());

    private final Environment environment;
    private final AtomicReference<Optional<Throwable>> failure;

    private Mizu(Environment environment, AtomicReference<Optional<Throwable>> failure) {
        this.environment = environment;
        this.failure = failure;
    }

    /**
     * Opens the region in a folder, making it when it is new. Its ports are free ones on loopback.
     *
     * @throws ExternalException when another process has the folder open, or it cannot be read
     */
    public static Mizu open(Path folder) {
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        try {
            return new Mizu(Standalone.start(EnvironmentConfig.anywhere(folder), thrown -> {
                LOG.log(System.Logger.Level.ERROR, "background thread of the region failed", thrown);
                failure.updateAndGet(first -> first.or(() -> Optional.of(thrown)));
            }), failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExternalException.retryable("interrupted while the region started", e);
        }
    }

    /** Where PostgreSQL's protocol is spoken. */
    public int sqlPort() {
        return environment.sqlAddress().getPort();
    }

    public int systemSqlPort() {
        return environment.systemSqlAddress().getPort();
    }

    public int httpPort() {
        return environment.httpAddress().getPort();
    }

    /** What a JDBC driver for PostgreSQL connects to. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + sqlPort() + "/materialize?user=materialize";
    }

    /** A session without any protocol between. */
    public Session session() {
        SessionClient client = environment.region().sessions();
        return client.open(new StartupRequest("materialize", false, Map.of("welcome_message", "off"), ""));
    }

    /** Fails when a background thread of the region has failed. */
    public void check() {
        failure.get().ifPresent(thrown -> {
            throw new IllegalStateException("the region failed", thrown);
        });
    }

    @Override
    public void close() {
        environment.close();
    }
}
