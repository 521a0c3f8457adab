package dev.mizu.dataflow.row;

import java.security.SecureRandom;

/** Hashes of words: two multiplies with xor-shifts, seeded once a process so that nobody can aim at a segment. */
public final class RowHash {
    static final long SEED = new SecureRandom().nextLong();
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;
    private static final long NULLS = 0xC2B2AE3D27D4EB4FL;

    private RowHash() {}

    /** The start of a hash; {@code nulls} says which columns are NULL. */
    static long start(long nulls) {
        return nulls == 0 ? SEED : (SEED ^ nulls) * NULLS;
    }

    static long add(long hash, long word) {
        long mixed = (hash ^ word) * FIRST;
        return mixed ^ mixed >>> 32;
    }

    static long finish(long hash) {
        long mixed = hash * SECOND;
        return mixed ^ mixed >>> 29;
    }

    static long ofBytes(byte[] bytes, int from, int length) {
        long hash = SEED ^ length;
        int end = from + (length & ~7);
        for (int i = from; i < end; i += 8) {
            hash = add(hash, PageMath.readWord(bytes, i));
        }
        if ((length & 7) > 0) {
            hash = add(hash, PageMath.readPart(bytes, end, length & 7));
        }
        return finish(hash);
    }
}
