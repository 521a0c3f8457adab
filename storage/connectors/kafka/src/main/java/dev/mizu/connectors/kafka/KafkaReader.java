package dev.mizu.connectors.kafka;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.time.Clock;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import dev.mizu.storageworker.source.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic as a source: committed messages of all partitions. A probe of the topic comes first and is repeated: it finds
 * new partitions and the ends, and notices a cluster that does not answer. Offsets are committed to a consumer group
 * as a courtesy to whoever watches it; they are never read. One thread.
 */
public final class KafkaReader implements SourceReader {
    private static final int RECORDS_MAX = 50_000;
    private static final int CATCH_UP_RECORDS = 500;
    private static final Duration LINGER = Duration.ofMillis(3);
    private static final long PROBE_MILLIS = 5000;
    private static final long COMMIT_MILLIS = 1000;

    private final KafkaSourcePlan plan;
    private final Clock clock;
    private final KafkaFailures failures;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    /** The next offset of each assigned partition. */
    private final TreeMap<Integer, Long> next = new TreeMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Positions resume;
    private final long startTimestamp;
    private Optional<TopicProbe> probe;
    private long probeAt;
    private long commitAt;
    private Positions committed = Positions.NONE;

    private KafkaReader(
            KafkaSourcePlan plan, SourceOpener.Request request, KafkaFailures failures, Admin admin,
            KafkaConsumer<byte[], byte[]> consumer) {
        this.plan = plan;
        this.clock = request.clock();
        this.failures = failures;
        this.admin = admin;
        this.consumer = consumer;
        this.resume = request.resume();
        long start = plan.startTimestamp().orElse(0);
        this.startTimestamp = start < 0 ? clock.epochMillis() + start : start;
        this.probe = Optional.of(ask());
    }

