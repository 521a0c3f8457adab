package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import java.util.Base64;
import java.util.List;

/** Expressions, types, rows and what is made of them, as JSON. */
public final class ScalarCodec {
    private ScalarCodec() {}

    public static Json write(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> JsonObject.of("Column").number("index", index).json();
            case ScalarExpr.Literal(var value, var type) -> JsonObject.of("Literal")
                    .put("value", row(Row.of(value))).put("type", columnType(type)).json();
            case ScalarExpr.Failure(var error, var type) -> JsonObject.of("Failure")
                    .put("error", error(error)).put("type", columnType(type)).json();
            case ScalarExpr.Unmaterializable(var function) ->
                    JsonObject.of("Unmaterializable").text("function", function.name()).json();
            case ScalarExpr.Parameter(int number, var type) ->
                    throw Check.unreachable("parameters are bound before a plan is sent");
            case ScalarExpr.Call(var function, var args, var type) -> JsonObject.of("Call")
                    .text("function", function.id()).put("args", writeAll(args)).put("type", columnType(type)).json();
            case ScalarExpr.If i -> JsonObject.of("If").put("parts", writeAll(i.children())).json();
            case ScalarExpr.And a -> JsonObject.of("And").put("parts", writeAll(a.operands())).json();
            case ScalarExpr.Or o -> JsonObject.of("Or").put("parts", writeAll(o.operands())).json();
            case ScalarExpr.Coalesce c -> JsonObject.of("Coalesce").put("parts", writeAll(c.operands())).json();
            case ScalarExpr.IsNull n -> JsonObject.of("IsNull").put("parts", writeAll(n.children())).json();
        };
    }

    public static ScalarExpr read(Json json) {
        JsonObject object = JsonObject.read(json);
        return switch (object.kind()) {
            case "Column" -> new ScalarExpr.Column(Math.toIntExact(object.number("index")));
            case "Literal" -> new ScalarExpr.Literal(
                    row(object.get("value"), 1).get(0), columnType(object.get("type")));
            case "Failure" -> new ScalarExpr.Failure(error(object.get("error")), columnType(object.get("type")));
            case "Unmaterializable" ->
                    new ScalarExpr.Unmaterializable(UnmaterializableFunction.valueOf(object.text("function")));
            case "Call" -> new ScalarExpr.Call(BuiltinFunctions.byId(object.text("function")),
                    readAll(object.get("args")), columnType(object.get("type")));
            case "If" -> {
                List<ScalarExpr> parts = readAll(object.get("parts"));
                yield new ScalarExpr.If(parts.get(0), parts.get(1), parts.get(2));
            }
            case "And" -> new ScalarExpr.And(readAll(object.get("parts")));
            case "Or" -> new ScalarExpr.Or(readAll(object.get("parts")));
            case "Coalesce" -> new ScalarExpr.Coalesce(readAll(object.get("parts")));
            case "IsNull" -> new ScalarExpr.IsNull(readAll(object.get("parts")).get(0));
            default -> throw Check.unreachable("no scalar " + object.kind());
        };
    }

    public static Json writeAll(List<ScalarExpr> exprs) {
        return JsonObject.array(exprs, ScalarCodec::write);
    }

    public static List<ScalarExpr> readAll(Json json) {
        return JsonObject.elements(json, ScalarCodec::read);
    }

    public static Json mfp(Mfp mfp) {
        return JsonObject.of("Mfp").number("inputArity", mfp.inputArity())
                .list("maps", mfp.maps(), ScalarCodec::write)
                .list("predicates", mfp.predicates(), ScalarCodec::write)
                .list("lowerBounds", mfp.lowerBounds(), ScalarCodec::write)
                .list("upperBounds", mfp.upperBounds(), ScalarCodec::write)
                .put("outputs", JsonObject.integers(mfp.outputs())).json();
    }

    public static Mfp mfp(Json json) {
        JsonObject object = JsonObject.read(json);
        return new Mfp(Math.toIntExact(object.number("inputArity")), object.list("maps", ScalarCodec::read),
                object.list("predicates", ScalarCodec::read), object.list("lowerBounds", ScalarCodec::read),
                object.list("upperBounds", ScalarCodec::read), JsonObject.integers(object.get("outputs")));
    }

    static Json aggregate(AggregateExpr aggregate) {
        return JsonObject.of("Aggregate").text("function", aggregate.function().id())
                .put("args", writeAll(aggregate.args())).flag("distinct", aggregate.distinct())
                .optional("filter", aggregate.filter(), ScalarCodec::write)
                .list("orderBy", aggregate.orderBy(), key -> JsonObject.of("SortKey").put("expr", write(key.expr()))
                        .flag("descending", key.descending()).flag("nullsLast", key.nullsLast()).json()).json();
    }

    static AggregateExpr aggregate(Json json) {
        JsonObject object = JsonObject.read(json);
        return new AggregateExpr(BuiltinFunctions.aggregateById(object.text("function")),
                readAll(object.get("args")), object.flag("distinct"), object.optional("filter", ScalarCodec::read),
                object.list("orderBy", element -> {
                    JsonObject key = JsonObject.read(element);
                    return new AggregateExpr.SortKey(
                            read(key.get("expr")), key.flag("descending"), key.flag("nullsLast"));
                }));
    }

    public static Json order(ColumnOrder order) {
        return JsonObject.of("Order").number("column", order.column()).flag("descending", order.descending())
                .flag("nullsLast", order.nullsLast()).json();
    }

    public static ColumnOrder order(Json json) {
        JsonObject object = JsonObject.read(json);
        return new ColumnOrder(Math.toIntExact(object.number("column")),
                object.flag("descending"), object.flag("nullsLast"));
    }

    public static Json columnType(ColumnType type) {
        return new Json.Str(TypeNames.print(type.scalar()) + (type.nullable() ? "?" : ""));
    }

    public static ColumnType columnType(Json json) {
        String text = JsonObject.text(json);
        boolean nullable = text.endsWith("?");
        return new ColumnType(TypeNames.parse(nullable ? text.substring(0, text.length() - 1) : text), nullable);
    }

    public static Json type(RelationType type) {
        return JsonObject.of("Type").put("columns", JsonObject.array(type.columns(), ScalarCodec::columnType))
                .list("keys", type.keys(), JsonObject::integers).json();
    }

    public static RelationType type(Json json) {
        JsonObject object = JsonObject.read(json);
        return new RelationType(JsonObject.elements(object.get("columns"), ScalarCodec::columnType),
                object.list("keys", JsonObject::integers));
    }

    /** Without its arity, which the reader must know. */
    public static Json row(Row row) {
        return new Json.Str(Base64.getEncoder().encodeToString(RowCodec.encode(row)));
    }

    public static Row row(Json json, int arity) {
        return RowCodec.decode(Base64.getDecoder().decode(JsonObject.text(json)), 0, arity);
    }

    static Json diffRow(DiffRow row) {
        return JsonObject.of("Row").put("row", row(row.row())).number("diff", row.diff()).json();
    }

    static DiffRow diffRow(Json json, int arity) {
        JsonObject object = JsonObject.read(json);
        return new DiffRow(row(object.get("row"), arity), object.number("diff"));
    }

    public static Json error(EvalError error) {
        return JsonObject.of("Error").text("code", error.code()).text("message", error.message())
                .text("detail", error.detail()).json();
    }

    public static EvalError error(Json json) {
        JsonObject object = JsonObject.read(json);
        return new EvalError(object.text("code"), object.text("message"), object.text("detail"));
    }
}
