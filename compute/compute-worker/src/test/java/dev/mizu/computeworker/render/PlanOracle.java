package dev.mizu.computeworker.render;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.window.RowWindows;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a plan means, computed from whole collections the plain way. */
final class PlanOracle {
    private final Map<GlobalId, Map<Row, Long>> collections;
    private final Map<GlobalId, ScalarExpr> indexKeys;
    private final Map<LocalId, Map<Row, Long>> locals = new HashMap<>();
    private final long time;

    /** {@code indexKeys}: what each index is on. */
    PlanOracle(Map<GlobalId, Map<Row, Long>> collections, Map<GlobalId, ScalarExpr> indexKeys, long time) {
        this.collections = collections;
        this.indexKeys = indexKeys;
        this.time = time;
    }

    Map<Row, Long> eval(LirPlan plan) {
        Map<Row, Long> out = new HashMap<>();
        switch (plan) {
            case LirPlan.Constant c -> c.rows().forEach(row -> add(out, row.row(), row.diff()));
            case LirPlan.Get g -> mapped(collections.get(g.id()), g.mfp(), out);
            case LirPlan.IndexScan s -> mapped(collections.get(s.indexId()), s.mfp(), out);
            case LirPlan.IndexLookup l -> lookup(l, out);
            case LirPlan.LocalGet g -> mapped(locals.get(g.id()), g.mfp(), out);
            case LirPlan.Let l -> {
                locals.put(l.id(), eval(l.value()));
                return eval(l.body());
            }
            case LirPlan.LetRec l -> {
                return letRec(l);
            }
            case LirPlan.MapFilterProject m -> mapped(eval(m.input()), m.mfp(), out);
            case LirPlan.FlatMap f -> flatMap(f, out);
            case LirPlan.Join j -> join(j, out);
            case LirPlan.Reduce r -> reduce(r, out);
            case LirPlan.TopK t -> topK(t, out);
            case LirPlan.Window w -> new RowWindows(w.partition(), w.order(), w.functions())
                    .over(eval(w.input()), w.input().type().columns()).forEach(row -> add(out, row, 1));
            case LirPlan.Negate n -> eval(n.input()).forEach((row, diff) -> add(out, row, -diff));
            case LirPlan.Threshold t -> eval(t.input()).forEach((row, diff) -> {
                if (diff > 0) {
                    add(out, row, diff);
                }
            });
            case LirPlan.Union u -> u.inputs().forEach(input -> eval(input).forEach((row, n) -> add(out, row, n)));
        }
        return out;
    }

    private static void add(Map<Row, Long> rows, Row row, long diff) {
        rows.merge(row, diff, Long::sum);
        rows.values().removeIf(n -> n == 0);
    }

    private Map<Row, Long> letRec(LirPlan.LetRec plan) {
        plan.bindings().forEach(binding -> locals.put(binding.id(), Map.of()));
        for (long round = 0; ; round++) {
            boolean changed = false;
            for (LirPlan.Binding binding : plan.bindings()) {
                if (binding.limit().rounds().isPresent() && round >= binding.limit().rounds().getAsLong()) {
                    continue;
                }
                Map<Row, Long> value = eval(binding.value());
                changed |= !value.equals(locals.put(binding.id(), value));
            }
            if (!changed) {
                return eval(plan.body());
            }
        }
    }

    private static Datum value(ScalarExpr expr, Row row) {
        return RowEvaluator.of(expr).eval(row.datums().toArray(Datum[]::new));
    }

    private void mapped(Map<Row, Long> in, Mfp mfp, Map<Row, Long> out) {
        in.forEach((row, n) -> {
            List<Datum> space = new ArrayList<>(row.datums());
            mfp.maps().forEach(map -> space.add(value(map, new Row(space))));
            Row whole = new Row(space);
            boolean kept = mfp.predicates().stream().allMatch(p -> value(p, whole).equals(Datum.TRUE))
                    && mfp.lowerBounds().stream().map(b -> value(b, whole))
                            .allMatch(b -> !b.isNull() && b.asLong() <= time)
                    && mfp.upperBounds().stream().map(b -> value(b, whole))
                            .allMatch(b -> !b.isNull() && time < b.asLong());
            if (kept) {
                add(out, new Row(mfp.outputs().stream().map(space::get).toList()), n);
            }
        });
    }

    private void lookup(LirPlan.IndexLookup plan, Map<Row, Long> out) {
        HashSet<Datum> keys = new HashSet<>();
        plan.keys().forEach(key -> keys.add(value(key.getFirst(), Row.of())));
        Map<Row, Long> found = new HashMap<>();
        collections.get(plan.indexId()).forEach((row, n) -> {
            if (keys.contains(value(indexKeys.get(plan.indexId()), row))) {
                found.put(row, n);
            }
        });
        mapped(found, plan.mfp(), out);
    }

    private void flatMap(LirPlan.FlatMap plan, Map<Row, Long> out) {
        Map<Row, Long> raw = new HashMap<>();
        eval(plan.input()).forEach((row, n) -> {
            Datum[] args = plan.args().stream().map(arg -> value(arg, row)).toArray(Datum[]::new);
            if (!plan.function().strict() || List.of(args).stream().noneMatch(Datum::isNull)) {
                plan.function().eval(args, made -> add(raw, concat(row, new Row(List.of(made))), n));
            }
        });
        mapped(raw, plan.mfp(), out);
    }

