package dev.mizu.repr;

import java.util.List;

/** The values of one row. */
public record Row(List<Datum> datums) {
    public Row {
        datums = List.copyOf(datums);
    }

    public static Row of(Datum... datums) {
        return new Row(List.of(datums));
    }

    public Datum get(int column) {
        return datums.get(column);
    }

    public int arity() {
        return datums.size();
    }
}
