package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationType;
import java.util.List;
import java.util.OptionalLong;

/** Physical plans as JSON. */
final class LirCodec {
    private LirCodec() {}

    static Json write(LirPlan plan) {
        return switch (plan) {
            case LirPlan.Constant c -> JsonObject.of("Constant").list("rows", c.rows(), ScalarCodec::diffRow)
                    .optional("error", c.error(), ScalarCodec::error).put("type", ScalarCodec.type(c.type())).json();
            case LirPlan.Get g -> node("Get", g.mfp(), g.type()).text("id", g.id().toString()).json();
            case LirPlan.IndexScan s ->
                    node("IndexScan", s.mfp(), s.type()).text("indexId", s.indexId().toString()).json();
            case LirPlan.IndexLookup l -> node("IndexLookup", l.mfp(), l.type())
                    .text("indexId", l.indexId().toString()).put("keys", lists(l.keys())).json();
            case LirPlan.LocalGet g -> node("LocalGet", g.mfp(), g.type()).number("id", g.id().number()).json();
            case LirPlan.Let l -> JsonObject.of("Let").number("id", l.id().number()).put("value", write(l.value()))
                    .put("body", write(l.body())).json();
            case LirPlan.LetRec l -> JsonObject.of("LetRec").list("bindings", l.bindings(), LirCodec::binding)
                    .put("body", write(l.body())).json();
            case LirPlan.MapFilterProject m ->
                    node("MapFilterProject", m.mfp(), m.type()).put("input", write(m.input())).json();
            case LirPlan.FlatMap f -> node("FlatMap", f.mfp(), f.type()).put("input", write(f.input()))
                    .text("function", f.function().id()).put("args", ScalarCodec.writeAll(f.args())).json();
            case LirPlan.Join j -> JsonObject.of("Join").list("inputs", j.inputs(), LirCodec::joinInput)
                    .put("plan", JoinCodec.write(j.plan())).put("type", ScalarCodec.type(j.type())).json();
            case LirPlan.Reduce r -> node("Reduce", r.mfp(), r.type()).put("input", write(r.input()))
                    .put("keys", ScalarCodec.writeAll(r.keys())).put("plan", reduce(r.plan())).json();
            case LirPlan.TopK t -> JsonObject.of("TopK").put("input", write(t.input()))
                    .put("groupKey", JsonObject.integers(t.groupKey())).list("order", t.order(), ScalarCodec::order)
                    .optional("limit", t.limit(), ScalarCodec::write).number("offset", t.offset())
                    .flag("monotonic", t.monotonic()).put("type", ScalarCodec.type(t.type())).json();
            case LirPlan.Window w -> JsonObject.of("Window").put("input", write(w.input()))
                    .put("partition", JsonObject.integers(w.partition())).list("order", w.order(), ScalarCodec::order)
                    .list("functions", w.functions(), WindowCodec::write)
                    .put("type", ScalarCodec.type(w.type())).json();
            case LirPlan.Negate n -> JsonObject.of("Negate").put("input", write(n.input())).json();
            case LirPlan.Threshold t -> JsonObject.of("Threshold").put("input", write(t.input())).json();
            case LirPlan.Union u -> JsonObject.of("Union").list("inputs", u.inputs(), LirCodec::write)
                    .flag("consolidate", u.consolidate()).put("type", ScalarCodec.type(u.type())).json();
        };
    }

    private static JsonObject node(String kind, Mfp mfp, RelationType type) {
        return JsonObject.of(kind).put("mfp", ScalarCodec.mfp(mfp)).put("type", ScalarCodec.type(type));
    }

    static LirPlan read(Json json) {
        JsonObject o = JsonObject.read(json);
        return switch (o.kind()) {
            case "Constant" -> {
                RelationType type = type(o);
                yield new LirPlan.Constant(o.list("rows", row -> ScalarCodec.diffRow(row, type.arity())),
                        o.optional("error", ScalarCodec::error), type);
            }
            case "Get" -> new LirPlan.Get(GlobalId.parse(o.text("id")), mfp(o), type(o));
            case "IndexScan" -> new LirPlan.IndexScan(GlobalId.parse(o.text("indexId")), mfp(o), type(o));
            case "IndexLookup" -> new LirPlan.IndexLookup(
                    GlobalId.parse(o.text("indexId")), lists(o.get("keys")), mfp(o), type(o));
            case "LocalGet" -> new LirPlan.LocalGet(local(o), mfp(o), type(o));
            case "Let" -> new LirPlan.Let(local(o), read(o.get("value")), read(o.get("body")));
            case "LetRec" -> new LirPlan.LetRec(o.list("bindings", LirCodec::binding), read(o.get("body")));
            case "MapFilterProject" -> new LirPlan.MapFilterProject(input(o), mfp(o), type(o));
            case "FlatMap" -> new LirPlan.FlatMap(input(o), BuiltinFunctions.tableById(o.text("function")),
                    ScalarCodec.readAll(o.get("args")), mfp(o), type(o));
            case "Join" -> new LirPlan.Join(
                    o.list("inputs", LirCodec::joinInput), JoinCodec.read(o.get("plan")), type(o));
            case "Reduce" -> new LirPlan.Reduce(input(o), ScalarCodec.readAll(o.get("keys")),
                    reduce(o.get("plan")), mfp(o), type(o));
            case "TopK" -> new LirPlan.TopK(input(o), JsonObject.integers(o.get("groupKey")),
                    o.list("order", ScalarCodec::order), o.optional("limit", ScalarCodec::read), o.number("offset"),
                    o.flag("monotonic"), type(o));
            case "Window" -> new LirPlan.Window(input(o), JsonObject.integers(o.get("partition")),
                    o.list("order", ScalarCodec::order), o.list("functions", WindowCodec::read), type(o));
            case "Negate" -> new LirPlan.Negate(input(o));
            case "Threshold" -> new LirPlan.Threshold(input(o));
            case "Union" -> new LirPlan.Union(o.list("inputs", LirCodec::read), o.flag("consolidate"), type(o));
            default -> throw Check.unreachable("no plan " + o.kind());
        };
    }

