package dev.mizu.dataflow.arrangement;

import dev.mizu.base.Check;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.List;

/**
 * A shared, multi-version index of a collection by its first columns: a base consolidated at {@link #since} and one
 * index of the recent updates, which fold into the base as holds let go. Updates arrive staged: the owner's operators
 * can read without and with them until they are committed; everybody else reads complete times. Contents are what was
 * put in: multiplicities may be negative. Owned by its replica's loop.
 */
public final class Arrangement {
    private final RowLayout layout;
    private final KeyedRows base;
    private final RecentRows recent;
    private final KeyedRows staged;
    private final EncodedRows scratch;
    private final RowMatches matches = new RowMatches();
    private final int[] columns;
    private final List<ReadHold> holds = new ArrayList<>();
    private final List<ColumnBatch> pending = new ArrayList<>();
    private int readers;
    private int scans;
    private long foldedTo = Timestamps.MIN;

    /** An empty arrangement of rows whose first {@code keyColumns} columns are the key. */
    public Arrangement(List<PhysicalType> schema, int keyColumns) {
        layout = new RowLayout(schema, keyColumns);
        base = new KeyedRows(layout);
        recent = new RecentRows(layout);
        staged = new KeyedRows(layout);
        scratch = new EncodedRows(layout);
        columns = new int[layout.arity()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
    }

    public RowLayout layout() {
        return layout;
    }

    /** Announces an operator of the owning dataflow that reads {@link View#BEFORE} or {@link View#AFTER}. */
    public void addReader() {
        readers++;
    }

    public void addHold(ReadHold hold) {
        holds.add(hold);
    }

    /** Lets go of a hold; what it kept folds at the next {@link #maintain}. */
    public void removeHold(ReadHold hold) {
        holds.remove(hold);
    }

    /** From when on the contents can be told apart: the least time held. */
    public long since() {
        long since = Timestamps.CLOSED;
        for (ReadHold hold : holds) {
            since = Math.min(since, hold.time());
        }
        return Math.max(since, foldedTo);
    }

    /**
     * Takes updates of the current tick. With one reading operator, which reads without them before it reads with
     * them, they wait and are applied in between; with several they are indexed by themselves until the commit.
     */
    public void stage(List<ColumnBatch> updates) {
        pending.addAll(updates);
        if (readers > 1) {
            for (ColumnBatch batch : updates) {
                staged.apply(batch, columns, scratch);
            }
        }
    }

    /** Makes the staged updates part of the contents. */
    public void commit() {
        if (!pending.isEmpty()) {
            long since = since();
            maintain();
            for (ColumnBatch batch : pending) {
                if (batch.time() <= since && recent.isEmpty() && scans == 0) {
                    base.apply(batch, columns, scratch);
                    foldedTo = Math.max(foldedTo, batch.time());
                } else {
                    recent.add(batch);
                }
            }
            pending.clear();
            if (!staged.isEmpty()) {
                staged.clear();
            }
        }
    }

    /** Folds the recent updates that nobody needs apart any more. */
    public void maintain() {
        if (scans == 0 && !recent.isEmpty()) {
            recent.drain(since(), batch -> {
                base.apply(batch, columns, scratch);
                foldedTo = Math.max(foldedTo, batch.time());
            });
        }
    }

    /**
     * Finds the rows under each of a chunk of keys. A row of the answer may come in several parts that sum up. The
     * keys may be of any layout with this arrangement's key.
     */
    public void lookup(EncodedRows keys, View view, MatchSink sink) {
        Check.that(view.maxTime() >= foldedTo, "a read at %d behind since %d", view.maxTime(), foldedTo);
        if (view.staged() && readers <= 1) {
            commit();
        }
        lookup(base, keys, Timestamps.CLOSED, sink);
        if (!recent.isEmpty()) {
            lookup(recent.rows(), keys, view.maxTime(), sink);
        }
        if (view.staged() && !staged.isEmpty()) {
            lookup(staged, keys, Timestamps.CLOSED, sink);
        }
    }

    private void lookup(KeyedRows rows, EncodedRows keys, long maxTime, MatchSink sink) {
        if (rows.isEmpty()) {
            return;
        }
        rows.touch(keys);
        matches.clear();
        for (int i = 0; i < keys.size(); i++) {
            int entry = keys.skipped(i) ? 0 : rows.find(keys, i);
            if (entry != 0) {
                for (int from = 0; from >= 0; ) {
                    from = rows.collect(entry, i, from, matches);
                    if (matches.full()) {
                        deliver(rows, maxTime, sink);
                    }
                }
            }
        }
        deliver(rows, maxTime, sink);
    }

    private void deliver(KeyedRows rows, long maxTime, MatchSink sink) {
        if (maxTime != Timestamps.CLOSED) {
            recent.keepUpTo(maxTime, matches);
        }
        if (matches.size() > 0) {
            sink.accept(matches, rows.cells().reader());
        }
        matches.clear();
    }

    /** A scan of the contents at a time that is held by the caller until the scan is closed. */
    public ArrangementScan scan(long time) {
        Check.that(time >= foldedTo, "a scan at %d behind since %d", time, foldedTo);
        return new ArrangementScan(this, base, time);
    }

    /** The committed updates after a time that are still told apart, in the order of time. */
    public List<ColumnBatch> updatesAfter(long time) {
        List<ColumnBatch> updates = new ArrayList<>();
        for (ColumnBatch batch : recent.updates()) {
            if (batch.time() > time) {
                updates.add(batch);
            }
        }
        return updates;
    }

    /** The committed updates not in the base, up to a time. */
    List<ColumnBatch> recentUpTo(long time) {
        List<ColumnBatch> updates = new ArrayList<>();
        for (ColumnBatch batch : recent.updates()) {
            if (batch.time() <= time) {
                updates.add(batch);
            }
        }
        return updates;
    }

    void scanStarted() {
        scans++;
    }

    void scanEnded() {
        scans--;
    }

    /** Whether it holds nothing at any time that is still told apart. */
    public boolean isEmpty() {
        return base.isEmpty() && recent.isEmpty() && pending.isEmpty();
    }

    /** Distinct rows in the base. */
    public long rows() {
        return base.rows() + recent.rows().rows();
    }

    /** Bytes held. */
    public long bytes() {
        return base.bytes() + recent.bytes() + staged.bytes();
    }
}
