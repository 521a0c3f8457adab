package dev.mizu.storageworker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.SimpleType;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceReader;
import dev.mizu.storageworker.source.SourceRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Prints JSON messages per second, through decoding and a durable append, of wall time and of the thread's CPU. */
final class IngestionBenchmark {
    private static final int BATCH = 20_000;

    private IngestionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int messages = 400_000;
        for (KafkaEnvelope envelope : KafkaEnvelope.values()) {
            for (int round = 0; round < 4; round++) {
                run(envelope, messages);
            }
        }
    }

    private static void run(KafkaEnvelope envelope, int messages) throws Exception {
        Path folder = Files.createTempDirectory("ingestion-benchmark");
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(folder))) {
            Ingestion ingestion = new Ingestion(command(envelope), client, new Ingestion.World(
                    id -> new byte[0], Clock.SYSTEM, response -> { }, request -> new Orders(messages)));
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long start = System.nanoTime();
            for (int i = 0; i < messages / BATCH; i++) {
                ingestion.step();
            }
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            System.out.printf("%-7s %9.0f messages/s, %9.0f per second of CPU%n", envelope,
                    messages * 1e9 / (System.nanoTime() - start), messages * 1e9 / cpu);
        }
    }

    /** Orders in batches that are made before the clock runs. */
    private static final class Orders implements SourceReader {
        private final List<List<SourceRecord>> batches = new java.util.ArrayList<>();
        private int next;

        Orders(int messages) {
            for (int from = 0; from < messages; from += BATCH) {
                List<SourceRecord> batch = new java.util.ArrayList<>();
                for (int i = from; i < from + BATCH; i++) {
                    String value = "{\"id\": " + i + ", \"customer\": \"customer-" + i % 1000 + "\", \"amount\": "
                            + i % 97 + ".25, \"region\": \"north\", \"paid\": true, \"at\": \"2024-05-01T12:00:00Z\"}";
                    batch.add(SourceRecord.message(0, i, i, Integer.toString(i % 100_000).getBytes(UTF_8),
                            value.getBytes(UTF_8)));
                }
                batches.add(batch);
            }
        }

        @Override
        public Optional<RecordBatch> poll(Duration wait) {
            return Optional.of(new RecordBatch(batches.get(next++),
                    new Positions(new TreeMap<>(Map.of(0, (long) next * BATCH))), 0));
        }

        @Override
        public void durable(Positions positions) {}

        @Override
        public void close() {}
    }

    private static RunIngestion command(KafkaEnvelope envelope) {
        KafkaConnection connection = new KafkaConnection(List.of("nowhere:1"), KafkaConnection.Protocol.PLAINTEXT,
                Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
        KafkaSourcePlan plan = new KafkaSourcePlan(GlobalId.user(1), connection, "t", Optional.of(DataFormat.TEXT),
                DataFormat.JSON, envelope, List.of(KafkaColumn.KEY, KafkaColumn.VALUE),
                List.of(), OptionalLong.empty(), 30_000, Optional.empty());
        RelationType type = RelationType.of(SimpleType.TEXT.notNull(), SimpleType.JSONB.notNull());
        return new RunIngestion(GlobalId.user(2), new IngestionPlan(plan,
                List.of(new IngestionPlan.Output("t", new RelationDesc(type, List.of("key", "data")))), 1000),
                List.of(new ShardRef("soutput", ShardRef.Location.DURABLE, false)),
                new ShardRef("sprogress", ShardRef.Location.DURABLE, false));
    }
}