    private static LirPlan input(JsonObject object) {
        return read(object.get("input"));
    }

    private static Mfp mfp(JsonObject object) {
        return ScalarCodec.mfp(object.get("mfp"));
    }

    private static RelationType type(JsonObject object) {
        return ScalarCodec.type(object.get("type"));
    }

    private static LocalId local(JsonObject object) {
        return new LocalId(Math.toIntExact(object.number("id")));
    }

    static Json lists(List<List<ScalarExpr>> lists) {
        return JsonObject.array(lists, ScalarCodec::writeAll);
    }

    static List<List<ScalarExpr>> lists(Json json) {
        return JsonObject.elements(json, ScalarCodec::readAll);
    }

    private static Json binding(LirPlan.Binding binding) {
        JsonObject object = JsonObject.of("Binding").number("id", binding.id().number())
                .put("value", write(binding.value())).put("type", ScalarCodec.type(binding.type()))
                .flag("returnAtLimit", binding.limit().returnAtLimit());
        binding.limit().rounds().ifPresent(rounds -> object.number("rounds", rounds));
        return object.json();
    }

    private static LirPlan.Binding binding(Json json) {
        JsonObject o = JsonObject.read(json);
        OptionalLong rounds = o.has("rounds") ? OptionalLong.of(o.number("rounds")) : OptionalLong.empty();
        return new LirPlan.Binding(local(o), read(o.get("value")), type(o),
                new RecursionLimit(rounds, o.flag("returnAtLimit")));
    }

    private static Json joinInput(JoinInput input) {
        return switch (input) {
            case JoinInput.Arranged(var plan, var keys) ->
                    JsonObject.of("Arranged").put("input", write(plan)).put("keys", lists(keys)).json();
            case JoinInput.Indexed(var ids, var type) -> JsonObject.of("Indexed")
                    .list("indexIds", ids, id -> new Json.Str(id.toString())).put("type", ScalarCodec.type(type))
                    .json();
        };
    }

    private static JoinInput joinInput(Json json) {
        JsonObject o = JsonObject.read(json);
        return switch (o.kind()) {
            case "Arranged" -> new JoinInput.Arranged(input(o), lists(o.get("keys")));
            case "Indexed" -> new JoinInput.Indexed(
                    o.list("indexIds", id -> GlobalId.parse(JsonObject.text(id))), type(o));
            default -> throw Check.unreachable("no join input " + o.kind());
        };
    }

    private static Json reduce(ReducePlan plan) {
        return switch (plan) {
            case ReducePlan.Distinct d -> JsonObject.of("Distinct").json();
            case ReducePlan.Accumulable a -> aggregates("Accumulable", a.aggregates()).json();
            case ReducePlan.Hierarchical h ->
                    aggregates("Hierarchical", h.aggregates()).flag("monotonic", h.monotonic()).json();
            case ReducePlan.Basic b -> aggregates("Basic", b.aggregates()).json();
            case ReducePlan.Mixed m ->
                    aggregates("Mixed", m.aggregates()).flag("monotonic", m.monotonic()).json();
        };
    }

    private static JsonObject aggregates(String kind, List<AggregateExpr> aggregates) {
        return JsonObject.of(kind).list("aggregates", aggregates, ScalarCodec::aggregate);
    }

    private static ReducePlan reduce(Json json) {
        JsonObject o = JsonObject.read(json);
        List<AggregateExpr> aggregates = o.list("aggregates", ScalarCodec::aggregate);
        return switch (o.kind()) {
            case "Distinct" -> new ReducePlan.Distinct();
            case "Accumulable" -> new ReducePlan.Accumulable(aggregates);
            case "Hierarchical" -> new ReducePlan.Hierarchical(aggregates, o.flag("monotonic"));
            case "Basic" -> new ReducePlan.Basic(aggregates);
            case "Mixed" -> new ReducePlan.Mixed(aggregates, o.flag("monotonic"));
            default -> throw Check.unreachable("no reduction " + o.kind());
        };
    }
}
