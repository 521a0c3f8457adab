package dev.mizu.persist.machine;

import dev.mizu.persist.format.v1.PartCodec;
import dev.mizu.persist.format.v1.PartCodec.Block;
import dev.mizu.persist.state.Part;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads one part blob, block by block, a small one in one piece. A failed call can be repeated. Single-threaded. */
final class PartReader {
    private static final int WHOLE_MAX = 512 << 10;

    private final Place place;
    private final ShardId shard;
    private final Part.Stored part;
    private final Optional<byte[]> whole;
    private final List<Block> blocks;
    private int next;

    PartReader(Place place, ShardId shard, Part.Stored part) {
        this.place = place;
        this.shard = shard;
        this.part = part;
        this.whole = part.bytes() <= WHOLE_MAX ? Optional.of(fetch(0, (int) part.bytes())) : Optional.empty();
        this.blocks = PartCodec.decodeFooter(
                shard, part.key(), bytes(part.bytes() - part.footerBytes(), part.footerBytes()));
    }

    private byte[] bytes(long offset, int length) {
        if (whole.isPresent()) {
            int from = (int) Math.min(offset, whole.get().length);
            return Arrays.copyOfRange(whole.get(), from, Math.min(from + length, whole.get().length));
        }
        return fetch(offset, length);
    }

    private byte[] fetch(long offset, int length) {
        byte[] found = place.blob()
                .get(part.key(), offset, length)
                .orElseThrow(() -> new CorruptionException(shard.value(), part.key(), "the blob is missing"));
        if (found.length != length) {
            throw new CorruptionException(shard.value(), part.key(), "the blob is too short");
        }
        return found;
    }

    /** The next block, times forwarded; none at the end. */
    Optional<Updates> next() {
        if (next == blocks.size()) {
            return Optional.empty();
        }
        Block block = blocks.get(next);
        byte[] stored = bytes(block.offset(), block.storedBytes());
        Updates updates = PartCodec.decodeBlock(shard, part.key(), block, stored).forwardedTo(part.floor());
        next++;
        return Optional.of(updates);
    }
}
