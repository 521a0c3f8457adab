package dev.mizu.persist.format.v1;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Part blobs as bytes: compressed blocks and a footer that tells where the blocks are. */
public final class PartCodec {
    /** The last bytes of a part blob. */
    private static final byte[] MAGIC = "MZPART01".getBytes(StandardCharsets.US_ASCII);

    private static final int TAIL = 4 + 4 + MAGIC.length;
    private static final int ZSTD_LEVEL = 1;

    private PartCodec() {}

    /** Where a block lies in its blob, and what its stored bytes must sum to. */
    public record Block(long offset, int storedBytes, int rawBytes, int crc) {}

    /** A block's stored bytes. */
    public record EncodedBlock(byte[] stored, int rawBytes) {
        /** The entry for the footer. */
        public Block at(long offset) {
            return new Block(offset, stored.length, rawBytes, crc(stored));
        }
    }

    public static EncodedBlock encodeBlock(Updates updates) {
        ByteSink sink = new ByteSink(updates.heapBytes() + 4 * updates.size() + 64);
        UpdatesCodec.encode(updates, sink);
        byte[] compressed = new byte[(int) Zstd.compressBound(sink.size())];
        long size = Zstd.compressByteArray(
                compressed, 0, compressed.length, sink.array(), 0, sink.size(), ZSTD_LEVEL);
        return new EncodedBlock(Arrays.copyOf(compressed, (int) size), sink.size());
    }

    public static byte[] encodeFooter(ShardId shard, String key, List<Block> blocks) {
        ByteSink sink = new ByteSink(64 + 24 * blocks.size());
        sink.text(shard.value());
        sink.varint(blocks.size());
        for (Block block : blocks) {
            sink.varint(block.offset());
            sink.varint(block.storedBytes());
            sink.varint(block.rawBytes());
            sink.fixed32(block.crc());
        }
        int length = sink.size();
        sink.fixed32(footerCrc(key, sink.array(), length));
        sink.fixed32(length);
        sink.raw(MAGIC, 0, MAGIC.length);
        return sink.toBytes();
    }

    /** @throws CorruptionException when the bytes are not the footer that was written for this blob */
    public static List<Block> decodeFooter(ShardId shard, String key, byte[] footer) {
        int body = footer.length - TAIL;
        if (body < 0 || !Arrays.equals(footer, body + 8, footer.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptionException(shard.value(), key, "its end is missing");
        }
        ByteSource tail = new ByteSource(footer, body, footer.length);
        if (tail.fixed32() != footerCrc(key, footer, body) || tail.fixed32() != body) {
            throw new CorruptionException(shard.value(), key, "the checksum of its footer is wrong");
        }
        try {
            ByteSource source = new ByteSource(footer, 0, body);
            String owner = source.text();
            if (!owner.equals(shard.value())) {
                throw new CorruptionException(shard.value(), key, "it belongs to shard " + owner);
            }
            List<Block> blocks = new ArrayList<>();
            for (int count = source.count(); count > 0; count--) {
                blocks.add(new Block(source.varint(), source.count(), source.count(), source.fixed32()));
            }
            return blocks;
        } catch (MalformedException e) {
            throw new CorruptionException(shard.value(), key, String.valueOf(e.getMessage()));
        }
    }

    /** @throws CorruptionException when the stored bytes are not those that were written */
    public static Updates decodeBlock(ShardId shard, String key, Block block, byte[] stored) {
        if (stored.length != block.storedBytes() || crc(stored) != block.crc()) {
            throw new CorruptionException(
                    shard.value(), key, "the checksum of the block at byte " + block.offset() + " is wrong");
        }
        try {
            byte[] raw = new byte[block.rawBytes()];
            long size = Zstd.decompressByteArray(raw, 0, raw.length, stored, 0, stored.length);
            if (size != raw.length) {
                throw new MalformedException("a block has the wrong size");
            }
            return UpdatesCodec.decode(new ByteSource(raw, 0, raw.length));
        } catch (MalformedException | ZstdException e) {
            throw new CorruptionException(shard.value(), key, String.valueOf(e.getMessage()));
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static int footerCrc(String key, byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
