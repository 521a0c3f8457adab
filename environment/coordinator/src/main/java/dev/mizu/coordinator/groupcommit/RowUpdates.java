package dev.mizu.coordinator.groupcommit;

import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.DatumCodec;
import java.util.ArrayList;
import java.util.List;

/** Collects changed rows of one table, encoded; times are given at commit. One thread. */
public final class RowUpdates {
    private static final int BATCH_BYTES = 64 << 20;

    private final ByteSink sink = new ByteSink(256);
    private final List<Updates> full = new ArrayList<>();
    private UpdatesBuilder builder = Updates.builder();
    private long rows;

    public void add(Row row, long diff) {
        sink.clear();
        row.datums().forEach(datum -> DatumCodec.encode(datum, sink));
        builder.add(sink.array(), 0, sink.size(), 0, diff);
        rows++;
        if (builder.heapBytes() >= BATCH_BYTES) {
            full.add(builder.build());
        }
    }

    public long rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Everything so far; the collector starts over. */
    public List<Updates> take() {
        List<Updates> taken = new ArrayList<>(full);
        if (!builder.isEmpty()) {
            taken.add(builder.build());
        }
        full.clear();
        rows = 0;
        return taken;
    }
}
