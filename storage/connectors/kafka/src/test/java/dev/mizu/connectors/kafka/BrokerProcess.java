package dev.mizu.connectors.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker in a JVM of its own, on a free port of loopback. Owns the child process. */
final class BrokerProcess implements AutoCloseable {
    /** With what must be quoted on the way to the broker. */
    static final String PASSWORD = "tr\"icky; pass";
    private static final String STORE_PASSWORD = "changeit";

    private final Path folder;
    private final int securePort = freePort();
    private final int port = freePort();
    private final String classPath = classPath();
    private Process process;

    BrokerProcess(Path folder) {
        this.folder = folder;
        int controller = freePort();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("broker.properties"), String.join("\n",
                    "node.id=1", "process.roles=broker,controller",
                    "controller.quorum.voters=1@127.0.0.1:" + controller, "controller.listener.names=CONTROLLER",
                    "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller
                            + ",SECURE://127.0.0.1:" + securePort,
                    "advertised.listeners=PLAINTEXT://127.0.0.1:" + port + ",SECURE://127.0.0.1:" + securePort,
                    "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
                    "listener.name.secure.sasl.enabled.mechanisms=PLAIN",
                    "listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain."
                            + "PlainLoginModule required user_reader=\"" + PASSWORD.replace("\"", "\\\\\"") + "\";",
                    "listener.name.secure.ssl.keystore.location=" + folder.resolve("broker.p12"),
                    "listener.name.secure.ssl.keystore.type=PKCS12",
                    "listener.name.secure.ssl.keystore.password=" + STORE_PASSWORD,
                    "log.dirs=" + folder.resolve("logs"), "auto.create.topics.enable=false",
                    "offsets.topic.num.partitions=1", "offsets.topic.replication.factor=1",
                    "transaction.state.log.num.partitions=1", "transaction.state.log.replication.factor=1",
                    "transaction.state.log.min.isr=1", "group.initial.rebalance.delay.ms=0"));
            certify();
            launch("kafka.tools.StorageTool", "format", "-t", "bWl6dS1jb25uZWN0b3IwMA", "-c", properties()).waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        start();
    }

    /** A key for 127.0.0.1, and its certificate in PEM beside it. */
    private void certify() throws IOException, InterruptedException {
        String store = folder.resolve("broker.p12").toString();
        tool("-genkeypair", "-keyalg", "EC", "-alias", "broker", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1",
                "-keystore", store, "-storepass", STORE_PASSWORD);
        tool("-exportcert", "-rfc", "-alias", "broker", "-file", folder.resolve("broker.pem").toString(),
                "-keystore", store, "-storepass", STORE_PASSWORD);
    }

    private static void tool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
    }

    /** Takes the user {@code reader} with {@link #PASSWORD}, over TLS. */
    String secureAddress() {
        return "127.0.0.1:" + securePort;
    }

    String certificate() {
        try {
            return Files.readString(folder.resolve("broker.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String properties() {
        return folder.resolve("broker.properties").toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        try {
            return Files.readString(Path.of("../../../build/kafka-broker/target/classpath.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile())).start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() {
        try {
            process = launch("kafka.Kafka", properties());
            for (long deadline = System.nanoTime() + 60_000_000_000L; !answers(); Thread.sleep(50)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(folder.resolve("broker.log")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
