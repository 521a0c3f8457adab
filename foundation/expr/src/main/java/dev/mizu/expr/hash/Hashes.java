package dev.mizu.expr.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** CRC-32, Kafka's murmur2, SeaHash. */
public final class Hashes {
    private static final int MURMUR_SEED = 0x9747b28c;
    private static final int MURMUR_FACTOR = 0x5bd1e995;
    private static final long SEA_FACTOR = 0x6eed0e9da4d94a4fL;

    private Hashes() {}

    public static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** What Kafka's partitioner computes of a key, without the sign. */
    public static int kafkaMurmur2(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = MURMUR_SEED ^ bytes.length;
        while (words.remaining() >= 4) {
            int word = words.getInt() * MURMUR_FACTOR;
            word ^= word >>> 24;
            hash = hash * MURMUR_FACTOR ^ word * MURMUR_FACTOR;
        }
        if (words.hasRemaining()) {
            int rest = 0;
            for (int shift = 0; words.hasRemaining(); shift += 8) {
                rest |= (words.get() & 0xff) << shift;
            }
            hash = (hash ^ rest) * MURMUR_FACTOR;
        }
        hash ^= hash >>> 13;
        hash *= MURMUR_FACTOR;
        return (hash ^ hash >>> 15) & Integer.MAX_VALUE;
    }

    /** SeaHash of four lanes with its default seeds. */
    public static long seaHash(byte[] bytes) {
        long a = 0x16f11fe89b0d677cL;
        long b = 0xb480a793d8e6c86cL;
        long c = 0x6fe2e5aaf078ebc9L;
        long d = 0x14f994a4c5259381L;
        for (int at = 0; at < bytes.length; at += 8) {
            long word = 0;
            for (int i = 0; i < 8 && at + i < bytes.length; i++) {
                word |= (bytes[at + i] & 0xffL) << (8 * i);
            }
            long mixed = diffuse(a ^ word);
            a = b;
            b = c;
            c = d;
            d = mixed;
        }
        return diffuse(a ^ b ^ c ^ d ^ bytes.length);
    }

    private static long diffuse(long value) {
        long x = value * SEA_FACTOR;
        x ^= (x >>> 32) >>> (x >>> 60);
        return x * SEA_FACTOR;
    }
}
