package dev.mizu.persist.machine;

import dev.mizu.persist.format.v1.PartCodec;
import dev.mizu.persist.format.v1.PartCodec.Block;
import dev.mizu.persist.format.v1.PartCodec.EncodedBlock;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.state.Part;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.List;

/** Writes one part blob from consolidated, ascending chunks, a block at a time. Single-threaded. */
final class PartWriter implements AutoCloseable {
    private static final int BLOCK_ROWS_MAX = 64 << 10;

    private final Place place;
    private final ShardId shard;
    private final String key;
    private final Blob.Upload upload;
    private final List<Block> blocks = new ArrayList<>();
    private long offset;
    private long count;
    private long rowBytes;
    private long maxTime;

    PartWriter(Place place, ShardId shard) {
        this.place = place;
        this.shard = shard;
        this.key = place.nextBlobKey(shard);
        this.upload = place.blob().upload(key);
    }

    void add(Updates chunk) {
        int from = 0;
        while (from < chunk.size()) {
            int to = from + 1;
            while (to < chunk.size()
                    && to - from < BLOCK_ROWS_MAX
                    && chunk.rowEnd(to) - chunk.rowStart(from) <= place.sizes().blockTarget()) {
                to++;
            }
            writeBlock(chunk.slice(from, to));
            from = to;
        }
        count += chunk.size();
        rowBytes += chunk.heapBytes();
        maxTime = Math.max(maxTime, chunk.maxTime());
    }

    private void writeBlock(Updates block) {
        EncodedBlock encoded = PartCodec.encodeBlock(block);
        upload.write(encoded.stored(), 0, encoded.stored().length);
        blocks.add(encoded.at(offset));
        offset += encoded.stored().length;
    }

    /** Row bytes written so far. */
    long rowBytes() {
        return rowBytes;
    }

    /** Makes the blob durable. */
    Part.Stored finish() {
        byte[] footer = PartCodec.encodeFooter(shard, key, blocks);
        upload.write(footer, 0, footer.length);
        upload.commit();
        return new Part.Stored(key, count, offset + footer.length, footer.length, maxTime, 0);
    }

    @Override
    public void close() {
        upload.close();
    }
}
