package dev.mizu.dataflow.arrangement;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The whole contents of an arrangement at one time, in slices and consolidated. While it is open the base does not
 * change: updates gather in the recent index. Recent updates up to the time are summed once, at the start, and set off
 * against the base as it passes.
 */
public final class ArrangementScan implements AutoCloseable {
    private final Arrangement arrangement;
    private final KeyedRows base;
    private final Optional<KeyedRows> corrections;
    private final EncodedRows scratch;
    private final long time;
    private final int[] columns;
    private final RowMatches matches = new RowMatches();
    private long position;
    private long correctionPosition;
    private int entry;
    private int entryFrom;
    private boolean open = true;

    ArrangementScan(Arrangement arrangement, KeyedRows base, long time) {
        this.arrangement = arrangement;
        this.base = base;
        this.time = time;
        this.scratch = new EncodedRows(base.layout());
        this.columns = new int[base.layout().arity()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
        List<ColumnBatch> recent = arrangement.recentUpTo(time);
        corrections = recent.isEmpty() ? Optional.empty() : Optional.of(new KeyedRows(base.layout()));
        corrections.ifPresent(sums -> recent.forEach(batch -> sums.apply(batch, columns, scratch)));
        arrangement.scanStarted();
    }

    /** Some more rows, or none when the scan is done; batches of about a thousand rows. */
    public Optional<ColumnBatch> next() {
        while (open) {
            position = gather(base, position);
            if (matches.size() > 0) {
                ColumnBatch batch = decode(base);
                if (corrections.isPresent()) {
                    batch = correct(batch, corrections.get());
                }
                if (!batch.isEmpty()) {
                    return Optional.of(batch);
                }
                continue;
            }
            if (corrections.isPresent()) {
                correctionPosition = gather(corrections.get(), correctionPosition);
                if (matches.size() > 0) {
                    return Optional.of(decode(corrections.get()));
                }
            }
            close();
        }
        return Optional.empty();
    }

    private long gather(KeyedRows rows, long from) {
        matches.clear();
        long at = from;
        while (!matches.full()) {
            if (entry != 0) {
                entryFrom = rows.collect(entry, 0, entryFrom, matches);
                if (entryFrom < 0) {
                    entry = 0;
                }
            } else if (at < rows.positions()) {
                entry = rows.scan(at++);
                entryFrom = 0;
            } else {
                break;
            }
        }
        return at;
    }

    private ColumnBatch decode(KeyedRows rows) {
        List<Vector> vectors = new ArrayList<>(columns.length);
        for (int column : columns) {
            vectors.add(rows.cells().reader().column(column, matches));
        }
        long[] diffs = Arrays.copyOf(matches.diffs(), matches.size());
        return new ColumnBatch(matches.size(), vectors, diffs, time);
    }

    private ColumnBatch correct(ColumnBatch batch, KeyedRows sums) {
        long[] diffs = batch.diffs();
        int[] kept = new int[batch.size()];
        int count = 0;
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            scratch.encode(batch, columns, from, Math.min(batch.size(), from + EncodedRows.CHUNK));
            for (int i = 0; i < scratch.size(); i++) {
                long correction = sums.update(scratch, i, 0);
                if (correction != 0) {
                    sums.update(scratch, i, -correction);
                    diffs[from + i] += correction;
                }
                if (diffs[from + i] != 0) {
                    kept[count++] = from + i;
                }
            }
        }
        return count == batch.size() ? batch : batch.select(kept, count);
    }

    /** Ends the scan early or again. */
    @Override
    public void close() {
        if (open) {
            open = false;
            arrangement.scanEnded();
        }
    }
}
