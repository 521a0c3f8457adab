package dev.mizu.storageworker.reclock;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.SourcePlan;
import dev.mizu.storageworker.source.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Positions as rows of the progress collection. Kafka: {@code ([p,p], offset)} for each partition, and the range of
 * the partitions not seen yet with offset 0. Load generators: {@code (offset)}.
 */
final class ProgressRows {
    private final boolean partitioned;

    ProgressRows(SourcePlan plan) {
        this.partitioned = switch (plan) {
            case KafkaSourcePlan k -> true;
            case LoadGeneratorPlan g -> false;
        };
    }

    List<byte[]> encode(Positions positions) {
        List<byte[]> rows = new ArrayList<>();
        Datum last = Datum.NULL;
        for (Map.Entry<Integer, Long> entry : positions.next().entrySet()) {
            if (partitioned) {
                last = Datum.of(Decimal.of(entry.getKey()));
                rows.add(row(new Datum.Bounds(last, true, last, true), entry.getValue()));
            } else {
                rows.add(RowCodec.encode(Row.of(Datum.of(entry.getValue()))));
            }
        }
        if (partitioned) {
            rows.add(row(new Datum.Bounds(last, false, Datum.NULL, false), 0));
        }
        return rows;
    }

    private static byte[] row(Datum.Bounds bounds, long offset) {
        return RowCodec.encode(Row.of(new Datum.Range(Optional.of(bounds)), Datum.of(offset)));
    }

    Positions decode(List<byte[]> rows) {
        TreeMap<Integer, Long> next = new TreeMap<>();
        for (byte[] bytes : rows) {
            Row row = RowCodec.decode(bytes, 0, partitioned ? 2 : 1);
            long offset = row.get(row.arity() - 1).asLong();
            if (!partitioned) {
                Check.that(next.put(0, offset) == null, "two positions in a progress collection");
            } else if (row.get(0) instanceof Datum.Range(Optional<Datum.Bounds> bounds)
                    && bounds.isPresent() && bounds.get().upperInclusive()) {
                int partition = bounds.get().lower().asDecimal().value().intValueExact();
                Check.that(next.put(partition, offset) == null, "two positions of partition %d", partition);
            }
        }
        return new Positions(next);
    }
}
