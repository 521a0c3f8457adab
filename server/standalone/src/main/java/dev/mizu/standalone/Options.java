package dev.mizu.standalone;

import dev.mizu.environmentd.EnvironmentConfig;
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
    private static final Map<String, String> DEFAULTS = Map.of(
            "data", "./mizu-data", "listen", "127.0.0.1", "sql-port", "6875", "system-sql-port", "6877",
            "http-port", "6876", "replicas", "thread", "tls-certificate", "", "tls-key", "");

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
        if (!value("replicas").equals("thread")) {
            throw new BadOption("--replicas " + value("replicas") + " is not supported; use thread");
        }
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
