package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The columns that an expression may name, the newest last. */
record Scope(List<Column> columns) {
    /** A column by the name that expressions use, which includes its table's alias. */
    record Column(String name, Kind kind) {}

    Scope {
        columns = List.copyOf(columns);
    }

    Scope with(List<Column> more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Scope(all);
    }

    List<Column> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
