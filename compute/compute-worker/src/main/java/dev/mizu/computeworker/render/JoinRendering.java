package dev.mizu.computeworker.render;

import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.dataflow.Arranged;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Join;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins: a delta join as one operator with a route for each input, a linear one as a chain of joins of two. */
final class JoinRendering {
    private final RenderContext context;
    private final List<Relation> relations = new ArrayList<>();

    /** One side of a join: its arranged forms, or what to arrange, and the stream of its updates. */
    private record Relation(JoinInput input, Optional<Stream> rows) {
        boolean shared() {
            return rows.isEmpty();
        }

        List<ColumnType> columns() {
            return input.type().columns();
        }
    }

    /** An arrangement and how rows lie in it. */
    private record Side(Arranged arranged, ArrangementShape shape) {}

    private JoinRendering(RenderContext context, LirPlan.Join join) {
        this.context = context;
        for (JoinInput input : join.inputs()) {
            relations.add(switch (input) {
                case JoinInput.Arranged arranged ->
                        new Relation(input, Optional.of(PlanRendering.render(context, arranged.input())));
                case JoinInput.Indexed indexed -> new Relation(input, Optional.empty());
            });
        }
    }

    static Stream render(RenderContext context, LirPlan.Join join) {
        JoinRendering rendering = new JoinRendering(context, join);
        return switch (join.plan()) {
            case JoinPlan.Linear linear -> rendering.linear(linear);
            case JoinPlan.Delta delta -> rendering.delta(delta, join);
        };
    }

    private Side side(Relation relation, List<ScalarExpr> key) {
        if (relation.input() instanceof JoinInput.Indexed indexed) {
            for (var id : indexed.indexIds()) {
                ArrangementShape shape = context.index(id).shape();
                if (shape.key().equals(key)) {
                    return new Side(context.importIndex(id), shape);
                }
            }
            throw dev.mizu.base.Check.unreachable("no index on the key of a join");
        }
        ArrangementShape shape = ArrangementShape.of(key, relation.columns());
        return new Side(context.arrange(relation.rows().orElseThrow(), shape), shape);
    }

    /** The updates of a relation in its own columns. */
    private Stream updates(Relation relation) {
        if (relation.rows().isPresent()) {
            return relation.rows().get();
        }
        JoinInput.Indexed indexed = (JoinInput.Indexed) relation.input();
        return context.indexRows(indexed.indexIds().getFirst());
    }

    private Stream linear(JoinPlan.Linear plan) {
        Relation source = relations.get(plan.source());
        List<ColumnType> columns = source.columns();
        Mfp initial = plan.initial();
        Optional<Stream> stream = Optional.empty();
        for (JoinPlan.Stage stage : plan.stages()) {
            Side left;
            if (stream.isEmpty() && initial.isIdentity() && indexedBy(source, stage.streamKey())) {
                left = side(source, stage.streamKey());
            } else {
                Stream rows = stream.isPresent() ? stream.get()
                        : MfpRendering.render(context, updates(source), initial, columns);
                columns = stream.isPresent() ? columns : MfpRendering.outputTypes(initial, columns);
                ArrangementShape shape = ArrangementShape.of(stage.streamKey(), columns);
                left = new Side(context.arrange(rows, shape), shape);
            }
            Relation lookup = relations.get(stage.lookup());
            Side right = side(lookup, stage.lookupKey());
            List<ColumnType> both = Physical.concat(columns, lookup.columns());
            columns = MfpRendering.outputTypes(stage.mfp(), both);
            stream = Optional.of(joinTwo(left, right, stage.mfp(), both));
        }
        return stream.isPresent() ? stream.get()
                : MfpRendering.render(context, updates(source), initial, source.columns());
    }

    private boolean indexedBy(Relation relation, List<ScalarExpr> key) {
        return relation.input() instanceof JoinInput.Indexed indexed
                && indexed.indexIds().stream().anyMatch(id -> context.index(id).shape().key().equals(key));
    }

