package dev.mizu.computeworker;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.List;

/** Aggregates of bigint columns as small as they can be, so that the worker is tested without the registry. */
final class TestAggregates {
    private TestAggregates() {}

    static final AggregateFunction COUNT = new Sum("count", false);
    static final AggregateFunction SUM = new Sum("total", true);

    /** Counts rows, or sums a column in one word. */
    private record Sum(String name, boolean values) implements AggregateFunction.Accumulable {
        @Override
        public String id() {
            return name + "(bigint)";
        }

        @Override
        public Maintenance maintenance() {
            return Maintenance.ACCUMULABLE;
        }

        @Override
        public boolean skipsNulls() {
            return true;
        }

        @Override
        public Datum empty() {
            return Datum.of(0L);
        }

        @Override
        public ColumnType resultType(List<ColumnType> args) {
            return SimpleType.INT8.notNull();
        }

        @Override
        public Datum evaluate(List<Datum[]> rows) {
            return Datum.of(rows.stream().mapToLong(row -> values ? row[0].asLong() : 1).sum());
        }

        @Override
        public int words() {
            return 1;
        }

        @Override
        public void accumulate(Datum[] args, long diff, long[] words, int at) {
            words[at] += diff * (values ? args[0].asLong() : 1);
        }

        @Override
        public Datum finish(long[] words, int at) {
            return Datum.of(words[at]);
        }
    }
}
