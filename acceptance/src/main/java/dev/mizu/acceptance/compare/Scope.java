package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an expression may name, and whether it may hold subqueries. Above a GROUP BY the columns are the keys and the
 * aggregates, by their texts.
 */
record Scope(List<Column> columns, boolean subqueries) {
    static final Scope NOTHING = new Scope(List.of(), true);

    /** A column by the name that expressions use, which includes its table's alias. */
    record Column(Piece sql, Kind kind) {
        static Column of(String name, Kind kind) {
            return new Column(Piece.of(name), kind);
        }
    }

    Scope {
        columns = List.copyOf(columns);
    }

    Scope with(List<Column> more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Scope(all, subqueries);
    }

    Scope withoutSubqueries() {
        return new Scope(columns, false);
    }

    List<Column> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
