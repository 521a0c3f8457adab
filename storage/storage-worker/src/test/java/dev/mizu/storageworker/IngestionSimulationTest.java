package dev.mizu.storageworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.ShardRow;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.JsonText;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.IngestionStatus;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import dev.mizu.storageworker.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ingestions stepped by hand under failures of upstream and of the store, kills at any step and rivals that write the
 * same shards: what is stored at the end is what the messages say, and every time in between was a prefix of them.
 */
final class IngestionSimulationTest {
    private static final ShardId OUTPUT = new ShardId("soutput");
    private static final ShardId PROGRESS = new ShardId("sprogress");
    private static final long FIRST = new SteppedClock().millis;
    private static final List<String> VALUES =
            List.of("{\"a\": 1}", "{\"a\": 2.50, \"b\": [true, null]}", "\"x\"", "{\"a\":", "{}");

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private final MemoryBlob blob = new MemoryBlob();
    private final MemoryConsensus consensus = new MemoryConsensus();
    private final SteppedClock clock = new SteppedClock();
    private final List<Process> processes = new ArrayList<>();
    private final List<IngestionStatus> statuses = new ArrayList<>();

    /** One life of a worker. */
    private record Process(FlakyConsensus consensus, PersistClient client, Ingestion ingestion) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void appends(long seed) {
        run(seed, KafkaEnvelope.NONE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upserts(long seed) {
        run(seed, KafkaEnvelope.UPSERT);
    }

    private void run(long seed, KafkaEnvelope envelope) {
        SplittableRandom random = new SplittableRandom(seed);
        PersistClient observer = PersistClient.open(new PersistLocation.Custom(blob, consensus, true));
        Reader outputs = observer.openReader(OUTPUT, "observer");
        Reader bindings = observer.openReader(PROGRESS, "observer");
        ScriptedSource source = new ScriptedSource(random.split());
        RunIngestion command = command(envelope);
        start(command, source, random);
        for (int step = 0; step < 250; step++) {
            if (random.nextInt(3) == 0) {
                int partition = Math.min(random.nextInt(4), source.partitions.size());
                source.append(partition, key(random, partition), value(random));
            }
            source.failurePercent = random.nextInt(4) == 0 ? 20 : 0;
            Process process = processes.get(random.nextInt(processes.size()));
            process.consensus().failurePercent = random.nextInt(4) == 0 ? 30 : 0;
            clock.millis += random.nextInt(60);
            process.ingestion().step();
            if (random.nextInt(20) == 0) {
                process.consensus().killed = true;
                processes.remove(process);
            }
            if (processes.isEmpty() || processes.size() < 3 && random.nextInt(60) == 0) {
                start(command, source, random);
            }
        }
        settle(source);

        assertThat(observer.upper(OUTPUT)).isEqualTo(observer.upper(PROGRESS));
        long last = observer.upper(OUTPUT) - 1;
        assertThat(progress(bindings, last)).as("seed %d", seed).isEqualTo(ends(source));
        for (long time = last; time >= FIRST; time -= 1 + random.nextInt(2000)) {
            Map<Integer, Long> prefix = prefix(progress(bindings, time));
            assertThat(stored(outputs, time)).as("seed %d, time %d", seed, time)
                    .isEqualTo(expected(source, prefix, envelope));
        }
        assertThat(source.acknowledged.next()).isNotEmpty();
        assertThat(statuses).contains(IngestionStatus.STARTING, IngestionStatus.RUNNING);
    }

    private void start(RunIngestion command, ScriptedSource source, SplittableRandom random) {
        FlakyConsensus flaky = new FlakyConsensus(consensus, random.split());
        PersistClient client = PersistClient.open(new PersistLocation.Custom(blob, flaky, true));
        Ingestion.World world = new Ingestion.World(id -> new byte[0], clock, this::hear, source);
        processes.add(new Process(flaky, client, new Ingestion(command, client, world)));
    }

    private void hear(StorageResponse response) {
        if (response instanceof StorageResponse.StatusChange change) {
            statuses.add(change.status());
            assertThat(change.status() == IngestionStatus.STALLED).isEqualTo(!change.error().isEmpty());
            assertThat(change.error()).doesNotContain("internal error");
        }
    }

    /** Lets one process finish without failures. */
    private void settle(ScriptedSource source) {
        source.failurePercent = 0;
        Process last = processes.getLast();
        last.consensus().failurePercent = 0;
        for (int i = 0; i < 400; i++) {
            clock.millis += 100;
            last.ingestion().step();
        }
    }

    private static byte[] key(SplittableRandom random, int partition) {
        // Keys belong to one partition, as a producer's hashing does it.
        return switch (random.nextInt(12)) {
            case 0 -> partition == 0 ? SourceRecord.ABSENT : utf8("{bad" + partition);
            case 1 -> utf8("{bad" + partition);
            case 2 -> utf8("{\"k\":" + partition + ", \"j\":1}");
            case 3 -> utf8("{\"j\":1.0, \"k\":" + partition + "}");
            default -> utf8("" + (partition * 100 + random.nextInt(8)));
        };
    }

    private static byte[] value(SplittableRandom random) {
        return random.nextInt(5) == 0 ? SourceRecord.ABSENT : utf8(VALUES.get(random.nextInt(VALUES.size())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RunIngestion command(KafkaEnvelope envelope) {
        KafkaConnection connection = new KafkaConnection(List.of("nowhere:1"), KafkaConnection.Protocol.PLAINTEXT,
                Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
        KafkaSourcePlan plan = new KafkaSourcePlan(GlobalId.user(1), connection, "t", Optional.of(DataFormat.JSON),
                DataFormat.JSON, envelope, List.of(KafkaColumn.PARTITION, KafkaColumn.KEY, KafkaColumn.VALUE),
                List.of(), OptionalLong.empty(), 30_000, Optional.empty());
        boolean append = envelope == KafkaEnvelope.NONE;
        RelationType type = RelationType.of(SimpleType.INT4.notNull(),
                append ? SimpleType.JSONB.nullable() : SimpleType.JSONB.notNull(), SimpleType.JSONB.notNull());
        RelationDesc desc = new RelationDesc(type, List.of("partition", "key", "data"));
        return new RunIngestion(GlobalId.user(2),
                new IngestionPlan(plan, List.of(new IngestionPlan.Output("t", desc)), 1000),
                List.of(new ShardRef(OUTPUT.value(), ShardRef.Location.DURABLE, false)),
                new ShardRef(PROGRESS.value(), ShardRef.Location.DURABLE, false));
    }

    /** The model: rows as text; errors by where they come from. */
    private static Map<String, Long> expected(
            ScriptedSource source, Map<Integer, Long> prefix, KafkaEnvelope envelope) {
        Map<String, Long> rows = new HashMap<>();
        Map<String, String> byKey = new HashMap<>();
        for (Map.Entry<Integer, Long> read : prefix.entrySet()) {
            List<SourceRecord> log = source.partitions.get(read.getKey());
            for (SourceRecord record : log.subList(0, read.getValue().intValue())) {
                String row = row(record, envelope);
                if (envelope == KafkaEnvelope.NONE) {
                    rows.merge(row, 1L, Long::sum);
                } else if (record.hasValue()) {
                    byKey.put(keyText(record), row);
                } else {
                    byKey.remove(keyText(record));
                }
            }
        }
        byKey.values().forEach(row -> rows.merge(row, 1L, Long::sum));
        return rows;
    }

    private static String row(SourceRecord record, KafkaEnvelope envelope) {
        String error = "error " + record.partition() + ":" + record.offset();
        Optional<String> value = record.hasValue() ? json(record.value()) : Optional.empty();
        Optional<String> key = record.hasKey() ? json(record.key()) : Optional.of("null row");
        return key.isEmpty() || value.isEmpty() || !record.hasKey() && envelope == KafkaEnvelope.UPSERT
                ? error : record.partition() + " " + key.get() + " " + value.get();
    }

    private static String keyText(SourceRecord record) {
        return !record.hasKey() ? "none"
                : json(record.key()).orElse("bad " + new String(record.key(), StandardCharsets.UTF_8));
    }

    private static Optional<String> json(byte[] text) {
        try {
            return Optional.of(JsonText.print(JsonText.parse(new String(text, StandardCharsets.UTF_8))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Long> stored(Reader reader, long time) {
        Map<String, Long> rows = new HashMap<>();
        read(reader, time, (updates, i) -> rows.merge(text(updates, i), updates.diff(i), Long::sum));
        return rows;
    }

    private interface Each {
        void row(Updates updates, int i);
    }

    private static void read(Reader reader, long time, Each each) {
        try (Snapshot snapshot = reader.snapshot(time, Duration.ofSeconds(5))) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                for (int i = 0; i < chunk.get().size(); i++) {
                    each.row(chunk.get(), i);
                }
            }
        }
    }

    private static String text(Updates updates, int i) {
        byte[] bytes = updates.row(i);
        if (ShardRow.isError(bytes, 0, bytes.length)) {
            String message = ShardRow.decodeError(bytes, 0, bytes.length).message();
            return message.replaceAll(".* at partition (\\d+), offset (\\d+): .*", "error $1:$2");
        }
        Row row = RowCodec.decode(bytes, 0, 3);
        return row.get(0).asLong() + " " + json(row, 1) + " " + json(row, 2);
    }

    private static String json(Row row, int column) {
        return row.get(column) instanceof Datum.JsonDatum(Json json) ? JsonText.print(json) : "null row";
    }

    private static Map<String, Long> progress(Reader bindings, long time) {
        Map<String, Long> offsets = new HashMap<>();
        read(bindings, time, (updates, i) -> {
            Row row = RowCodec.decode(updates.row(i), 0, 2);
            assertThat(updates.diff(i)).isEqualTo(1);
            offsets.put(DatumText.print(new ScalarType.Range(ScalarType.NUMERIC), row.get(0)), row.get(1).asLong());
        });
        return offsets;
    }

    private static Map<Integer, Long> prefix(Map<String, Long> progress) {
        Map<Integer, Long> prefix = new HashMap<>();
        progress.forEach((range, offset) -> {
            if (range.startsWith("[")) {
                prefix.put(Integer.valueOf(range.substring(1, range.indexOf(','))), offset);
            }
        });
        return prefix;
    }

    private static Map<String, Long> ends(ScriptedSource source) {
        Map<String, Long> ends = new HashMap<>();
        for (int p = 0; p < source.partitions.size(); p++) {
            ends.put("[" + p + "," + p + "]", (long) source.partitions.get(p).size());
        }
        int last = source.partitions.size() - 1;
        ends.put(last < 0 ? "(,)" : "(" + last + ",)", 0L);
        return ends;
    }
}
