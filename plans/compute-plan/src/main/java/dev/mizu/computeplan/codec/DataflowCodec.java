package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.text.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Dataflows, and what else of plans crosses to a replica, as JSON. */
public final class DataflowCodec {
    /** The version that is written and read. */
    public static final int VERSION = 1;

    private DataflowCodec() {}

    /** One line of text. */
    public static String encode(DataflowDescription dataflow) {
        return JsonText.print(JsonObject.of("Dataflow").number("version", VERSION).text("name", dataflow.name())
                .put("shardImports", map(dataflow.shardImports(), DataflowCodec::shardImport))
                .put("indexImports", map(dataflow.indexImports(), DataflowCodec::indexImport))
                .list("objects", dataflow.objects(), object -> JsonObject.of("Object")
                        .text("id", object.id().toString()).put("plan", LirCodec.write(object.plan())).json())
                .put("exports", map(dataflow.exports(), DataflowCodec::export))
                .number("asOf", dataflow.asOf()).number("until", dataflow.until()).json());
    }

    /** Reads what {@link #encode} wrote. */
    public static DataflowDescription decode(String text) {
        JsonObject o = JsonObject.read(JsonText.parse(text));
        Check.that(o.number("version") == VERSION, "a plan of version %d", VERSION);
        return new DataflowDescription(o.text("name"), map(o.get("shardImports"), DataflowCodec::shardImport),
                map(o.get("indexImports"), DataflowCodec::indexImport),
                o.list("objects", json -> {
                    JsonObject object = JsonObject.read(json);
                    return new BuiltObject(GlobalId.parse(object.text("id")), LirCodec.read(object.get("plan")));
                }),
                map(o.get("exports"), DataflowCodec::export), o.number("asOf"), o.number("until"));
    }

    private static <T> Json map(Map<GlobalId, T> values, Function<T, Json> write) {
        TreeMap<String, Json> fields = new TreeMap<>();
        values.forEach((id, value) -> fields.put(id.toString(), write.apply(value)));
        return new Json.Obj(fields);
    }

    private static <T> Map<GlobalId, T> map(Json json, Function<Json, T> read) {
        Check.that(json instanceof Json.Obj, "an object in a plan");
        Map<GlobalId, T> values = new LinkedHashMap<>();
        ((Json.Obj) json).fields().forEach((id, value) -> values.put(GlobalId.parse(id), read.apply(value)));
        return values;
    }

    private static Json shardImport(ShardImport shard) {
        return JsonObject.of("ShardImport").put("shard", shardRef(shard.shard()))
                .put("type", ScalarCodec.type(shard.type())).json();
    }

    private static ShardImport shardImport(Json json) {
        JsonObject object = JsonObject.read(json);
        return new ShardImport(shardRef(object.get("shard")), ScalarCodec.type(object.get("type")));
    }

    public static Json shardRef(ShardRef shard) {
        return JsonObject.of("Shard").text("shardId", shard.shardId()).text("location", shard.location().name())
                .flag("inTxns", shard.inTxns()).json();
    }

    public static ShardRef shardRef(Json json) {
        JsonObject object = JsonObject.read(json);
        return new ShardRef(object.text("shardId"), ShardRef.Location.valueOf(object.text("location")),
                object.flag("inTxns"));
    }

    private static Json indexImport(IndexImport index) {
        return JsonObject.of("IndexImport").text("on", index.on().toString())
                .put("key", ScalarCodec.writeAll(index.key())).put("type", ScalarCodec.type(index.type())).json();
    }

    private static IndexImport indexImport(Json json) {
        JsonObject object = JsonObject.read(json);
        return new IndexImport(GlobalId.parse(object.text("on")), ScalarCodec.readAll(object.get("key")),
                ScalarCodec.type(object.get("type")));
    }

    private static Json export(Export export) {
        JsonObject object = switch (export) {
            case Export.Index index -> JsonObject.of("Index").put("key", ScalarCodec.writeAll(index.key()))
                    .put("type", ScalarCodec.type(index.type()));
            case Export.ShardSink sink -> JsonObject.of("ShardSink").put("shard", shardRef(sink.shard()))
                    .put("type", ScalarCodec.type(sink.desc().type()))
                    .list("names", sink.desc().names(), Json.Str::new);
            case Export.Subscribe subscribe -> JsonObject.of("Subscribe")
                    .flag("withSnapshot", subscribe.withSnapshot()).put("type", ScalarCodec.type(subscribe.type()));
        };
        return object.text("from", export.from().toString()).json();
    }

    private static Export export(Json json) {
        JsonObject o = JsonObject.read(json);
        GlobalId from = GlobalId.parse(o.text("from"));
        return switch (o.kind()) {
            case "Index" -> new Export.Index(from, ScalarCodec.readAll(o.get("key")), ScalarCodec.type(o.get("type")));
            case "ShardSink" -> new Export.ShardSink(from, shardRef(o.get("shard")),
                    new RelationDesc(ScalarCodec.type(o.get("type")), o.list("names", JsonObject::text)));
            case "Subscribe" -> new Export.Subscribe(from, o.flag("withSnapshot"), ScalarCodec.type(o.get("type")));
            default -> throw Check.unreachable("no export " + o.kind());
        };
    }

    public static Json finishing(Finishing finishing) {
        return JsonObject.of("Finishing").list("order", finishing.order(), ScalarCodec::order)
                .optional("limit", finishing.limit(), JsonObject::number).number("offset", finishing.offset())
                .put("project", JsonObject.integers(finishing.project())).json();
    }

    public static Finishing finishing(Json json) {
        JsonObject object = JsonObject.read(json);
        return new Finishing(object.list("order", ScalarCodec::order),
                object.optional("limit", JsonObject::number), object.number("offset"),
                JsonObject.integers(object.get("project")));
    }
}
