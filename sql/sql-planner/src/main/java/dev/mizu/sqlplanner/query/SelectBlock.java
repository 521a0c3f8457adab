package dev.mizu.sqlplanner.query;

import dev.mizu.repr.ColumnType;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirSortKey;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import dev.mizu.sqlplanner.hir.HirRelation.TableCall;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirScalar.Slot;
import dev.mizu.sqlplanner.hir.HirScalar.SlotKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the expressions of one SELECT block ask the block to compute for them; equal wishes are met once. */
final class SelectBlock {
    private final List<HirAggregate> aggregates = new ArrayList<>();
    private final List<TableCall> tableCalls = new ArrayList<>();
    private final List<WindowCall> windows = new ArrayList<>();

    /** A window function and what it is computed over; all expressions are over the rows of the block. */
    record WindowCall(HirWindow function, List<HirScalar> partition, List<HirSortKey> order) {
        WindowCall {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }

        WindowCall rewrite(UnaryOperator<HirScalar> step) {
            HirWindow f = function;
            return new WindowCall(new HirWindow(f.function(), f.args().stream().map(step).toList(),
                    f.filter().map(step), f.ignoreNulls(), f.frame(), f.type()),
                    partition.stream().map(step).toList(), order.stream().map(key ->
                            new HirSortKey(step.apply(key.expr()), key.descending(), key.nullsLast())).toList());
        }
    }

    HirScalar aggregate(HirAggregate aggregate) {
        return new Slot(SlotKind.AGGREGATE, intern(aggregates, aggregate), aggregate.type());
    }

    HirScalar window(WindowCall call) {
        return new Slot(SlotKind.WINDOW, intern(windows, call), call.function().type());
    }

    /** A table function's columns; rows beyond its end show NULL. Slots count the columns of all calls. */
    List<HirScalar> tableCall(TableCall call) {
        int place = intern(tableCalls, call);
        int first = tableCalls.subList(0, place).stream().mapToInt(other -> other.type().arity()).sum();
        List<HirScalar> columns = new ArrayList<>();
        for (ColumnType type : call.type().columns()) {
            columns.add(new Slot(SlotKind.TABLE_FUNCTION, first + columns.size(), type.scalar().nullable()));
        }
        return columns;
    }

    List<HirAggregate> aggregates() {
        return aggregates;
    }

    List<TableCall> tableCalls() {
        return tableCalls;
    }

    List<WindowCall> windows() {
        return windows;
    }

    private static <T> int intern(List<T> list, T value) {
        int found = list.indexOf(value);
        if (found >= 0) {
            return found;
        }
        list.add(value);
        return list.size() - 1;
    }
}
