package dev.mizu.connectors.kafka;

import dev.mizu.base.error.ExternalException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka's failures mean to the user. Messages name brokers and topics; Kafka's own
 * messages repeat no value of a setting that can be secret. */
record KafkaFailures(String brokers, String topic) {
    /** All are worth another try: each can be mended on Kafka's side. */
    ExternalException of(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case ExternalException e -> e;
            case UnknownTopicOrPartitionException e -> failed("topic \"" + topic + "\" does not exist on Kafka broker "
                    + brokers, "Create the topic, or make the source again with the right name.", e);
            case SslAuthenticationException e -> failed("the TLS handshake with Kafka broker " + brokers + " failed: "
                    + deepest(e), "Check the certificates of the connection.", e);
            case AuthenticationException e -> failed("Kafka broker " + brokers + " refused our credentials",
                    "Check the user name, the password and the certificates of the connection.", e);
            case AuthorizationException e -> failed("Kafka broker " + brokers + " does not let us read topic \"" + topic
                    + '"', "Grant DESCRIBE and READ on the topic, and READ on the consumer group.", e);
            case TimeoutException e -> unreachable(e);
            default -> broken(cause);
        };
    }

    ExternalException unreachable(Throwable cause) {
        return failed("Kafka broker " + brokers + " cannot be reached",
                "Check that the broker runs, and that its host and port can be reached from here.", cause);
    }

    private ExternalException broken(Throwable cause) {
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (deeper instanceof ConfigException && String.valueOf(deeper.getMessage()).contains("bootstrap")) {
                return failed("no host of Kafka broker " + brokers + " can be resolved",
                        "Check the broker's address in the connection.", cause);
            }
        }
        return failed("Kafka broker " + brokers + ": " + deepest(cause), "", cause);
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    ExternalException failed(String message, String hint, Throwable cause) {
        return ExternalException.retryable(message, cause).withHint(hint);
    }
}