    private static Row concat(Row a, Row b) {
        List<Datum> datums = new ArrayList<>(a.datums());
        datums.addAll(b.datums());
        return new Row(datums);
    }

    /** Every join is its first path, whatever it is called. */
    private void join(LirPlan.Join plan, Map<Row, Long> out) {
        List<Map<Row, Long>> inputs = plan.inputs().stream().map(input -> switch (input) {
            case JoinInput.Arranged a -> eval(a.input());
            case JoinInput.Indexed i -> collections.get(i.indexIds().getFirst());
        }).toList();
        JoinPlan.Path path = switch (plan.plan()) {
            case JoinPlan.Linear l -> new JoinPlan.Path(l.source(), l.initial(), l.stages());
            case JoinPlan.Delta d -> d.paths().getFirst();
        };
        Map<Row, Long> stream = new HashMap<>();
        mapped(inputs.get(path.source()), path.initial(), stream);
        for (JoinPlan.Stage stage : path.stages()) {
            Map<Row, Long> pairs = new HashMap<>();
            stream.forEach((left, n) -> inputs.get(stage.lookup()).forEach((right, m) -> {
                boolean match = true;
                for (int i = 0; i < stage.streamKey().size(); i++) {
                    Datum key = value(stage.streamKey().get(i), left);
                    match &= !key.isNull() && key.equals(value(stage.lookupKey().get(i), right));
                }
                if (match) {
                    add(pairs, concat(left, right), n * m);
                }
            }));
            stream = new HashMap<>();
            mapped(pairs, stage.mfp(), stream);
        }
        out.putAll(stream);
    }

    private void reduce(LirPlan.Reduce plan, Map<Row, Long> out) {
        Map<Row, List<Row>> groups = new LinkedHashMap<>();
        eval(plan.input()).forEach((row, n) -> {
            Row key = new Row(plan.keys().stream().map(expr -> value(expr, row)).toList());
            for (long i = 0; i < n; i++) {
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
            }
        });
        List<AggregateExpr> aggregates = switch (plan.plan()) {
            case ReducePlan.Distinct d -> List.<AggregateExpr>of();
            case ReducePlan.Accumulable a -> a.aggregates();
            case ReducePlan.Hierarchical h -> h.aggregates();
            case ReducePlan.Basic b -> b.aggregates();
            case ReducePlan.Mixed m -> m.aggregates();
        };
        Map<Row, Long> raw = new HashMap<>();
        groups.forEach((key, rows) -> {
            List<Datum> result = new ArrayList<>(key.datums());
            aggregates.forEach(aggregate -> result.add(aggregated(aggregate, rows)));
            add(raw, new Row(result), 1);
        });
        mapped(raw, plan.mfp(), out);
    }

    private static Datum aggregated(AggregateExpr aggregate, List<Row> rows) {
        Comparator<Row> order = (_, _) -> 0;
        for (AggregateExpr.SortKey key : aggregate.orderBy()) {
            order = order.thenComparing(row -> value(key.expr(), row),
                    (a, b) -> compare(a, b, key.descending(), key.nullsLast()));
        }
        for (ScalarExpr arg : aggregate.args()) {
            order = order.thenComparing(row -> value(arg, row), DatumOrder::compare);
        }
        List<List<Datum>> seen = rows.stream()
                .filter(row -> aggregate.filter().isEmpty()
                        || value(aggregate.filter().get(), row).equals(Datum.TRUE))
                .sorted(order)
                .map(row -> aggregate.args().stream().map(arg -> value(arg, row)).toList())
                .filter(args -> !aggregate.function().skipsNulls() || args.stream().noneMatch(Datum::isNull))
                .toList();
        List<Datum[]> args = (aggregate.distinct() ? seen.stream().distinct() : seen.stream())
                .map(list -> list.toArray(Datum[]::new)).toList();
        return args.isEmpty() ? aggregate.function().empty() : aggregate.function().evaluate(args);
    }

    private static int compare(Datum a, Datum b, boolean descending, boolean nullsLast) {
        if (a.isNull() || b.isNull()) {
            return Boolean.compare(a.isNull(), b.isNull()) * (nullsLast ? 1 : -1);
        }
        return descending ? DatumOrder.compare(b, a) : DatumOrder.compare(a, b);
    }

    private void topK(LirPlan.TopK plan, Map<Row, Long> out) {
        Map<List<Datum>, List<Row>> groups = new HashMap<>();
        eval(plan.input()).forEach((row, n) -> {
            for (long i = 0; i < n; i++) {
                groups.computeIfAbsent(plan.groupKey().stream().map(row::get).toList(), k -> new ArrayList<>())
                        .add(row);
            }
        });
        Comparator<Row> order = (_, _) -> 0;
        for (ColumnOrder by : plan.order()) {
            order = order.thenComparing(row -> row.get(by.column()),
                    (a, b) -> compare(a, b, by.descending(), by.nullsLast()));
        }
        Comparator<Row> total = order.thenComparing((a, b) -> {
            int compared = 0;
            for (int i = 0; compared == 0 && i < a.arity(); i++) {
                compared = DatumOrder.compare(a.get(i), b.get(i));
            }
            return compared;
        });
        groups.forEach((key, rows) -> {
            long limit = plan.limit().map(expr -> value(expr, new Row(key)).asLong()).orElse(Long.MAX_VALUE);
            rows.stream().sorted(total).skip(plan.offset()).limit(limit).forEach(row -> add(out, row, 1));
        });
    }
}
