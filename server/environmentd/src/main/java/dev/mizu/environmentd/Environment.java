package dev.mizu.environmentd;

import dev.mizu.auth.Authenticator;
import dev.mizu.auth.PemIdentity;
import dev.mizu.base.concurrent.MixedThreads;
import dev.mizu.connectors.kafka.KafkaProbe;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.coordinator.bootstrap.Bootstrap;
import dev.mizu.coordinator.bootstrap.Region;
import dev.mizu.coordinator.bootstrap.RegionConfig;
import dev.mizu.coordinator.bootstrap.RegionStorage;
import dev.mizu.coordinator.secret.SecretStore;
import dev.mizu.http.HttpDoor;
import dev.mizu.http.HttpDoorConfig;
import dev.mizu.pgwire.PgServer;
import dev.mizu.pgwire.PgServerConfig;
import dev.mizu.session.SessionClient;
import dev.mizu.storageplan.ConnectionPlan;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.SecretReader;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A running environment: storage, region, doors. Closing it stops the doors first and storage last. */
public final class Environment implements AutoCloseable {
    private static final int CONNECTIONS = 5_000;
    /** Connections of a door that get a platform thread. */
    private static final int FAST_CONNECTIONS = 64;

    private final RegionStorage storage;
    private final ReplicaOrchestrator orchestrator;
    private final Region region;
    private final Doors doors;

    /**
     * Where replicas run.
     *
     * @param outside whether they are other processes, which share the region's stores
     * @param orchestrators makes what brings them to life, over the opened storage and the region's secrets
     */
    public record Replicas(
            boolean outside, BiFunction<RegionStorage, SecretStore, ReplicaOrchestrator> orchestrators) {}

    private record Doors(PgServer sql, PgServer systemSql, HttpDoor http) {}

    private Environment(RegionStorage storage, ReplicaOrchestrator orchestrator, Region region, Doors doors) {
        this.storage = storage;
        this.orchestrator = orchestrator;
        this.region = region;
        this.doors = doors;
    }

    /**
     * Starts everything; returns when statements are served.
     *
     * @param onFailure hears of failures of background threads
     */
    public static Environment start(EnvironmentConfig config, Replicas replicas, Consumer<Throwable> onFailure)
            throws InterruptedException {
        RegionConfig machine = RegionConfig.ofThisMachine(Environment::probe);
        RegionStorage storage = replicas.outside() ? RegionStorage.openShared(config.data(), machine.clock())
                : RegionStorage.open(config.data(), machine.clock());
        SecretStore secrets = SecretStore.open(config.data().resolve("secrets"));
        ReplicaOrchestrator orchestrator = replicas.orchestrators().apply(storage, secrets);
        Region region = Bootstrap.start(storage, secrets, machine, orchestrator, onFailure);
        try {
            return new Environment(storage, orchestrator, region, open(config, region.sessions()));
        } catch (RuntimeException e) {
            region.close();
            orchestrator.close();
            storage.close();
            throw e;
        }
    }

    /** Every kind of connection that this build knows. */
    private static void probe(ConnectionPlan connection, SecretReader secrets) {
        switch (connection) {
            case KafkaConnection kafka -> KafkaProbe.check(kafka, secrets);
        }
    }

    private static Doors open(EnvironmentConfig config, SessionClient sessions) {
        Optional<SSLContext> tls = config.tls().map(files -> PemIdentity.load(files.certificate(), files.key()));
        PgServer sql = PgServer.start(pgwire(config, config.sqlPort(), false, tls), sessions);
        PgServer system = PgServer.start(pgwire(config, config.systemSqlPort(), true, tls), sessions);
        HttpDoorConfig http = HttpDoorConfig.loopback(config.httpPort())
                .withBind(new InetSocketAddress(config.listen(), config.httpPort()));
        return new Doors(sql, system, HttpDoor.start(
                tls.map(http::withTls).orElse(http), sessions, RegionMetrics.registry(sql, system)));
    }

    private static PgServerConfig pgwire(
            EnvironmentConfig config, int port, boolean internal, Optional<SSLContext> tls) {
        PgServerConfig plain = PgServerConfig.loopback(port)
                .withBind(new InetSocketAddress(config.listen(), port))
                .withThreads(new MixedThreads("pgwire-" + port, FAST_CONNECTIONS))
                .withAccess(new PgServerConfig.Access(new Authenticator.Trust(), internal, CONNECTIONS));
        return tls.map(context -> plain.withTls(new PgServerConfig.Tls(context, false))).orElse(plain);
    }

    public Region region() {
        return region;
    }

    public InetSocketAddress sqlAddress() {
        return doors.sql().address();
    }

    public InetSocketAddress systemSqlAddress() {
        return doors.systemSql().address();
    }

    public InetSocketAddress httpAddress() {
        return doors.http().address();
    }

    @Override
    public void close() {
        doors.http().close();
        doors.sql().close();
        doors.systemSql().close();
        region.close();
        orchestrator.close();
        storage.close();
    }
}
