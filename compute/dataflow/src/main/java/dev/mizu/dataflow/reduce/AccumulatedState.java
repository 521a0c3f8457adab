package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.Pages;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An accumulated aggregate: its words lie in the groups' rows of the {@link GroupTable}. */
final class AccumulatedState implements AggregateState {
    private final Aggregate.Accumulated aggregate;
    private final Pages pages;
    private final int at;
    private final Optional<DistinctGate> gate;
    private final long[] words;

    /** {@code at} is the position of the aggregate's words in a group's row. */
    AccumulatedState(Aggregate.Accumulated aggregate, GroupTable table, int at, Optional<DistinctGate> gate) {
        this.aggregate = aggregate;
        this.pages = table.pages();
        this.at = at;
        this.gate = gate;
        this.words = new long[aggregate.accumulator().words()];
    }

    @Override
    public void add(ColumnBatch batch, int from, EncodedRows keys, int[] groups) {
        int count = keys.size();
        long[] diffs = new long[count];
        System.arraycopy(batch.diffs(), from, diffs, 0, count);
        if (aggregate.filter().isPresent() || aggregate.skipsNulls()) {
            dropUnseen(batch, from, diffs);
        }
        gate.ifPresent(distinct -> {
            distinct.encode(batch, from, from + count);
            for (int i = 0; i < count; i++) {
                diffs[i] = diffs[i] == 0 ? 0 : distinct.pass(i, diffs[i]);
            }
        });
        switch (aggregate.accumulator()) {
            case Accumulator.Count c -> {
                for (int i = 0; i < count; i++) {
                    pages.set(groups[i], at, pages.get(groups[i], at) + diffs[i]);
                }
            }
            case Accumulator.SumOfLongs s -> {
                long[] values = ((LongVector) batch.column(aggregate.args().getFirst())).values();
                for (int i = 0; i < count; i++) {
                    if (diffs[i] != 0) {
                        addProduct(groups[i], values[from + i], diffs[i]);
                    }
                }
            }
            case Accumulator.Custom c -> {
                for (int i = 0; i < count; i++) {
                    if (diffs[i] != 0) {
                        for (int w = 0; w < words.length; w++) {
                            words[w] = pages.get(groups[i], at + w);
                        }
                        c.add(batch, aggregate.args(), from + i, diffs[i], words);
                        pages.copyIn(words, 0, groups[i] + at, words.length);
                    }
                }
            }
        }
    }

    private void dropUnseen(ColumnBatch batch, int from, long[] diffs) {
        for (int arg : aggregate.args()) {
            Vector vector = batch.column(arg);
            if (aggregate.skipsNulls() && vector.hasNulls()) {
                for (int i = 0; i < diffs.length; i++) {
                    diffs[i] = vector.isNull(from + i) ? 0 : diffs[i];
                }
            }
        }
        if (aggregate.filter().isPresent()) {
            for (int i = 0; i < diffs.length; i++) {
                diffs[i] = AggregateState.seen(batch, from + i, aggregate.filter()) ? diffs[i] : 0;
            }
        }
    }

    private void addProduct(int group, long value, long diff) {
        pages.set(group, at, pages.get(group, at) + diff);
        long low = pages.get(group, at + 1);
        long high = pages.get(group, at + 2) + Math.multiplyHigh(value, diff);
        long sum = low + value * diff;
        pages.set(group, at + 1, sum);
        pages.set(group, at + 2, Long.compareUnsigned(sum, low) < 0 ? high + 1 : high);
    }

    @Override
    public Values values(EncodedRows keys, int[] rows, int count, int[] groups) {
        if (aggregate.accumulator() instanceof Accumulator.Count) {
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = pages.get(groups[rows[i]], at);
            }
            return Values.of(LongVector.of(PhysicalType.INT, count, values));
        }
        VectorBuilder out = new VectorBuilder(aggregate.type(), count);
        Map<Integer, byte[]> failures = new HashMap<>();
        for (int i = 0; i < count; i++) {
            for (int w = 0; w < words.length; w++) {
                words[w] = pages.get(groups[rows[i]], at + w);
            }
            Optional<byte[]> failure = switch (aggregate.accumulator()) {
                case Accumulator.Count c -> Optional.empty();
                case Accumulator.SumOfLongs sum -> finishSum(sum, out);
                case Accumulator.Custom custom -> custom.finish(words, out);
            };
            if (failure.isPresent()) {
                failures.put(i, failure.get());
                out.appendNull();
            }
        }
        return new Values(out.build(), failures);
    }

    private Optional<byte[]> finishSum(Accumulator.SumOfLongs sum, VectorBuilder out) {
        long low = words[1];
        long high = words[2];
        boolean fits = high == low >> 63;
        if (words[0] == 0) {
            out.appendNull();
        } else if (sum.type() == PhysicalType.INT) {
            if (!fits) {
                return Optional.of(sum.overflow().apply(whole(low, high)));
            }
            out.appendLong(low);
        } else if (fits) {
            out.appendDecimal(low, 0);
        } else {
            out.appendDecimal(Decimal.of(new BigDecimal(whole(low, high))));
        }
        return Optional.empty();
    }

    private static BigInteger whole(long low, long high) {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }

    /** The columns that a gate tells apart: the group's and the aggregate's. */
    static int[] gateColumns(int[] keys, List<Integer> args) {
        int[] columns = java.util.Arrays.copyOf(keys, keys.length + args.size());
        for (int i = 0; i < args.size(); i++) {
            columns[keys.length + i] = args.get(i);
        }
        return columns;
    }

    @Override
    public long rows() {
        return gate.map(DistinctGate::rows).orElse(0L);
    }

    @Override
    public long bytes() {
        return gate.map(DistinctGate::bytes).orElse(0L);
    }
}
