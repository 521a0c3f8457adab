package dev.mizu.oracle;

import dev.mizu.persist.location.Consensus.Entry;
import dev.mizu.persist.update.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What a timeline stores: times below {@code mark} may have been given out by {@code owner}. As bytes, big-endian: one
 * byte version 1, fixed64 owner, fixed64 mark, CRC-32C of the key and all bytes before.
 */
record Reservation(long owner, long mark) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 8 + 8 + 4;

    byte[] encode(String key) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH).put(VERSION).putLong(owner).putLong(mark);
        return buffer.putInt(crc(key, buffer.array())).array();
    }

    /** @throws CorruptionException when the bytes are not what was written for this key */
    static Reservation decode(String key, Entry entry) {
        ByteBuffer buffer = ByteBuffer.wrap(entry.value());
        boolean sound = entry.value().length == LENGTH
                && buffer.get(0) == VERSION
                && buffer.getInt(LENGTH - 4) == crc(key, entry.value());
        if (!sound) {
            throw new CorruptionException(key, "record " + entry.seqno(), "its checksum is wrong");
        }
        return new Reservation(buffer.getLong(1), buffer.getLong(9));
    }

    private static int crc(String key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        crc.update(value, 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
