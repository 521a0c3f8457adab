package dev.mizu.acceptance.kafka;

import dev.mizu.testkit.kafka.KafkaBroker;
import dev.mizu.testkit.process.Processes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes and deletes topics of a broker, and waits until the broker knows. */
public final class Topics {
    private Topics() {}

    private interface Work {
        void with(Admin admin) throws ExecutionException, InterruptedException;
    }

    public static void create(KafkaBroker broker, String name, int partitions) {
        administer(broker, "make topic " + name, admin ->
                admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get());
    }

    /** Takes a topic away with all that is in it. */
    public static void delete(KafkaBroker broker, String name) {
        administer(broker, "delete topic " + name, admin -> {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Processes.pause(20);
            }
        });
    }

    private static void administer(KafkaBroker broker, String what, Work work) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()))) {
            work.with(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot " + what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it was to " + what, e);
        }
    }
}
