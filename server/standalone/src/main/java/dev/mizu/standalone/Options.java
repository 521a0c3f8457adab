package dev.mizu.standalone;

import com.sun.management.OperatingSystemMXBean;
import dev.mizu.environmentd.EnvironmentConfig;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The process' options: arguments over environment variables ({@code --sql-port} is {@code MIZU_SQL_PORT}). */
final class Options {
    private static final long DEFAULT_SHARE = 4;
    private static final long HEAP_BYTES_MIN = 64L << 20;
    private static final Map<String, String> DEFAULTS = Map.of(
            "data", "./mizu-data", "listen", "127.0.0.1", "sql-port", "6875", "system-sql-port", "6877",
            "http-port", "6876", "replicas", "thread", "replica-memory", "", "tls-certificate", "", "tls-key", "");

    private final Map<String, String> values = new HashMap<>(DEFAULTS);

    /** Something the starter wrote that cannot be meant; the message is for people. */
    static final class BadOption extends RuntimeException {
        BadOption(String message) {
            super(message);
        }
    }

    static Options of(String[] args, Map<String, String> environment) {
        Options options = new Options();
        DEFAULTS.keySet().forEach(name -> {
            String variable = "MIZU_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
            Optional.ofNullable(environment.get(variable)).ifPresent(value -> options.values.put(name, value));
        });
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!DEFAULTS.containsKey(name)) {
                throw new BadOption("unknown option " + args[i] + "; known are --"
                        + String.join(", --", DEFAULTS.keySet().stream().sorted().toList()));
            }
            if (i + 1 == args.length) {
                throw new BadOption("option " + args[i] + " needs a value");
            }
            options.values.put(name, args[i + 1]);
        }
        return options;
    }

    EnvironmentConfig environment() {
        if (!value("replicas").equals("thread") && !processes()) {
            throw new BadOption("--replicas " + value("replicas") + " is not known; use thread or process");
        }
        replicaMemoryBytes();
        Optional<EnvironmentConfig.TlsFiles> tls = value("tls-certificate").isEmpty() ? Optional.empty()
                : Optional.of(new EnvironmentConfig.TlsFiles(
                        Path.of(value("tls-certificate")), Path.of(value("tls-key"))));
        try {
            return new EnvironmentConfig(Path.of(value("data")), InetAddress.getByName(value("listen")),
                    port("sql-port"), port("system-sql-port"), port("http-port"), tls);
        } catch (UnknownHostException e) {
            throw new BadOption("--listen " + value("listen") + " is not an address of this machine");
        }
    }

    /** Every option has a value, its default when nobody gave one. */
    private String value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Whether replicas are processes of their own. */
    boolean processes() {
        return value("replicas").equals("process");
    }

    /** The largest heap of a replica's process; by default a quarter of the machine. */
    long replicaMemoryBytes() {
        String text = value("replica-memory").toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return machineBytes() / DEFAULT_SHARE;
        }
        char unit = text.charAt(text.length() - 1);
        String number = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
        try {
            long bytes = Math.multiplyExact(Long.parseLong(number), switch (unit) {
                case 'k' -> 1L << 10;
                case 'm' -> 1L << 20;
                case 'g' -> 1L << 30;
                default -> 1L;
            });
            if (bytes >= HEAP_BYTES_MIN) {
                return bytes;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BadOption("--replica-memory wants a size like 4g, not " + text);
        }
        throw new BadOption("--replica-memory " + text + " is too small; a replica needs 64m");
    }

    private static long machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() : DEFAULT_SHARE * Runtime.getRuntime().maxMemory();
    }

    private int port(String name) {
        try {
            int port = Integer.parseInt(value(name));
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new BadOption("--" + name + " " + value(name) + " is not a port number");
        }
        throw new BadOption("--" + name + " " + value(name) + " is not a port number");
    }
}
