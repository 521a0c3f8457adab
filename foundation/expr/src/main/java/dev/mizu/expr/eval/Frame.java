package dev.mizu.expr.eval;

import dev.mizu.repr.batch.ColumnBatch;
import java.util.List;
import java.util.Optional;

/**
 * The rows that an expression is evaluated over: a batch, or a selection of another frame's rows. Columns beyond the
 * batch's are computed by {@code maps}. A column is fetched or computed once a frame, when first asked for. Owned by
 * one evaluation.
 */
final class Frame {
    private final int rows;
    private final ColumnBatch batch;
    private final List<BatchNode> maps;
    private final Optional<Frame> parent;
    private final int[] selection;
    private final Evaluated[] columns;

    private Frame(int rows, ColumnBatch batch, List<BatchNode> maps, Optional<Frame> parent, int[] selection) {
        this.rows = rows;
        this.batch = batch;
        this.maps = maps;
        this.parent = parent;
        this.selection = selection;
        this.columns = new Evaluated[batch.arity() + maps.size()];
    }

    static Frame of(ColumnBatch batch, List<BatchNode> maps) {
        return new Frame(batch.size(), batch, maps, Optional.empty(), new int[0]);
    }

    /** The rows {@code selected[0..count)} of this frame; the array is kept. */
    Frame select(int[] selected, int count) {
        return new Frame(count, batch, maps, Optional.of(this), selected);
    }

    int rows() {
        return rows;
    }

    Evaluated column(int index) {
        Evaluated known = columns[index];
        if (known == null) {
            known = fetch(index);
            columns[index] = known;
        }
        return known;
    }

    private Evaluated fetch(int index) {
        boolean computed = index >= batch.arity();
        if (parent.isPresent() && (!computed || parent.get().known(index))) {
            Evaluated above = parent.get().column(index);
            return new Evaluated(above.vector().select(selection, rows), above.failures().select(selection, rows));
        }
        return computed ? maps.get(index - batch.arity()).eval(this) : Evaluated.of(batch.column(index));
    }

    private boolean known(int index) {
        return columns[index] != null || parent.isPresent() && parent.get().known(index);
    }
}
