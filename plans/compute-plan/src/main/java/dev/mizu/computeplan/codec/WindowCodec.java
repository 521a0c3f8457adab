package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.repr.Json;

/** Window functions as JSON. */
final class WindowCodec {
    private WindowCodec() {}

    static Json write(WindowExpr expr) {
        String kind = switch (expr.function()) {
            case Positional p -> "Positional";
            case WindowFunction.Aggregated a -> "Aggregated";
        };
        return JsonObject.of(kind).text("function", expr.function().id())
                .put("args", ScalarCodec.writeAll(expr.args())).optional("filter", expr.filter(), ScalarCodec::write)
                .flag("ignoreNulls", expr.ignoreNulls()).put("frame", frame(expr.frame()))
                .put("type", ScalarCodec.columnType(expr.type())).json();
    }

    static WindowExpr read(Json json) {
        JsonObject object = JsonObject.read(json);
        String id = object.text("function");
        WindowFunction function = switch (object.kind()) {
            case "Positional" -> Positional.valueOf(id.toUpperCase(java.util.Locale.ROOT));
            case "Aggregated" -> new WindowFunction.Aggregated(BuiltinFunctions.aggregateById(id));
            default -> throw Check.unreachable("no window function " + object.kind());
        };
        return new WindowExpr(function, ScalarCodec.readAll(object.get("args")),
                object.optional("filter", ScalarCodec::read), object.flag("ignoreNulls"), frame(object.get("frame")),
                ScalarCodec.columnType(object.get("type")));
    }

    private static Json frame(WindowFrame frame) {
        return JsonObject.of(frame.unit().name()).put("start", bound(frame.start())).put("end", bound(frame.end()))
                .json();
    }

    private static WindowFrame frame(Json json) {
        JsonObject object = JsonObject.read(json);
        return new WindowFrame(WindowFrame.Unit.valueOf(object.kind()), bound(object.get("start")),
                bound(object.get("end")));
    }

    private static Json bound(WindowFrame.Bound bound) {
        return JsonObject.of(bound.edge().name()).number("offset", bound.offset()).json();
    }

    private static WindowFrame.Bound bound(Json json) {
        JsonObject object = JsonObject.read(json);
        return new WindowFrame.Bound(WindowFrame.Edge.valueOf(object.kind()), object.number("offset"));
    }
}