    private Stream joinTwo(Side left, Side right, Mfp mfp, List<ColumnType> both) {
        int leftArity = left.shape().arity();
        int arity = both.size();
        // The right side's updates give its own columns first: put them behind.
        List<Integer> turned = Physical.concat(
                Physical.range(arity - leftArity, arity), Physical.range(0, arity - leftArity));
        Mfp now = mfp.temporal() ? Mfp.identity(arity) : mfp;
        Join.Route fromLeft = route(0, left, right, 1, then(now));
        Join.Route fromRight = route(1, right, left, 0, then(Mfp.identity(arity).project(turned).then(now)));
        reader(left.arranged());
        reader(right.arranged());
        List<ColumnType> types = MfpRendering.outputTypes(now, both);
        Stream joined = context.builder().apply("join", new Join(List.of(fromLeft, fromRight)),
                List.of(left.arranged().updates(), right.arranged().updates()), Physical.ofColumns(types));
        return mfp.temporal() ? MfpRendering.render(context, joined, mfp, types) : joined;
    }

    private static Join.Route route(int relation, Side source, Side target, int other, Optional<BatchFunction> then) {
        int[] key = Physical.array(Physical.range(0, source.shape().keyColumns()));
        Join.Lookup lookup = new Join.Lookup(target(target, other), key,
                source.shape().restored(), target.shape().restored(), then);
        return new Join.Route(relation, source.arranged().shared(), Optional.empty(), List.of(lookup));
    }

    private static Join.Target target(Side side, int relation) {
        return new Join.Target(side.arranged().arrangement(), relation, side.arranged().shared());
    }

    private static void reader(Arranged arranged) {
        if (!arranged.shared()) {
            arranged.arrangement().addReader();
        }
    }

    private static Optional<BatchFunction> then(Mfp mfp) {
        return mfp.isIdentity() ? Optional.empty() : Optional.of(MfpRendering.function(mfp));
    }

    private Stream delta(JoinPlan.Delta plan, LirPlan.Join join) {
        List<Join.Route> routes = new ArrayList<>();
        Mfp temporal = Mfp.identity(join.type().arity());
        for (JoinPlan.Path path : plan.paths()) {
            routes.add(deltaRoute(path));
        }
        for (JoinPlan.Path path : plan.paths()) {
            for (JoinPlan.Stage stage : path.stages()) {
                reader(side(relations.get(stage.lookup()), stage.lookupKey()).arranged());
                dev.mizu.base.Check.that(!stage.mfp().temporal(), "a temporal filter inside a delta join");
            }
        }
        List<Stream> updates = relations.stream().map(this::updates).toList();
        List<PhysicalType> types = Physical.of(join.type());
        Stream joined = context.builder().apply("delta join", new Join(routes), updates, types);
        return MfpRendering.render(context, joined, temporal, join.type().columns());
    }

    /** Each function on the way also computes the key that the next lookup needs, behind the stream's columns. */
    private Join.Route deltaRoute(JoinPlan.Path path) {
        Relation source = relations.get(path.source());
        List<ColumnType> columns = MfpRendering.outputTypes(path.initial(), source.columns());
        Optional<BatchFunction> first = then(withNextKey(path.initial(), path.stages(), 0));
        List<Join.Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < path.stages().size(); i++) {
            JoinPlan.Stage stage = path.stages().get(i);
            Relation lookup = relations.get(stage.lookup());
            Side side = side(lookup, stage.lookupKey());
            lookups.add(new Join.Lookup(target(side, stage.lookup()), keyColumns(stage, columns.size()),
                    Physical.array(Physical.range(0, columns.size())), side.shape().restored(),
                    then(withNextKey(stage.mfp(), path.stages(), i + 1))));
            columns = MfpRendering.outputTypes(stage.mfp(), Physical.concat(columns, lookup.columns()));
        }
        return new Join.Route(path.source(), source.shared(), first, lookups);
    }

    private static Mfp withNextKey(Mfp mfp, List<JoinPlan.Stage> stages, int next) {
        return next == stages.size() ? mfp : mfp.map(computedKeys(stages.get(next)));
    }

    private static List<ScalarExpr> computedKeys(JoinPlan.Stage stage) {
        return stage.streamKey().stream().filter(expr -> !(expr instanceof ScalarExpr.Column)).toList();
    }

    private static int[] keyColumns(JoinPlan.Stage stage, int arity) {
        int[] columns = new int[stage.streamKey().size()];
        int computed = arity;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = stage.streamKey().get(i) instanceof ScalarExpr.Column(int index) ? index : computed++;
        }
        return columns;
    }
}
