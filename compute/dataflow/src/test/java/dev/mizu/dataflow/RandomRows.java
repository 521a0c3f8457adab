package dev.mizu.dataflow;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows of all kinds of columns from a seed, few enough to collide; deletions only of what is there. */
final class RandomRows {
    final SplittableRandom random;
    final List<PhysicalType> types;
    final int spread;
    private final int deletions;
    final Multiset contents = new Multiset();

    RandomRows(SplittableRandom random, List<PhysicalType> types, int spread) {
        this(random, types, spread, 45);
    }

    /** With so many deletions in a hundred updates. */
    RandomRows(SplittableRandom random, List<PhysicalType> types, int spread, int deletions) {
        this.random = random;
        this.types = types;
        this.spread = spread;
        this.deletions = deletions;
    }

    Datum datum(PhysicalType type) {
        if (random.nextInt(12) == 0) {
            return Datum.NULL;
        }
        int n = random.nextInt(spread);
        return switch (type) {
            case BOOL -> Datum.of(n % 2 == 0);
            case INT -> Datum.of((long) n - 2);
            case FLOAT -> n % 7 == 0 ? Datum.of(Double.NaN) : Datum.of(n * 0.5 - 1);
            case NUMERIC -> switch (n % 9) {
                case 0 -> Datum.of(Decimal.of(new BigDecimal("123456789012345678901234567890.5").add(
                        BigDecimal.valueOf(n))));
                case 1 -> Datum.of(Decimal.NAN);
                case 2 -> Datum.of(Decimal.INFINITY);
                default -> Datum.of(Decimal.of(BigDecimal.valueOf(n - 3, n % 3)));
            };
            case TEXT -> Datum.of("x".repeat(n % 40) + n);
            case BYTES -> new Datum.Bytes(("é" + "0123456789".repeat(n % 6) + n).getBytes(StandardCharsets.UTF_8));
            case UUID -> new Datum.UuidDatum(new java.util.UUID(n, -n));
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    Row row() {
        List<Datum> datums = new ArrayList<>();
        types.forEach(type -> datums.add(datum(type)));
        return new Row(datums);
    }

    /** A batch of updates at a time that leaves no multiplicity negative. */
    ColumnBatch updates(int count, long time) {
        BatchBuilder builder = new BatchBuilder(types, count);
        List<Row> present = new ArrayList<>(contents.rows.keySet());
        present.sort((a, b) -> a.toString().compareTo(b.toString()));
        for (int i = 0; i < count; i++) {
            boolean delete = !present.isEmpty() && random.nextInt(100) < deletions;
            Row row = delete ? present.get(random.nextInt(present.size())) : row();
            long have = contents.rows.getOrDefault(row, 0L);
            long diff = delete ? -Math.min(have, 1 + random.nextInt(2)) : 1 + random.nextInt(2);
            if (diff != 0) {
                builder.append(row.datums(), diff);
                contents.add(row, diff);
            }
        }
        return builder.build(time);
    }
}
