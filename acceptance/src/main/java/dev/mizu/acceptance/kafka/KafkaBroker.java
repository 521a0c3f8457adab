package dev.mizu.acceptance.kafka;

import dev.mizu.testkit.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka broker, its own controller, on free ports of loopback and a folder that outlives it: it can be stopped and
 * started again. Owns the child process.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CLUSTER_ID = "bWl6dS1hY2NlcHRhbmNlLQ";

    private final Path folder;
    private final Path log;
    private final int port = Processes.freePort();
    private final String classPath;
    private Process process;

    private KafkaBroker(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("broker.log");
        this.classPath = classPath();
        format();
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

    private void format() {
        int controller = Processes.freePort();
        String properties = """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controller, folder.resolve("logs"));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("server.properties"), properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Processes.run(java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c",
                folder.resolve("server.properties").toString()), log, PATIENCE);
    }

    private List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process launch() {
        return Processes.start(java("kafka.Kafka", folder.resolve("server.properties").toString()), log);
    }

    private void awaitPort() {
        Processes.await(process, log, PATIENCE, () -> Processes.accepts(port));
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Makes a topic and waits until the broker knows it. */
    public void createTopic(String name, int partitions) {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + name + " could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topic " + name, e);
        }
    }

    /** Takes a topic away with all that is in it, and waits until the broker no longer knows it. */
    public void deleteTopic(String name) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Processes.pause(20);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + name + " could not be deleted", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deleting topic " + name, e);
        }
    }

    /** Stops the broker; its topics stay in the folder. */
    public void stop() {
        Processes.stop(process, Duration.ofSeconds(30));
    }

    /** Starts a stopped broker again, on the same port. */
    public void restart() {
        process = launch();
        awaitPort();
    }

    @Override
    public void close() {
        stop();
    }
}
