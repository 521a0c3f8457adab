package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.Pages;
import dev.mizu.dataflow.row.RowCells;
import dev.mizu.dataflow.row.RowComparator;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.List;

/**
 * A minimum or maximum of an input that only grows: no value but the best of a group can ever be wanted again. Where
 * that value lies is the aggregate's word in the group's row of the {@link GroupTable}; 0 while there is none.
 */
final class BestState implements AggregateState {
    /** Word 0 of the pages belongs to nobody and is 0: the head of values, none of which is NULL. */
    private static final int NO_HEAD = 0;

    private final Aggregate.Extreme aggregate;
    private final Pages groupPages;
    private final int at;
    private final RowCells best;
    private final RowComparator order;
    private final EncodedRows scratch;
    private final RowMatches matches = new RowMatches();
    private final int[] columns;
    private long rows;

    /** {@code at} is the position of the aggregate's word in a group's row. */
    BestState(Aggregate.Extreme aggregate, GroupTable table, int at) {
        this.aggregate = aggregate;
        this.groupPages = table.pages();
        this.at = at;
        RowLayout layout = new RowLayout(List.of(aggregate.type()), 0);
        best = new RowCells(layout, new Pages());
        order = new RowComparator(best, new RowOrder(List.of(
                new RowOrder.Column(0, aggregate.greatest(), false, aggregate.unsigned()))));
        scratch = new EncodedRows(layout);
        columns = new int[] {aggregate.column()};
    }

    @Override
    public void add(ColumnBatch batch, int from, EncodedRows keys, int[] groups) {
        scratch.encode(batch, columns, from, from + keys.size());
        Vector values = batch.column(aggregate.column());
        for (int i = 0; i < scratch.size(); i++) {
            int row = from + i;
            if (batch.diffs()[row] > 0 && !values.isNull(row)
                    && AggregateState.seen(batch, row, aggregate.filter())) {
                improve(groups[i], i);
            }
        }
    }

    private void improve(int group, int row) {
        int held = (int) groupPages.get(group, at);
        if (held == 0) {
            int value = best.pages().allocate(best.layout().valueWords());
            best.copyValue(scratch, row, value);
            groupPages.set(group, at, value);
            rows++;
        } else if (order.compare(scratch, row, NO_HEAD, held) < 0) {
            best.freeValue(held);
            best.copyValue(scratch, row, held);
        }
    }

    @Override
    public Values values(EncodedRows keys, int[] rowsOfKeys, int count, int[] groups) {
        matches.clear();
        for (int i = 0; i < count; i++) {
            int held = (int) groupPages.get(groups[rowsOfKeys[i]], at);
            if (held != 0) {
                matches.add(i, NO_HEAD, 0, held, 1);
            }
        }
        return Values.of(ExtremeState.spread(best.reader().column(0, matches), matches, count));
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return best.pages().bytes();
    }
}
