package dev.mizu.expr.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.expr.relation.WindowFrame.Bound;
import dev.mizu.expr.relation.WindowFrame.Edge;
import dev.mizu.expr.relation.WindowFrame.Unit;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every function over every frame is what the definition says, row by row. */
final class RowWindowsTest {
    private static final ColumnType NUMBER = SimpleType.INT8.nullable();
    private static final List<ColumnType> TYPES = List.of(NUMBER, NUMBER, SimpleType.BOOL.nullable());
    private static final List<String> AGGREGATES = List.of("sum(bigint)", "count(bigint)", "count()", "min(bigint)",
            "max(bigint)", "avg(bigint)", "array_agg(bigint)", "stddev_pop(bigint)");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void framesAreWhatTheyAreSaidToBe() {
        System.out.println("RowWindowsTest seed " + seed);
        for (int round = 0; round < 3000; round++) {
            WindowFrame frame = frame();
            String id = AGGREGATES.get(random.nextInt(AGGREGATES.size()));
            AggregateFunction aggregate = BuiltinFunctions.aggregateById(id);
            List<ScalarExpr> args = id.equals("count()") ? List.of() : List.of(new ScalarExpr.Column(1));
            Optional<ScalarExpr> filter = random.nextInt(3) == 0
                    ? Optional.of(new ScalarExpr.Column(2)) : Optional.empty();
            ColumnType type = aggregate.resultType(args.isEmpty() ? List.of() : List.of(NUMBER));
            boolean skips = random.nextBoolean();
            List<WindowExpr> functions = List.of(
                    new WindowExpr(new WindowFunction.Aggregated(aggregate), args, filter, false, frame,
                            type.scalar().nullable()),
                    new WindowExpr(Positional.FIRST_VALUE, List.of(new ScalarExpr.Column(1)), Optional.empty(),
                            skips, frame, NUMBER),
                    new WindowExpr(Positional.LAST_VALUE, List.of(new ScalarExpr.Column(1)), Optional.empty(),
                            skips, frame, NUMBER));
            List<ColumnOrder> order = random.nextInt(5) == 0 ? List.of()
                    : List.of(new ColumnOrder(0, random.nextBoolean(), random.nextBoolean()));
            List<Row> output = new RowWindows(List.of(), order, functions).over(rows(), TYPES);
            for (int row = 0; row < output.size(); row++) {
                List<Row> inside = inside(output, row, frame, !order.isEmpty());
                List<Datum> expected = List.of(aggregated(aggregate, args.isEmpty(), filter.isPresent(), inside),
                        end(inside, skips, true), end(inside, skips, false));
                assertThat(output.get(row).datums().subList(3, 6))
                        .as("seed %d, %s %s, row %d of %s", seed, id, frame.text(), row, output).isEqualTo(expected);
            }
        }
    }

    private Map<Row, Long> rows() {
        Map<Row, Long> rows = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            rows.put(new Row(List.of(number(4), number(9), random.nextInt(4) == 0 ? Datum.NULL
                    : Datum.of(random.nextBoolean()))), 1L + random.nextInt(2));
        }
        return rows;
    }

    private Datum number(int most) {
        return random.nextInt(4) == 0 ? Datum.NULL : Datum.of((long) random.nextInt(most) - 2);
    }

    private WindowFrame frame() {
        Edge start = Edge.values()[random.nextInt(4)];
        Edge end = Edge.values()[random.nextInt(Math.max(1, start.ordinal()), 5)];
        return new WindowFrame(Unit.values()[random.nextInt(3)], bound(start), bound(end));
    }

    private Bound bound(Edge edge) {
        boolean counts = edge == Edge.PRECEDING || edge == Edge.FOLLOWING;
        return new Bound(edge, !counts ? 0 : random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(4));
    }

    /** The rows of a frame, by asking each whether it lies between the ends. */
    private static List<Row> inside(List<Row> rows, int row, WindowFrame frame, boolean ordered) {
        int[] units = new int[rows.size()];
        for (int i = 1; i < units.length; i++) {
            boolean peers = !ordered || rows.get(i).get(0).equals(rows.get(i - 1).get(0));
            units[i] = units[i - 1] + (frame.unit() != Unit.ROWS && peers ? 0 : 1);
        }
        return IntStream.range(0, rows.size()).filter(i -> {
            long away = units[i] - units[row];
            return away >= reach(frame.start()) && away <= reach(frame.end());
        }).mapToObj(rows::get).toList();
    }

    private static long reach(Bound bound) {
        return switch (bound.edge()) {
            case UNBOUNDED_PRECEDING -> Long.MIN_VALUE;
            case PRECEDING -> -bound.offset();
            case CURRENT_ROW -> 0;
            case FOLLOWING -> bound.offset();
            case UNBOUNDED_FOLLOWING -> Long.MAX_VALUE;
        };
    }

    private static Datum aggregated(AggregateFunction aggregate, boolean star, boolean filtered, List<Row> inside) {
        List<Datum[]> args = new ArrayList<>();
        for (Row row : inside) {
            boolean seen = (!filtered || row.get(2).equals(Datum.TRUE))
                    && (star || !aggregate.skipsNulls() || !row.get(1).isNull());
            if (seen) {
                args.add(star ? new Datum[0] : new Datum[] {row.get(1)});
            }
        }
        return args.isEmpty() ? aggregate.empty() : aggregate.evaluate(args);
    }

    private static Datum end(List<Row> inside, boolean skips, boolean first) {
        List<Datum> values = inside.stream().map(row -> row.get(1))
                .filter(value -> !skips || !value.isNull()).toList();
        return values.isEmpty() ? Datum.NULL : first ? values.getFirst() : values.getLast();
    }

    @Test
    void shiftsOverNulls() {
        Map<Row, Long> rows = new LinkedHashMap<>();
        Datum[] values = {Datum.NULL, Datum.of(5L), Datum.NULL, Datum.NULL, Datum.of(6L), Datum.of(7L)};
        for (int i = 0; i < values.length; i++) {
            rows.put(new Row(List.of(Datum.of((long) i), values[i], Datum.NULL)), 1L);
        }
        List<Row> output = new RowWindows(List.of(), List.of(ColumnOrder.ascending(0)), List.of(
                shift(Positional.LAG, 1), shift(Positional.LAG, 2), shift(Positional.LEAD, 1),
                shift(Positional.LEAD, -1), shift(Positional.LAG, 0))).over(rows, TYPES);
        assertThat(column(output, 3)).containsExactly(null, null, 5L, 5L, 5L, 6L);
        assertThat(column(output, 4)).containsExactly(null, null, null, null, null, 5L);
        assertThat(column(output, 5)).containsExactly(5L, 6L, 6L, 6L, 7L, null);
        assertThat(column(output, 6)).containsExactly(null, null, 5L, 5L, 5L, 6L);
        assertThat(column(output, 7)).containsExactly(null, 5L, null, null, 6L, 7L);
    }

    private static WindowExpr shift(Positional function, long offset) {
        return new WindowExpr(function, List.of(new ScalarExpr.Column(1),
                new ScalarExpr.Literal(Datum.of(offset), SimpleType.INT4.notNull())), Optional.empty(), true,
                WindowFrame.DEFAULT, NUMBER);
    }

    private static List<Long> column(List<Row> rows, int column) {
        List<Long> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(column).isNull() ? null : (Long) row.get(column).asLong()));
        return values;
    }
}
