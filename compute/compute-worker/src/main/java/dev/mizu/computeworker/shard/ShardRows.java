package dev.mizu.computeworker.shard;

import dev.mizu.expr.ShardRow;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.BatchRowCodec;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.codec.ByteSink;
import dev.mizu.repr.codec.ByteSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Batches from a shard's updates, and back. */
final class ShardRows {
    /** Rows of a batch made of a shard's updates. */
    private static final int BATCH = 4096;

    private ShardRows() {}

    /** Decoded updates: every batch has one time. */
    record Decoded(List<ColumnBatch> rows, List<ColumnBatch> errors) {}

    static Decoded decode(Updates updates, List<PhysicalType> types) {
        Map<Long, BatchBuilder> rows = new TreeMap<>();
        Map<Long, BatchBuilder> errors = new TreeMap<>();
        List<ColumnBatch> full = new ArrayList<>();
        ByteSource source = new ByteSource(updates.heap(), 0);
        for (int i = 0; i < updates.size(); i++) {
            int start = updates.rowStart(i);
            int end = updates.rowEnd(i);
            long time = updates.time(i);
            if (ShardRow.isError(updates.heap(), start, end)) {
                BatchBuilder builder =
                        errors.computeIfAbsent(time, t -> new BatchBuilder(List.of(PhysicalType.BYTES), 4));
                builder.column(0).appendBytes(updates.heap(), start + 1, end - start - 1);
                builder.endRow(updates.diff(i));
                continue;
            }
            int capacity = Math.min(BATCH, updates.size() - i);
            BatchBuilder builder = rows.computeIfAbsent(time, t -> new BatchBuilder(types, capacity));
            source.reset(updates.heap(), start);
            BatchRowCodec.decode(source, types.size(), builder, updates.diff(i));
            if (builder.size() >= BATCH) {
                full.add(builder.build(time));
            }
        }
        rows.forEach((time, builder) -> {
            if (builder.size() > 0) {
                full.add(builder.build(time));
            }
        });
        List<ColumnBatch> failed = new ArrayList<>();
        errors.forEach((time, builder) -> failed.add(builder.build(time)));
        return new Decoded(full, failed);
    }

    /** Appends the rows of a batch. */
    static void encode(ColumnBatch batch, UpdatesBuilder into, ByteSink scratch) {
        for (int row = 0; row < batch.size(); row++) {
            scratch.clear();
            BatchRowCodec.encode(batch, row, scratch);
            into.add(scratch.array(), 0, scratch.size(), batch.time(), batch.diffs()[row]);
        }
    }

    /** Appends the errors of a batch of the twin collection. */
    static void encodeErrors(ColumnBatch errors, UpdatesBuilder into, ByteSink scratch) {
        BytesVector bytes = (BytesVector) errors.column(0);
        for (int row = 0; row < errors.size(); row++) {
            scratch.clear();
            scratch.put(ShardRow.ERROR);
            scratch.put(bytes.heap(), bytes.offsets()[row], bytes.length(row));
            into.add(scratch.array(), 0, scratch.size(), errors.time(), errors.diffs()[row]);
        }
    }
}
