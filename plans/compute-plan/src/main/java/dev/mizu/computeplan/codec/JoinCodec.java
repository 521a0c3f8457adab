package dev.mizu.computeplan.codec;

import dev.mizu.base.Check;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.JoinPlan.Path;
import dev.mizu.computeplan.JoinPlan.Stage;
import dev.mizu.repr.Json;

/** Join plans as JSON. */
final class JoinCodec {
    private JoinCodec() {}

    static Json write(JoinPlan plan) {
        return switch (plan) {
            case JoinPlan.Linear l -> path("Linear", new Path(l.source(), l.initial(), l.stages()));
            case JoinPlan.Delta d -> JsonObject.of("Delta").list("paths", d.paths(), p -> path("Path", p)).json();
        };
    }

    static JoinPlan read(Json json) {
        JsonObject object = JsonObject.read(json);
        return switch (object.kind()) {
            case "Linear" -> {
                Path path = path(json);
                yield new JoinPlan.Linear(path.source(), path.initial(), path.stages());
            }
            case "Delta" -> new JoinPlan.Delta(object.list("paths", JoinCodec::path));
            default -> throw Check.unreachable("no join plan " + object.kind());
        };
    }

    private static Json path(String kind, Path path) {
        return JsonObject.of(kind).number("source", path.source()).put("initial", ScalarCodec.mfp(path.initial()))
                .list("stages", path.stages(), JoinCodec::stage).json();
    }

    private static Path path(Json json) {
        JsonObject object = JsonObject.read(json);
        return new Path(Math.toIntExact(object.number("source")), ScalarCodec.mfp(object.get("initial")),
                object.list("stages", JoinCodec::stage));
    }

    private static Json stage(Stage stage) {
        return JsonObject.of("Stage").number("lookup", stage.lookup())
                .put("streamKey", ScalarCodec.writeAll(stage.streamKey()))
                .put("lookupKey", ScalarCodec.writeAll(stage.lookupKey()))
                .put("mfp", ScalarCodec.mfp(stage.mfp())).json();
    }

    private static Stage stage(Json json) {
        JsonObject object = JsonObject.read(json);
        return new Stage(Math.toIntExact(object.number("lookup")), ScalarCodec.readAll(object.get("streamKey")),
                ScalarCodec.readAll(object.get("lookupKey")), ScalarCodec.mfp(object.get("mfp")));
    }
}
