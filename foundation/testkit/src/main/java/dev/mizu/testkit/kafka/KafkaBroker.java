package dev.mizu.testkit.kafka;

import dev.mizu.testkit.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A Kafka broker, its own controller, on free ports of loopback and a folder that outlives it: it can be stopped and
 * started again. A second door takes user {@code reader} with {@link #PASSWORD} over TLS. Owns the child process.
 */
public final class KafkaBroker implements AutoCloseable {
    /** With what must be quoted on the way to the broker. */
    public static final String PASSWORD = "tr\"icky; pass";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ALIAS = "broker";
    private static final String STORE_PASSWORD = "changeit";
    private static final String CLUSTER_ID = "bWl6dS1hY2NlcHRhbmNlLQ";
    private static final String PROPERTIES = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%3$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,SECURE://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SECURE://127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL
            listener.name.secure.sasl.enabled.mechanisms=PLAIN
            listener.name.secure.plain.sasl.jaas.config=%6$s required user_reader="%7$s";
            listener.name.secure.ssl.keystore.location=%5$s
            listener.name.secure.ssl.keystore.type=PKCS12
            listener.name.secure.ssl.keystore.password=%8$s
            log.dirs=%4$s
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            """;

    private final Path folder;
    private final int port = Processes.freePort();
    private final int securePort = Processes.freePort();
    private final String classPath;
    private Process process;

    private KafkaBroker(Path folder) {
        this.folder = folder;
        this.classPath = classPath();
        configure();
        certify();
        Processes.run(java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", properties().toString()),
                log(), PATIENCE);
        this.process = launch();
    }

    /** Formats {@code folder} and starts a broker on it; returns when it answers. */
    public static KafkaBroker start(Path folder) {
        KafkaBroker broker = new KafkaBroker(folder);
        broker.awaitPort();
        return broker;
    }

    private static String classPath() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("build/kafka-broker/target/classpath.txt");
            if (Files.exists(file)) {
                try {
                    return Files.readString(file).strip();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("build/kafka-broker is not built: ./mizu test kafka-broker");
    }

    private void configure() {
        String quoted = PASSWORD.replace("\"", "\\\\\"");
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule";
        try {
            Files.createDirectories(folder);
            Files.writeString(properties(), PROPERTIES.formatted(port, securePort, Processes.freePort(),
                    folder.resolve("logs"), keyStore(), login, quoted, STORE_PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key for 127.0.0.1, and its certificate. */
    private void certify() {
        Processes.run(List.of(tool("keytool"), "-genkeypair", "-keyalg", "EC", "-alias", ALIAS, "-dname", "CN=broker",
                "-ext", "san=ip:127.0.0.1", "-keystore", keyStore().toString(), "-storepass", STORE_PASSWORD),
                log(), PATIENCE);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process launch() {
        return Processes.start(java("kafka.Kafka", properties().toString()), log());
    }

    private void awaitPort() {
        Processes.await(process, log(), PATIENCE, () -> Processes.accepts(port));
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    private Path keyStore() {
        return folder.resolve("broker.p12");
    }

    private Path log() {
        return folder.resolve("broker.log");
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The same behind TLS, for clients that have {@link #certificate} and {@link #PASSWORD}. */
    public String secureAddress() {
        return "127.0.0.1:" + securePort;
    }

    /** What a client must trust, in PEM. */
    public String certificate() {
        try {
            byte[] encoded = KeyStore.getInstance(keyStore().toFile(), STORE_PASSWORD.toCharArray())
                    .getCertificate(ALIAS).getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the broker in good order; its topics stay in the folder. */
    public void stop() {
        Processes.stop(process, Duration.ofSeconds(30));
    }

    /** Ends the broker at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        Processes.stop(process, PATIENCE);
    }

    /** Starts a stopped broker again, on the same ports. */
    public void restart() {
        process = launch();
        awaitPort();
    }

    /** The folder is its owner's to remove: nothing in it needs the broker's last word. */
    @Override
    public void close() {
        kill();
    }
}
