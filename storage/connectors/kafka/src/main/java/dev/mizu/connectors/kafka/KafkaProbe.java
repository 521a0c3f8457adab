package dev.mizu.connectors.kafka;

import dev.mizu.base.error.ExternalException;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.SecretReader;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether a cluster answers and accepts our credentials: one question about its brokers. */
public final class KafkaProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The client gives up by itself before. */
    private static final Duration WAIT = PATIENCE.plusSeconds(1);

    private KafkaProbe() {}

    /** Waits for the answer; throws {@link ExternalException} when there is none, or a refusal. */
    public static void check(KafkaConnection connection, SecretReader secrets) {
        KafkaFailures failures = new KafkaFailures(String.join(", ", connection.brokers()), "");
        Admin admin = open(connection, secrets, failures);
        try {
            admin.describeCluster().nodes().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | KafkaException e) {
            throw failures.of(e);
        } catch (TimeoutException e) {
            throw failures.unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.unreachable(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Admin open(KafkaConnection connection, SecretReader secrets, KafkaFailures failures) {
        try {
            return Admin.create(KafkaSettings.of(connection, secrets, PATIENCE));
        } catch (KafkaException e) {
            throw failures.of(e);
        }
    }
}
