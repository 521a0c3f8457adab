package dev.mizu.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.protocol.StorageResponse.Statistics;
import dev.mizu.protocol.StorageResponse.StatusChange;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.IngestionStatus;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import dev.mizu.storageplan.TextOrSecret;
import dev.mizu.storageworker.StorageWorker;
import dev.mizu.testkit.kafka.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker against a real broker: what producers committed is in the shard, once, whatever stops in between. */
final class KafkaSourceTest {
    private static final int FILL = Integer.getInteger("mizu.kafka.fill", 200_000);

    @TempDir
    static Path folder;

    private static KafkaBroker broker;

    private final List<StorageResponse> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void messagesCountOnceOverRestartsOfBothSides() throws Exception {
        topic("orders", 2);
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(folder.resolve("data")))) {
            RunIngestion command = command("orders", broker.address());
            long started = System.nanoTime();
            produce("orders", 0, FILL, 2);
            double produced = (System.nanoTime() - started) / 1e9;
            started = System.nanoTime();
            try (StorageWorker worker = worker(client)) {
                worker.accept(command);
                await(() -> heard.contains(running()) && offset(client) == FILL);
                System.out.printf("%d messages produced in %.2f s, ingested in %.2f s%n",
                        FILL, produced, (System.nanoTime() - started) / 1e9);
                assertThat(count(client)).isEqualTo(FILL);
                await(() -> heard.stream().anyMatch(r -> r instanceof Statistics s && s.messagesReceived() == FILL
                        && s.offsetKnown() == FILL && s.offsetCommitted() == FILL));
            }
            produce("orders", FILL, FILL + 100, 2);
            try (StorageWorker worker = worker(client)) {
                worker.accept(command);
                await(() -> offset(client) == FILL + 100);
                broker.kill();
                await(() -> status() == IngestionStatus.STALLED);
                StatusChange stalled = lastStatus();
                assertThat(stalled.error()).contains(broker.address()).contains("cannot be reached");
                assertThat(stalled.hint()).isNotEmpty();
                long upper = client.upper(new ShardId("sdata"));
                await(() -> client.upper(new ShardId("sdata")) > upper + 500);
                broker.restart();
                try (Admin admin = admin()) {
                    admin.createPartitions(Map.of("orders", NewPartitions.increaseTo(3))).all().get();
                }
                produce("orders", FILL + 100, FILL + 200, 3);
                await(() -> status() == IngestionStatus.RUNNING && offset(client) == FILL + 200);
            }
            Set<Long> ids = new TreeSet<>();
            rows(client, row -> ids.add(row.get(1).asLong() << 40 | row.get(2).asLong()));
            assertThat(ids).hasSize(FILL + 200);
            assertThat(group("mizu-u2", 3)).containsOnlyKeys(0, 1, 2);
        }
    }

    @Test
    void readsOnlyWhatTransactionsCommitted() throws Exception {
        topic("paid", 1);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "transactional.id", "p");
        try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                PersistClient client = PersistClient.open(new PersistLocation.Memory());
                StorageWorker worker = worker(client)) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("paid", "" + i, "{\"i\":" + i + "}")).get();
                if (i % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
            worker.accept(command("paid", broker.address()));
            await(() -> heard.contains(running()) && count(client) == 3);
            // Three messages taken back and six marks are passed over, and lie behind the position.
            await(() -> offset(client) == 12);
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory())) {
            try (StorageWorker worker = worker(client)) {
                worker.accept(command("absent", broker.address()));
                await(() -> status() == IngestionStatus.STALLED);
                assertThat(lastStatus().error()).contains("topic \"absent\" does not exist");
                topic("absent", 1);
                await(() -> status() == IngestionStatus.RUNNING);
            }
            heard.clear();
            long started = System.nanoTime();
            try (StorageWorker worker = worker(client)) {
                worker.accept(command("absent", "127.0.0.1:1"));
                await(() -> status() == IngestionStatus.STALLED);
                assertThat(lastStatus().error()).isEqualTo("Kafka broker 127.0.0.1:1 cannot be reached");
            }
            assertThat(System.nanoTime() - started).isLessThan(15_000_000_000L);
            heard.clear();
            try (StorageWorker worker = worker(client)) {
                worker.accept(command("absent", "no-such-host.invalid:9092"));
                await(() -> status() == IngestionStatus.STALLED);
                assertThat(lastStatus().error()).contains("no-such-host.invalid:9092");
            }
        }
    }

    @Test
    void speaksTlsAndShowsNoPassword() throws Exception {
        topic("guarded", 1);
        produce("guarded", 0, 10, 1);
        TextOrSecret authority = new TextOrSecret.Text(broker.certificate());
        RunIngestion right = command("guarded", secure(7, Optional.of(authority)));
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory())) {
            try (StorageWorker worker = worker(client)) {
                worker.accept(command("guarded", secure(8, Optional.of(authority))));
                await(() -> status() == IngestionStatus.STALLED);
                assertThat(lastStatus().error()).contains("refused our credentials").contains(broker.secureAddress());
                worker.accept(right);
                await(() -> status() == IngestionStatus.RUNNING && offset(client) == 10);
                worker.accept(command("guarded", secure(7, Optional.empty())));
                await(() -> status() == IngestionStatus.STALLED);
                assertThat(lastStatus().error()).contains("TLS handshake");
            }
            assertThat(heard.toString()).doesNotContain("icky").doesNotContain("wrong");
        }
    }

    private static KafkaConnection secure(long secret, Optional<TextOrSecret> authority) {
        return new KafkaConnection(List.of(broker.secureAddress()), KafkaConnection.Protocol.SASL_SSL,
                Optional.of(new KafkaConnection.Sasl(
                        "PLAIN", new TextOrSecret.Text("reader"), GlobalId.user(secret))),
                Optional.of(new KafkaConnection.Tls(Optional.empty(), Optional.empty(), authority)),
                Optional.empty(), OptionalInt.empty());
    }

    private static byte[] secret(GlobalId id) {
        return (id.number() == 7 ? KafkaBroker.PASSWORD : "wrong").getBytes(StandardCharsets.UTF_8);
    }

    private static StatusChange running() {
        return new StatusChange(GlobalId.user(2), 0, IngestionStatus.RUNNING, "", "");
    }

    private StorageWorker worker(PersistClient client) {
        return new StorageWorker(location -> client, KafkaSourceTest::secret, Clock.SYSTEM, this::hear,
                request -> KafkaReader.open((KafkaSourcePlan) request.plan(), request));
    }

    private void hear(StorageResponse response) {
        heard.add(response instanceof StatusChange c
                ? new StatusChange(c.id(), 0, c.status(), c.error(), c.hint()) : response);
    }

    private StatusChange lastStatus() {
        return heard.stream().filter(StatusChange.class::isInstance).map(StatusChange.class::cast)
                .reduce((a, b) -> b).orElseThrow();
    }

    private IngestionStatus status() {
        return lastStatus().status();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long deadline = System.nanoTime() + 40_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.address()));
    }

    private static void topic(String name, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        }
    }

    private static void produce(String topic, int from, int to, int partitions) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "linger.ms", 20,
                "batch.size", 200_000, "metadata.max.age.ms", 500);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.partitionsFor(topic);
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, i % partitions, "" + i, "{\"id\": " + i
                        + ", \"customer\": \"c" + i % 1000 + "\", \"amount\": " + i % 97 + ".25, \"paid\": true}"));
            }
        }
    }

    private static Map<Integer, Long> group(String name, int partitions) {
        Map<Integer, Long> offsets = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.address(), "group.id", name),
                new StringDeserializer(), new StringDeserializer())) {
            for (int p = 0; p < partitions; p++) {
                TopicPartition partition = new TopicPartition("orders", p);
                OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
                offsets.put(p, committed == null ? -1L : committed.offset());
            }
        }
        return offsets;
    }

    private interface EachRow {
        void row(Row row);
    }

    private static long count(PersistClient client) {
        long[] count = new long[1];
        rows(client, row -> count[0]++);
        return count[0];
    }

    private static long offset(PersistClient client) {
        long[] sum = new long[1];
        read(client, "sprogress", 2, row -> sum[0] += row.get(1).asLong());
        return sum[0];
    }

    private static void rows(PersistClient client, EachRow each) {
        read(client, "sdata", 3, each);
    }

    private static void read(PersistClient client, String shard, int arity, EachRow each) {
        try (Reader reader = client.openReader(new ShardId(shard), "test");
                Snapshot snapshot = reader.snapshot(Math.max(reader.since(), reader.upper() - 1),
                        Duration.ofSeconds(10))) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                for (int i = 0; i < chunk.get().size(); i++) {
                    assertThat(chunk.get().diff(i)).isEqualTo(1);
                    each.row(RowCodec.decode(chunk.get().row(i), 0, arity));
                }
            }
        }
    }

    private static RunIngestion command(String topic, String address) {
        return command(topic, new KafkaConnection(List.of(address), KafkaConnection.Protocol.PLAINTEXT,
                Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty()));
    }

    private static RunIngestion command(String topic, KafkaConnection connection) {
        KafkaSourcePlan plan = new KafkaSourcePlan(GlobalId.user(1), connection, topic, Optional.empty(),
                DataFormat.JSON, KafkaEnvelope.NONE,
                List.of(KafkaColumn.VALUE, KafkaColumn.PARTITION, KafkaColumn.OFFSET), List.of(),
                OptionalLong.empty(), 500, Optional.empty());
        RelationType type = RelationType.of(
                SimpleType.JSONB.notNull(), SimpleType.INT4.notNull(), SimpleType.UINT8.notNull());
        return new RunIngestion(GlobalId.user(2),
                new IngestionPlan(plan, List.of(new IngestionPlan.Output(
                        topic, new RelationDesc(type, List.of("data", "partition", "offset")))), 1000),
                List.of(new ShardRef("sdata", ShardRef.Location.DURABLE, false)),
                new ShardRef("sprogress", ShardRef.Location.DURABLE, false));
    }
}
