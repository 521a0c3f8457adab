package dev.mizu.coordinator.sequencer;

import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Row;
import dev.mizu.sqlplanner.plan.Finishing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Last steps over rows at hand. */
final class Finishings {
    private Finishings() {}

    static DataflowDescription.Finishing of(Finishing planned) {
        Optional<Long> limit = planned.limit().isPresent()
                ? Optional.of(planned.limit().getAsLong()) : Optional.empty();
        return new DataflowDescription.Finishing(planned.order(), limit, planned.offset(), planned.project());
    }

    /** Spells out multiplicities, sorts, cuts and projects. */
    static List<Row> apply(List<DiffRow> rows, DataflowDescription.Finishing finishing) {
        List<Row> spelled = new ArrayList<>();
        for (DiffRow row : rows) {
            for (long i = 0; i < row.diff(); i++) {
                spelled.add(row.row());
            }
        }
        if (!finishing.order().isEmpty()) {
            spelled.sort(comparator(finishing.order()));
        }
        long from = Math.min(finishing.offset(), spelled.size());
        long to = Math.min(spelled.size(), from + finishing.limit().orElse((long) spelled.size()));
        List<Row> finished = new ArrayList<>();
        for (Row row : spelled.subList((int) from, (int) Math.max(from, to))) {
            List<Datum> datums = new ArrayList<>(finishing.project().size());
            finishing.project().forEach(column -> datums.add(row.get(column)));
            finished.add(new Row(datums));
        }
        return finished;
    }

    static Comparator<Row> comparator(List<ColumnOrder> order) {
        return (a, b) -> {
            for (ColumnOrder column : order) {
                int compared = compare(a.get(column.column()), b.get(column.column()), column);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private static int compare(Datum a, Datum b, ColumnOrder order) {
        if (a.isNull() || b.isNull()) {
            int nullsLast = Boolean.compare(a.isNull(), b.isNull());
            return order.nullsLast() ? nullsLast : -nullsLast;
        }
        int ascending = DatumOrder.compare(a, b);
        return order.descending() ? -ascending : ascending;
    }
}
