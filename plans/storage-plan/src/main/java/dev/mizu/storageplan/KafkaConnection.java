package dev.mizu.storageplan;

import dev.mizu.base.id.GlobalId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to reach a Kafka cluster.
 *
 * @param brokers {@code host:port}, at least one
 * @param progressTopic where sinks keep their progress; empty = the default name
 */
public record KafkaConnection(
        List<String> brokers, Protocol protocol, Optional<Sasl> sasl, Optional<Tls> tls,
        Optional<String> progressTopic, OptionalInt progressTopicReplicationFactor) implements ConnectionPlan {
    public KafkaConnection {
        brokers = List.copyOf(brokers);
    }

    /** A broker's listener protocol. */
    public enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL
    }

    /** SASL credentials; {@code mechanism} as Kafka spells it. */
    public record Sasl(String mechanism, TextOrSecret username, GlobalId password) {}

    /** TLS material in PEM; key and certificate come together, the authority alone is possible. */
    public record Tls(Optional<GlobalId> key, Optional<TextOrSecret> certificate, Optional<TextOrSecret> authority) {}
}
