package dev.mizu.dataflow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Distinct;
import dev.mizu.dataflow.operator.Join;
import dev.mizu.dataflow.operator.Negate;
import dev.mizu.dataflow.operator.OutputRoom;
import dev.mizu.dataflow.operator.OutputTooLargeException;
import dev.mizu.dataflow.operator.Threshold;
import dev.mizu.dataflow.operator.Union;
import dev.mizu.dataflow.reduce.Accumulator;
import dev.mizu.dataflow.reduce.Aggregate;
import dev.mizu.dataflow.reduce.GroupFunction;
import dev.mizu.dataflow.reduce.Reduce;
import dev.mizu.dataflow.reduce.TopK;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class OperatorsTest {
    private static final List<PhysicalType> PAIR = List.of(PhysicalType.INT, PhysicalType.TEXT);
    private static final List<PhysicalType> TRIPLE =
            List.of(PhysicalType.INT, PhysicalType.TEXT, PhysicalType.NUMERIC);
    private static final RowOrder BY_NUMBER = new RowOrder(List.of(new RowOrder.Column(2, true, true, false)));

    @Test
    void flatMapFollowsItsFunction() {
        Harness.run(new Harness.Case(List.of(PAIR), 9,
                (b, in) -> b.map("double", in.getFirst(),
                        batch -> new Deltas(List.of(batch, batch), List.of()), PAIR),
                in -> {
                    Multiset out = new Multiset();
                    in.getFirst().rows.forEach((row, diff) -> out.add(row, 2 * diff));
                    return out;
                }));
    }

    @Test
    void unionNegateThresholdMakeADifference() {
        Harness.run(new Harness.Case(List.of(PAIR, PAIR), 3, (b, in) -> {
            Stream negated = b.apply("negate", new Negate(), List.of(in.get(1)), PAIR);
            Stream union = b.apply("union", new Union(true), List.of(in.get(0), negated), PAIR);
            return b.apply("threshold", new Threshold(PAIR), List.of(union), PAIR);
        }, in -> {
            Multiset out = in.get(0).copy();
            in.get(1).rows.forEach((row, diff) -> out.add(row, -diff));
            out.rows.values().removeIf(diff -> diff < 0);
            return out;
        }));
    }

    @Test
    void distinctGivesEachRowOnce() {
        Harness.run(new Harness.Case(List.of(TRIPLE), 4,
                (b, in) -> b.apply("distinct", new Distinct(TRIPLE, Harness.ERRORS), in, TRIPLE),
                in -> {
                    Multiset out = new Multiset();
                    in.getFirst().rows.keySet().forEach(row -> out.add(row, 1));
                    return out;
                }));
    }

    @Test
    void joinsTwo() {
        for (int spread : new int[] {3, 20}) {
            Harness.run(new Harness.Case(List.of(PAIR, TRIPLE), spread, (b, in) -> {
                Arranged left = b.arrange("left", in.get(0), 1);
                Arranged right = b.arrange("right", in.get(1), 1);
                Join join = new Join(List.of(
                        route(0, List.of(lookup(right, 1, new int[] {0}, new int[] {0, 1}, new int[] {1, 2}))),
                        route(1, List.of(lookup(left, 0, new int[] {0}, new int[] {0, 1, 2}, new int[] {1})))));
                left.arrangement().addReader();
                right.arrangement().addReader();
                List<PhysicalType> out = new ArrayList<>(PAIR);
                out.addAll(TRIPLE.subList(1, 3));
                // The second route gives its columns in another order: put them right.
                return b.apply("join", reorderSecond(join), List.of(left.updates(), right.updates()), out);
            }, in -> {
                Multiset out = new Multiset();
                in.get(0).rows.forEach((l, n) -> in.get(1).rows.forEach((r, m) -> {
                    if (!l.get(0).isNull() && l.get(0).equals(r.get(0))) {
                        out.add(Row.of(l.get(0), l.get(1), r.get(1), r.get(2)), n * m);
                    }
                }));
                return out;
            }));
        }
    }

    @Test
    void aJoinThatMultipliesTooMuchStops() {
        OutputRoom room = new OutputRoom(1000);
        room.take(20, 3);
        assertThatThrownBy(() -> room.take(12, 3)).isInstanceOf(OutputTooLargeException.class);
        room.clear();
        room.take(31, 3);
        assertThatThrownBy(() -> Harness.run(new Harness.Case(List.of(PAIR, PAIR), 1, (b, in) -> {
            Arranged left = b.arrange("left", in.get(0), 0);
            Arranged right = b.arrange("right", in.get(1), 0);
            left.arrangement().addReader();
            right.arrangement().addReader();
            return b.apply("join", new Join(List.of(
                    route(0, List.of(lookup(right, 1, new int[0], new int[] {0, 1}, new int[0]))),
                    route(1, List.of(lookup(left, 0, new int[0], new int[0], new int[] {0, 1})))), new OutputRoom(100)),
                    List.of(left.updates(), right.updates()), PAIR);
        }, in -> new Multiset()))).hasCauseInstanceOf(OutputTooLargeException.class);
    }

    /** The columns of both routes are told apart by the third, which is a number only from the first. */
    private static dev.mizu.dataflow.operator.Operator reorderSecond(Join join) {
        return (tick, inputs) -> {
            Deltas out = join.step(tick, inputs);
            List<ColumnBatch> rows = new ArrayList<>();
            for (ColumnBatch batch : out.rows()) {
                rows.add(batch.column(3).physical() == PhysicalType.NUMERIC
                        ? batch : batch.project(new int[] {0, 3, 1, 2}));
            }
            return new Deltas(rows, out.errors());
        };
    }

    @Test
    void joinsItselfThrice() {
        List<PhysicalType> types = List.of(PhysicalType.INT, PhysicalType.INT);
        Harness.run(new Harness.Case(List.of(types), 5, (b, in) -> {
            Arranged byFirst = b.arrange("self", in.getFirst(), 1);
            int[] none = {};
            List<Join.Route> routes = new ArrayList<>();
            for (int source = 0; source < 3; source++) {
                List<Join.Lookup> lookups = new ArrayList<>();
                for (int other = 0; other < 3; other++) {
                    if (other != source) {
                        lookups.add(lookup(byFirst, other, new int[] {0}, new int[] {0}, none));
                    }
                }
                routes.add(route(source, lookups));
                byFirst.arrangement().addReader();
            }
            Stream updates = byFirst.updates();
            return b.apply("join", new Join(routes), List.of(updates, updates, updates),
                    List.of(PhysicalType.INT));
        }, in -> {
            Map<Datum, Long> counts = new HashMap<>();
            in.getFirst().rows.forEach((row, n) -> counts.merge(row.get(0), n, Long::sum));
            Multiset out = new Multiset();
            counts.forEach((key, n) -> {
                if (!key.isNull()) {
                    out.add(Row.of(key), n * n * n);
                }
            });
            return out;
        }));
    }

    private static Join.Route route(int relation, List<Join.Lookup> lookups) {
        return new Join.Route(relation, false, Optional.empty(), lookups);
    }

    private static Join.Lookup lookup(Arranged target, int relation, int[] key, int[] stream, int[] found) {
        return new Join.Lookup(new Join.Target(target.arrangement(), relation, target.shared()),
                key, stream, found, Optional.empty());
    }

    @Test
    void reducesWithAllKindsOfAggregates() {
        for (int spread : new int[] {2, 12, 300}) {
            for (List<Integer> keys : List.of(List.<Integer>of(), List.of(0), List.of(1, 0))) {
                reduce(spread, keys, false);
                reduce(spread, keys, true);
            }
        }
    }

    private static void reduce(int spread, List<Integer> keys, boolean growing) {
        List<PhysicalType> types = List.of(PhysicalType.INT, PhysicalType.TEXT, PhysicalType.INT,
                PhysicalType.NUMERIC, PhysicalType.BOOL);
        List<Aggregate> aggregates = List.of(
                new Aggregate.Accumulated(new Accumulator.Count(), List.of(), false, false, OptionalInt.empty()),
                new Aggregate.Accumulated(new Accumulator.Count(), List.of(1), true, true, OptionalInt.of(4)),
                new Aggregate.Accumulated(new Accumulator.SumOfLongs(PhysicalType.NUMERIC, sum -> new byte[0]),
                        List.of(2), false, true, OptionalInt.empty()),
                new Aggregate.Extreme(3, true, false, PhysicalType.NUMERIC, OptionalInt.empty()),
                new Aggregate.Extreme(1, false, false, PhysicalType.TEXT, OptionalInt.of(4)),
                new Aggregate.Collected(new Concatenation(), List.of(1, 2),
                        new RowOrder(List.of(new RowOrder.Column(1, true, false, false))), false, true,
                        OptionalInt.empty()));
        List<PhysicalType> out = new ArrayList<>(keys.stream().map(types::get).toList());
        aggregates.forEach(a -> out.add(a.type()));
        Harness.run(new Harness.Case(List.of(types), spread,
                (b, in) -> b.apply("reduce",
                        new Reduce(new Reduce.Grouping(types, keys, aggregates, growing), Harness.ERRORS), in, out),
                in -> reduceOracle(in.getFirst(), keys), growing));
    }

    private static Multiset reduceOracle(Multiset in, List<Integer> keys) {
        Map<List<Datum>, List<Row>> groups = new HashMap<>();
        in.rows.forEach((row, n) -> {
            List<Row> group = groups.computeIfAbsent(keys.stream().map(row::get).toList(), k -> new ArrayList<>());
            for (long i = 0; i < n; i++) {
                group.add(row);
            }
        });
        Multiset out = new Multiset();
        groups.forEach((key, rows) -> {
            List<Datum> result = new ArrayList<>(key);
            result.add(Datum.of((long) rows.size()));
            List<Row> seen = rows.stream().filter(r -> r.get(4).equals(Datum.TRUE)).toList();
            result.add(Datum.of(seen.stream().map(r -> r.get(1)).filter(d -> !d.isNull()).distinct().count()));
            List<Datum> numbers = rows.stream().map(r -> r.get(2)).filter(d -> !d.isNull()).toList();
            result.add(numbers.isEmpty() ? Datum.NULL : Datum.of(Decimal.of(
                    numbers.stream().map(d -> BigDecimal.valueOf(d.asLong())).reduce(BigDecimal::add).orElseThrow())));
            result.add(rows.stream().map(r -> r.get(3)).filter(d -> !d.isNull())
                    .max(DatumOrder::compare).orElse(Datum.NULL));
            result.add(seen.stream().map(r -> r.get(1)).filter(d -> !d.isNull())
                    .min(DatumOrder::compare).orElse(Datum.NULL));
            Comparator<Row> order = (a, b) -> a.get(2).isNull() || b.get(2).isNull()
                    ? DatumOrder.compare(a.get(2), b.get(2)) : DatumOrder.compare(b.get(2), a.get(2));
            StringBuilder text = new StringBuilder();
            rows.stream().filter(r -> !r.get(1).isNull())
                    .sorted(order.thenComparing((a, b) -> DatumOrder.compare(a.get(1), b.get(1))))
                    .forEach(r -> text.append(r.get(1).asText()).append(';'));
            result.add(Datum.of(text.toString()));
            out.add(new Row(result), 1);
        });
        return out;
    }

    /** All texts in order. */
    private static final class Concatenation implements GroupFunction {
        @Override
        public PhysicalType type() {
            return PhysicalType.TEXT;
        }

        @Override
        public Optional<byte[]> evaluate(ColumnBatch rows, VectorBuilder out) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                text.append((rows.column(0).datum(i).asText() + ";").repeat((int) rows.diffs()[i]));
            }
            out.appendText(text.toString());
            return Optional.empty();
        }
    }

    @Test
    void topKPicksTheWindow() {
        for (int spread : new int[] {3, 400}) {
            for (List<Integer> group : List.of(List.<Integer>of(), List.of(1))) {
                for (long limit : new long[] {0, 1, 3, 70, Long.MAX_VALUE}) {
                    topK(spread, limit, new TopK.Window(group, BY_NUMBER,
                            Optional.of(TopK.Limit.constant(limit)), spread % 2));
                    topK(spread, limit, new TopK.Window(group, BY_NUMBER,
                            Optional.of(TopK.Limit.constant(limit)), spread % 2, true));
                }
            }
        }
    }

    private static void topK(int spread, long limit, TopK.Window window) {
        Harness.run(new Harness.Case(List.of(TRIPLE), spread,
                (b, in) -> b.apply("topk", new TopK(TRIPLE, window, Harness.ERRORS), in, TRIPLE),
                in -> {
                    Map<List<Datum>, List<Row>> groups = new HashMap<>();
                    in.getFirst().rows.forEach((row, n) -> {
                        for (long i = 0; i < n; i++) {
                            List<Datum> key = window.group().stream().map(row::get).toList();
                            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
                        }
                    });
                    Multiset out = new Multiset();
                    groups.values().forEach(rows -> rows.stream().sorted(OperatorsTest::topKOrder)
                            .skip(window.offset()).limit(limit).forEach(row -> out.add(row, 1)));
                    return out;
                }, window.monotonic()));
    }

    private static int topKOrder(Row a, Row b) {
        Datum x = a.get(2);
        Datum y = b.get(2);
        // Descending with NULLs first is ascending with NULLs last, turned around.
        int order = DatumOrder.compare(y, x);
        for (int column = 0; order == 0 && column < 2; column++) {
            order = DatumOrder.compare(a.get(column), b.get(column));
        }
        return order;
    }
}
