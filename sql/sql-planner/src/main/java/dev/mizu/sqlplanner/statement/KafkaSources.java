package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Format;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.storageplan.ConnectionPlan;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What CREATE SOURCE .. FROM KAFKA reads, and the columns it gives: key, value, then metadata as written. */
final class KafkaSources {
    private static final long DEFAULT_REFRESH_MILLIS = 30_000;
    private static final long MAX_REFRESH_MILLIS = 3_600_000;

    /** A plan and its columns. */
    record Described(KafkaSourcePlan plan, RelationDesc desc) {}

    private final List<KafkaColumn> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();

    Described describe(CreateStatement.Connector.External external, CreateStatement.CreateSource create, GlobalId id,
            ConnectionPlan connection) {
        Options options = new Options("KAFKA", external.options());
        String topic = options.text("TOPIC").orElseThrow(() -> StatementContext.error(
                SqlState.INVALID_PARAMETER_VALUE, "KAFKA CONNECTION without TOPIC", create.position()));
        Optional<String> group = options.text("GROUP ID PREFIX");
        long refresh = options.millis("TOPIC METADATA REFRESH INTERVAL").orElse(DEFAULT_REFRESH_MILLIS);
        if (refresh < 1 || refresh > MAX_REFRESH_MILLIS) {
            throw Options.invalid("TOPIC METADATA REFRESH INTERVAL", "must be between 1 ms and 1 hour",
                    create.position());
        }
        List<Long> offsets = SourcePlanner.integers("START OFFSET", options.value("START OFFSET"));
        OptionalLong timestamp = options.number("START TIMESTAMP");
        if (!offsets.isEmpty() && timestamp.isPresent()) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "only one of START TIMESTAMP and START OFFSET can be set", create.position());
        }
        if (offsets.stream().anyMatch(offset -> offset < 0)) {
            throw Options.invalid("START OFFSET", "must not be negative", create.position());
        }
        options.finish();
        CreateStatement.Decoding decoding = create.decoding();
        KafkaEnvelope envelope = envelope(decoding.envelope());
        Optional<DataFormat> keyFormat = keyFormat(decoding.format());
        DataFormat valueFormat = valueFormat(decoding.format(), create.position());
        boolean keyIncluded = columns(decoding, envelope, keyFormat, valueFormat, create.position());
        RelationType type = RelationType.of(types);
        if (envelope == KafkaEnvelope.UPSERT && keyIncluded) {
            type = type.withKey(List.of(0));
        }
        KafkaSourcePlan plan = new KafkaSourcePlan(id, kafka(connection), topic, keyFormat, valueFormat, envelope,
                columns, offsets, timestamp, refresh, group);
        return new Described(plan, new RelationDesc(type, names));
    }

    private static KafkaConnection kafka(ConnectionPlan plan) {
        return switch (plan) {
            case KafkaConnection k -> k;
        };
    }

    private boolean columns(CreateStatement.Decoding decoding, KafkaEnvelope envelope, Optional<DataFormat> keyFormat,
            DataFormat valueFormat, int position) {
        Optional<Format.Include.Metadata> key = metadata(decoding).stream()
                .filter(m -> m.kind().equals("KEY")).findFirst();
        if ((key.isPresent() || envelope == KafkaEnvelope.UPSERT) && keyFormat.isEmpty()) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE, key.isPresent()
                    ? "INCLUDE KEY requires specifying KEY FORMAT .. VALUE FORMAT, got bare FORMAT"
                    : "upsert requires a key format", key.map(Format.Include.Metadata::position).orElse(position));
        }
        boolean included = key.isPresent() || envelope == KafkaEnvelope.UPSERT;
        if (included) {
            String name = key.flatMap(Format.Include.Metadata::alias).map(Ident::value).orElse("key");
            add(KafkaColumn.KEY, name, new ColumnType(scalar(keyFormat.orElseThrow()),
                    envelope != KafkaEnvelope.UPSERT), position);
        }
        add(KafkaColumn.VALUE, valueFormat == DataFormat.TEXT ? "text" : "data",
                scalar(valueFormat).notNull(), position);
        for (Format.Include.Metadata metadata : metadata(decoding)) {
            String name = metadata.alias().map(Ident::value).orElse(metadata.kind().toLowerCase(Locale.ROOT));
            switch (metadata.kind()) {
                case "KEY" -> { }
                case "PARTITION" ->
                        add(KafkaColumn.PARTITION, name, SimpleType.INT4.notNull(), metadata.position());
                case "OFFSET" -> add(KafkaColumn.OFFSET, name, SimpleType.UINT8.notNull(), metadata.position());
                case "TIMESTAMP" ->
                        add(KafkaColumn.TIMESTAMP, name, ScalarType.TIMESTAMP.notNull(), metadata.position());
                default -> throw SqlException.unsupported("INCLUDE " + metadata.kind());
            }
        }
        return included;
    }

    private static List<Format.Include.Metadata> metadata(CreateStatement.Decoding decoding) {
        List<Format.Include.Metadata> list = new ArrayList<>();
        HashSet<String> seen = new HashSet<>();
        for (Format.Include include : decoding.includes()) {
            switch (include) {
                case Format.Include.Metadata m -> {
                    if (!seen.add(m.kind())) {
                        throw StatementContext.error(SqlState.SYNTAX_ERROR,
                                "INCLUDE " + m.kind() + " specified more than once", m.position());
                    }
                    list.add(m);
                }
                case Format.Include.Header h -> throw SqlException.unsupported("INCLUDE HEADER");
            }
        }
        return list;
    }

    private void add(KafkaColumn column, String name, ColumnType type, int position) {
        if (names.contains(name)) {
            throw StatementContext.error(SqlState.DUPLICATE_COLUMN,
                    "column \"" + name + "\" specified more than once", position);
        }
        columns.add(column);
        names.add(name);
        types.add(type);
    }

    private static ScalarType scalar(DataFormat format) {
        return switch (format) {
            case JSON -> SimpleType.JSONB;
            case TEXT -> SimpleType.TEXT;
            case BYTES -> SimpleType.BYTEA;
        };
    }

    private static KafkaEnvelope envelope(Optional<Format.Envelope> envelope) {
        return switch (envelope.orElse(new Format.Envelope.None())) {
            case Format.Envelope.None n -> KafkaEnvelope.NONE;
            case Format.Envelope.Upsert(var errors) -> {
                if (errors.isPresent()) {
                    throw SqlException.unsupported("VALUE DECODING ERRORS");
                }
                yield KafkaEnvelope.UPSERT;
            }
            case Format.Envelope.Debezium d -> throw SqlException.unsupported("ENVELOPE DEBEZIUM");
            case Format.Envelope.Materialize m -> throw SqlException.unsupported("ENVELOPE MATERIALIZE");
        };
    }

    private static Optional<DataFormat> keyFormat(Format.Spec spec) {
        return switch (spec) {
            case Format.Spec.KeyValue kv -> Optional.of(format(kv.key()));
            case Format.Spec.Bare b -> Optional.empty();
            case Format.Spec.None n -> Optional.empty();
        };
    }

    private static DataFormat valueFormat(Format.Spec spec, int position) {
        return switch (spec) {
            case Format.Spec.KeyValue kv -> format(kv.value());
            case Format.Spec.Bare b -> format(b.format());
            case Format.Spec.None n -> throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "source format must be specified", position);
        };
    }

    private static DataFormat format(Format format) {
        return switch (format) {
            case Format.Json j when !j.array() -> DataFormat.JSON;
            case Format.Json j -> throw SqlException.unsupported("FORMAT JSON ARRAY");
            case Format.Text t -> DataFormat.TEXT;
            case Format.Bytes b -> DataFormat.BYTES;
            case Format.Regex r -> throw SqlException.unsupported("FORMAT REGEX");
            case Format.Csv c -> throw SqlException.unsupported("FORMAT CSV");
            case Format.AvroRegistry a -> throw SqlException.unsupported("FORMAT AVRO");
            case Format.AvroInline a -> throw SqlException.unsupported("FORMAT AVRO");
            case Format.ProtobufRegistry p -> throw SqlException.unsupported("FORMAT PROTOBUF");
            case Format.ProtobufInline p -> throw SqlException.unsupported("FORMAT PROTOBUF");
        };
    }
}
