package dev.mizu.connectors.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * One question to a cluster, answered without blocking: which partitions a topic has, where they begin and end, and
 * where those that are new to us start. It is also how we notice that nobody answers. One thread.
 */
final class TopicProbe {
    private final Admin admin;
    private final Function<TopicPartition, Optional<OffsetSpec>> startOfNew;
    private final KafkaFuture<TopicDescription> description;
    private Optional<Offsets> offsets = Optional.empty();

    private record Offsets(
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> begin,
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> end,
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> start) {}

    /**
     * @param start where partitions begin whose start had to be asked for; -1 where no message is so new
     */
    record Answer(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> end, Map<TopicPartition, Long> start) {}

    /** @param startOfNew what to ask about a partition's start, nothing when it is known */
    TopicProbe(Admin admin, String topic, Function<TopicPartition, Optional<OffsetSpec>> startOfNew) {
        this.admin = admin;
        this.startOfNew = startOfNew;
        this.description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    /** The answer, waiting for it so long; empty when it is not there yet. */
    Optional<Answer> poll(Duration wait) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        try {
            if (offsets.isEmpty()) {
                offsets = Optional.of(ask(within(description, deadline)));
            }
            Offsets asked = offsets.get();
            return Optional.of(new Answer(numbers(within(asked.begin(), deadline)),
                    numbers(within(asked.end(), deadline)), numbers(within(asked.start(), deadline))));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private static <T> T within(KafkaFuture<T> future, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private Offsets ask(TopicDescription topic) {
        Set<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition())).collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> starts = new HashMap<>();
        partitions.forEach(p -> startOfNew.apply(p).ifPresent(spec -> starts.put(p, spec)));
        return new Offsets(list(all(partitions, OffsetSpec.earliest())), list(all(partitions, OffsetSpec.latest())),
                list(starts));
    }

    private static Map<TopicPartition, OffsetSpec> all(Set<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(Map<TopicPartition, OffsetSpec> specs) {
        return admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all();
    }

    private static Map<TopicPartition, Long> numbers(Map<TopicPartition, ListOffsetsResultInfo> found) {
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }
}
