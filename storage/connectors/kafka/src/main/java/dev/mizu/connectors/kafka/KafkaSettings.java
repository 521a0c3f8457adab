package dev.mizu.connectors.kafka;

import dev.mizu.base.id.GlobalId;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaConnection.Sasl;
import dev.mizu.storageplan.KafkaConnection.Tls;
import dev.mizu.storageplan.SecretReader;
import dev.mizu.storageplan.TextOrSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** A connection as the settings of Kafka's clients. The map holds secrets: it goes to a client and nowhere else. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** @param patience a broker that is silent for longer is not there */
    static Map<String, Object> of(KafkaConnection connection, SecretReader secrets, Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", connection.brokers()));
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.protocol().name());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) millis);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        connection.sasl().ifPresent(sasl -> sasl(sasl, secrets, settings));
        connection.tls().ifPresent(tls -> tls(tls, secrets, settings));
        return settings;
    }

    private static void sasl(Sasl sasl, SecretReader secrets, Map<String, Object> settings) {
        String module = sasl.mechanism().startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        settings.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism());
        settings.put(SaslConfigs.SASL_JAAS_CONFIG, module + " required username="
                + quoted(text(sasl.username(), secrets))
                + " password=" + quoted(utf8(secrets.read(sasl.password()))) + ";");
    }

    private static void tls(Tls tls, SecretReader secrets, Map<String, Object> settings) {
        tls.authority().ifPresent(authority -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(authority, secrets));
        });
        if (tls.key().isPresent() && tls.certificate().isPresent()) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, utf8(secrets.read(tls.key().get())));
            settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(tls.certificate().get(), secrets));
        }
    }

    /** A string of the JAAS language. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String text(TextOrSecret text, SecretReader secrets) {
        return switch (text) {
            case TextOrSecret.Text(String value) -> value;
            case TextOrSecret.Secret(GlobalId id) -> utf8(secrets.read(id));
        };
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
