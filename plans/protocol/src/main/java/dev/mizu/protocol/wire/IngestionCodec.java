package dev.mizu.protocol.wire;

import dev.mizu.base.Check;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.codec.JsonObject;
import dev.mizu.computeplan.codec.ScalarCodec;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationDesc;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.LoadGeneratorPlan.Generator;
import dev.mizu.storageplan.SourcePlan;
import dev.mizu.storageplan.TextOrSecret;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Ingestions as versioned JSON; secrets by id. */
final class IngestionCodec {
    private static final int VERSION = 1;

    private IngestionCodec() {}

    static Json write(IngestionPlan plan) {
        return JsonObject.of("Ingestion").number("version", VERSION).put("source", source(plan.source()))
                .list("outputs", plan.outputs(), output -> JsonObject.of("Output").text("name", output.name())
                        .put("type", ScalarCodec.type(output.desc().type()))
                        .list("names", output.desc().names(), Json.Str::new).json())
                .number("timestampInterval", plan.timestampIntervalMillis()).json();
    }

    static IngestionPlan read(Json json) {
        JsonObject o = JsonObject.read(json);
        Check.that(o.number("version") == VERSION, "an ingestion of version %d", VERSION);
        return new IngestionPlan(source(o.get("source")), o.list("outputs", output -> {
            JsonObject object = JsonObject.read(output);
            return new IngestionPlan.Output(object.text("name"), new RelationDesc(
                    ScalarCodec.type(object.get("type")), object.list("names", JsonObject::text)));
        }), o.number("timestampInterval"));
    }

    private static Json source(SourcePlan source) {
        return switch (source) {
            case KafkaSourcePlan k -> JsonObject.of("Kafka").text("connectionId", k.connectionId().toString())
                    .put("connection", connection(k.connection())).text("topic", k.topic())
                    .optional("keyFormat", k.keyFormat(), format -> new Json.Str(format.name()))
                    .text("valueFormat", k.valueFormat().name()).text("envelope", k.envelope().name())
                    .list("columns", k.columns(), column -> new Json.Str(column.name()))
                    .list("startOffsets", k.startOffsets(), JsonObject::number)
                    .optional("startTimestamp", boxed(k.startTimestamp()), JsonObject::number)
                    .number("metadataRefresh", k.metadataRefreshMillis())
                    .optional("groupIdPrefix", k.groupIdPrefix(), Json.Str::new).json();
            case LoadGeneratorPlan g -> JsonObject.of("LoadGenerator").put("generator", generator(g.generator()))
                    .number("tick", g.tickMillis()).number("asOf", g.asOf())
                    .optional("upTo", boxed(g.upTo()), JsonObject::number).json();
        };
    }

    private static SourcePlan source(Json json) {
        JsonObject o = JsonObject.read(json);
        return switch (o.kind()) {
            case "Kafka" -> new KafkaSourcePlan(GlobalId.parse(o.text("connectionId")),
                    connection(o.get("connection")), o.text("topic"),
                    o.optional("keyFormat", format -> DataFormat.valueOf(JsonObject.text(format))),
                    DataFormat.valueOf(o.text("valueFormat")), KafkaEnvelope.valueOf(o.text("envelope")),
                    o.list("columns", column -> KafkaColumn.valueOf(JsonObject.text(column))),
                    o.list("startOffsets", JsonObject::number), unboxed(o.optional("startTimestamp",
                            JsonObject::number)), o.number("metadataRefresh"),
                    o.optional("groupIdPrefix", JsonObject::text));
            case "LoadGenerator" -> new LoadGeneratorPlan(generator(JsonObject.read(o.get("generator"))),
                    o.number("tick"), o.number("asOf"), unboxed(o.optional("upTo", JsonObject::number)));
            default -> throw Check.unreachable("no source " + o.kind());
        };
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static OptionalLong unboxed(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    private static Json generator(Generator generator) {
        return switch (generator) {
            case Generator.Counter(var max) ->
                    JsonObject.of("Counter").optional("max", boxed(max), JsonObject::number).json();
            case Generator.Auction a -> JsonObject.of("Auction").json();
        };
    }

    private static Generator generator(JsonObject o) {
        return switch (o.kind()) {
            case "Counter" -> new Generator.Counter(unboxed(o.optional("max", JsonObject::number)));
            case "Auction" -> new Generator.Auction();
            default -> throw Check.unreachable("no generator " + o.kind());
        };
    }

    private static Json connection(KafkaConnection k) {
        OptionalInt factor = k.progressTopicReplicationFactor();
        return JsonObject.of("KafkaConnection").list("brokers", k.brokers(), Json.Str::new)
                .text("protocol", k.protocol().name())
                .optional("sasl", k.sasl(), sasl -> JsonObject.of("Sasl").text("mechanism", sasl.mechanism())
                        .put("username", textOrSecret(sasl.username())).text("password", sasl.password().toString())
                        .json())
                .optional("tls", k.tls(), tls -> JsonObject.of("Tls")
                        .optional("key", tls.key(), key -> new Json.Str(key.toString()))
                        .optional("certificate", tls.certificate(), IngestionCodec::textOrSecret)
                        .optional("authority", tls.authority(), IngestionCodec::textOrSecret).json())
                .optional("progressTopic", k.progressTopic(), Json.Str::new)
                .optional("progressReplication", factor.isPresent() ? Optional.of((long) factor.getAsInt())
                        : Optional.<Long>empty(), JsonObject::number).json();
    }

    private static KafkaConnection connection(Json json) {
        JsonObject o = JsonObject.read(json);
        Optional<Long> factor = o.optional("progressReplication", JsonObject::number);
        return new KafkaConnection(o.list("brokers", JsonObject::text),
                KafkaConnection.Protocol.valueOf(o.text("protocol")),
                o.optional("sasl", element -> {
                    JsonObject sasl = JsonObject.read(element);
                    return new KafkaConnection.Sasl(sasl.text("mechanism"), textOrSecret(sasl.get("username")),
                            GlobalId.parse(sasl.text("password")));
                }),
                o.optional("tls", element -> {
                    JsonObject tls = JsonObject.read(element);
                    return new KafkaConnection.Tls(tls.optional("key", key -> GlobalId.parse(JsonObject.text(key))),
                            tls.optional("certificate", IngestionCodec::textOrSecret),
                            tls.optional("authority", IngestionCodec::textOrSecret));
                }),
                o.optional("progressTopic", JsonObject::text),
                factor.isPresent() ? OptionalInt.of(Math.toIntExact(factor.get())) : OptionalInt.empty());
    }

    private static Json textOrSecret(TextOrSecret value) {
        return switch (value) {
            case TextOrSecret.Text(String text) -> JsonObject.of("Text").text("value", text).json();
            case TextOrSecret.Secret(var id) -> JsonObject.of("Secret").text("id", id.toString()).json();
        };
    }

    private static TextOrSecret textOrSecret(Json json) {
        JsonObject o = JsonObject.read(json);
        return switch (o.kind()) {
            case "Text" -> new TextOrSecret.Text(o.text("value"));
            case "Secret" -> new TextOrSecret.Secret(GlobalId.parse(o.text("id")));
            default -> throw Check.unreachable("no setting " + o.kind());
        };
    }
}
