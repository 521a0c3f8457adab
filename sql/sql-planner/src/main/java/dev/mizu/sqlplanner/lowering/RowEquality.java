package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Json;
import dev.mizu.repr.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Join conditions under which NULL equals NULL. A join's equivalences never match NULL, so where both sides may be
 * NULL the condition is on two expressions: whether it is NULL, and the value with a stand-in for NULL.
 */
final class RowEquality {
    private RowEquality() {}

    /** The equivalence classes for columns {@code a} and {@code b} of a join's concatenated row. */
    static void add(List<List<ScalarExpr>> classes, int a, ColumnType aType, int b, ColumnType bType) {
        ScalarExpr left = new ScalarExpr.Column(a);
        ScalarExpr right = new ScalarExpr.Column(b);
        if (!aType.nullable() || !bType.nullable()) {
            classes.add(List.of(left, right));
            return;
        }
        ScalarExpr standIn = new ScalarExpr.Literal(standIn(aType.scalar()), aType.scalar().notNull());
        classes.add(List.of(new ScalarExpr.IsNull(left), new ScalarExpr.IsNull(right)));
        classes.add(List.of(new ScalarExpr.Coalesce(List.of(left, standIn)),
                new ScalarExpr.Coalesce(List.of(right, standIn))));
    }

    /** Some value of a type. */
    private static Datum standIn(ScalarType type) {
        return switch (type.physical()) {
            case BOOL -> Datum.FALSE;
            case INT -> Datum.of(0);
            case FLOAT -> Datum.of(0.0);
            case NUMERIC -> Datum.of(Decimal.ZERO);
            case TEXT -> Datum.of("");
            case BYTES -> new Datum.Bytes(new byte[0]);
            case INTERVAL -> new Datum.IntervalDatum(Interval.ZERO);
            case UUID -> new Datum.UuidDatum(new UUID(0, 0));
            case JSON -> new Datum.JsonDatum(Json.Null.INSTANCE);
            case ARRAY -> Datum.Array.of(List.of());
            case LIST -> new Datum.ListDatum(List.of());
            case MAP -> new Datum.MapDatum(new TreeMap<>());
            case RECORD -> record((ScalarType.Record) type);
            case RANGE -> new Datum.Range(Optional.empty());
        };
    }

    private static Datum record(ScalarType.Record type) {
        List<Datum> fields = new ArrayList<>();
        type.fields().forEach(field -> fields.add(
                field.type().nullable() ? Datum.NULL : standIn(field.type().scalar())));
        return new Datum.Record(fields);
    }
}