    /** Makes the clients; whether anybody answers shows at the first polls. */
    public static KafkaReader open(KafkaSourcePlan plan, SourceOpener.Request request) {
        KafkaFailures failures = new KafkaFailures(String.join(", ", plan.connection().brokers()), plan.topic());
        Map<String, Object> settings = KafkaSettings.of(plan.connection(), request.secrets(), request.patience());
        String name = "mizu-" + request.id();
        try {
            Admin admin = Admin.create(new HashMap<>(settings));
            try {
                settings.put(ConsumerConfig.GROUP_ID_CONFIG, plan.groupIdPrefix().orElse("") + name);
                return new KafkaReader(plan, request, failures, admin, consumer(plan, settings));
            } catch (RuntimeException e) {
                admin.close(Duration.ZERO);
                throw e;
            }
        } catch (KafkaException e) {
            throw failures.of(e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaSourcePlan plan, Map<String, Object> settings) {
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_MAX);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, Math.max(1000, plan.metadataRefreshMillis()));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private long millis() {
        return clock.nanoTime() / 1_000_000;
    }

    private TopicProbe ask() {
        return new TopicProbe(admin, plan.topic(), partition -> next.containsKey(partition.partition())
                || resume.of(partition.partition()).isPresent() || plan.startTimestamp().isEmpty()
                ? Optional.empty() : Optional.of(OffsetSpec.forTimestamp(startTimestamp)));
    }

    @Override
    public Optional<RecordBatch> poll(Duration wait) {
        try {
            probe(next.isEmpty() ? wait : Duration.ZERO);
            return next.isEmpty() ? Optional.empty() : Optional.of(read(wait));
        } catch (OffsetOutOfRangeException e) {
            throw failures.failed(
                    "messages of topic \"" + plan.topic() + "\" disappeared before they were read", "", e);
        } catch (KafkaException | ExecutionException e) {
            throw failures.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExternalException.retryable("interrupted", e);
        }
    }

    private void probe(Duration wait) throws ExecutionException, InterruptedException {
        if (probe.isEmpty() && millis() >= probeAt) {
            probe = Optional.of(ask());
        }
        if (probe.isPresent()) {
            Optional<TopicProbe.Answer> answer = probe.get().poll(wait);
            answer.ifPresent(this::learn);
            if (answer.isPresent()) {
                probe = Optional.empty();
                probeAt = millis() + Math.clamp(plan.metadataRefreshMillis(), 100, PROBE_MILLIS);
            }
        }
    }

    private void learn(TopicProbe.Answer answer) {
        ends.putAll(answer.end());
        Map<TopicPartition, Long> added = new HashMap<>();
        for (TopicPartition partition : answer.end().keySet()) {
            if (!next.containsKey(partition.partition())) {
                added.put(partition, start(partition, answer));
            }
        }
        if (answer.end().size() < Math.max(next.size(), resume.next().size())) {
            throw recreated("it has fewer partitions than before");
        }
        if (!added.isEmpty()) {
            added.forEach((partition, offset) -> next.put(partition.partition(), offset));
            consumer.assign(next.keySet().stream().map(p -> new TopicPartition(plan.topic(), p)).toList());
            added.forEach(consumer::seek);
        }
    }

    /** Messages that retention removed are no longer part of the topic: reading goes on after them. */
    private long start(TopicPartition partition, TopicProbe.Answer answer) {
        long begin = Objects.requireNonNull(answer.begin().get(partition));
        long end = Objects.requireNonNull(answer.end().get(partition));
        OptionalLong resumed = resume.of(partition.partition());
        if (resumed.isPresent()) {
            if (resumed.getAsLong() > end) {
                throw recreated("partition " + partition.partition() + " ends at offset " + end
                        + ", but was read up to " + resumed.getAsLong());
            }
            return Math.max(begin, resumed.getAsLong());
        }
        if (answer.start().containsKey(partition)) {
            long found = answer.start().get(partition);
            return found < 0 ? end : found;
        }
        List<Long> offsets = plan.startOffsets();
        long wanted = partition.partition() < offsets.size() ? offsets.get(partition.partition()) : 0;
        if (wanted > end) {
            throw failures.failed("the start offset " + wanted + " of partition " + partition.partition()
                    + " is beyond the end " + end + " of topic \"" + plan.topic() + '"', "",
                    new IllegalStateException());
        }
        return Math.max(begin, wanted);
    }

    private ExternalException recreated(String why) {
        return failures.failed("topic \"" + plan.topic() + "\" is not the one that was read before: " + why,
                "The topic was deleted and created again. Drop the source and create it again.",
                new IllegalStateException());
    }

    private RecordBatch read(Duration wait) {
        List<SourceRecord> records = new ArrayList<>();
        int before = -1;
        for (Duration patience = wait; gained(before, records.size()); patience = LINGER) {
            before = records.size();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                records.add(SourceRecord.message(record.partition(), record.offset(), record.timestamp(),
                        present(record.key()), present(record.value())));
                next.put(record.partition(), record.offset() + 1);
            }
        }
        long known = 0;
        for (Map.Entry<Integer, Long> entry : next.entrySet()) {
            TopicPartition partition = new TopicPartition(plan.topic(), entry.getKey());
            entry.setValue(position(partition, entry.getValue()));
            known += Math.max(entry.getValue(), ends.getOrDefault(partition, 0L));
        }
        return new RecordBatch(records, new Positions(next), known);
    }

    /** Whether to poll on: while catching up, larger batches make fewer durable steps. */
    private static boolean gained(int before, int after) {
        return before < 0 || after < RECORDS_MAX && after - before >= CATCH_UP_RECORDS;
    }

    /** The consumer's own position: it also passes the marks of transactions, which are no records. */
    private long position(TopicPartition partition, long known) {
        try {
            return Math.max(known, consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return known;
        }
    }

    private static byte[] present(byte @Nullable [] bytes) {
        return bytes == null ? SourceRecord.ABSENT : bytes;
    }

    @Override
    public void durable(Positions positions) {
        if (positions.equals(committed) || millis() < commitAt) {
            return;
        }
        committed = positions;
        commitAt = millis() + COMMIT_MILLIS;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.next().forEach((partition, offset) -> offsets.put(
                new TopicPartition(plan.topic(), partition), new OffsetAndMetadata(offset)));
        consumer.commitAsync(offsets, (done, failure) -> { });
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
