package dev.mizu.persist.format.v1;

import dev.mizu.persist.update.Updates;

/** {@link Updates} as bytes. */
final class UpdatesCodec {
    private static final int SAME_TIME = 1;
    private static final int ALL_ONE = 2;
    private static final int SAME_LENGTH = 4;

    private UpdatesCodec() {}

    static void encode(Updates updates, ByteSink sink) {
        int n = updates.size();
        sink.varint(n);
        int flags = flags(updates);
        sink.u8(flags);
        long least = n == 0 ? 0 : updates.minTime();
        sink.varint(least);
        if ((flags & SAME_TIME) == 0) {
            for (int i = 0; i < n; i++) {
                sink.varint(updates.time(i) - least);
            }
        }
        if ((flags & ALL_ONE) == 0) {
            for (int i = 0; i < n; i++) {
                sink.zigzag(updates.diff(i));
            }
        }
        int lengths = (flags & SAME_LENGTH) != 0 ? Math.min(n, 1) : n;
        for (int i = 0; i < lengths; i++) {
            sink.varint(updates.rowEnd(i) - updates.rowStart(i));
        }
        sink.raw(updates.heap(), updates.rowStart(0), updates.heapBytes());
    }

    private static int flags(Updates updates) {
        int flags = SAME_TIME | ALL_ONE | SAME_LENGTH;
        for (int i = 0; i < updates.size(); i++) {
            if (updates.time(i) != updates.time(0)) {
                flags &= ~SAME_TIME;
            }
            if (updates.diff(i) != 1) {
                flags &= ~ALL_ONE;
            }
            if (updates.rowEnd(i) - updates.rowStart(i) != updates.rowEnd(0) - updates.rowStart(0)) {
                flags &= ~SAME_LENGTH;
            }
        }
        return flags;
    }

    /** The updates keep {@code source}'s array as their heap. */
    static Updates decode(ByteSource source) {
        int n = source.count();
        int flags = source.u8();
        long least = source.varint();
        checkCounts(source, n, flags);
        long[] times = new long[n];
        long[] diffs = new long[n];
        for (int i = 0; i < n; i++) {
            times[i] = (flags & SAME_TIME) != 0 ? least : least + source.varint();
        }
        for (int i = 0; i < n; i++) {
            diffs[i] = (flags & ALL_ONE) != 0 ? 1 : source.zigzag();
        }
        int[] offsets = new int[n + 1];
        int sameLength = (flags & SAME_LENGTH) != 0 && n > 0 ? source.count() : 0;
        long total = 0;
        for (int i = 0; i < n; i++) {
            total += (flags & SAME_LENGTH) != 0 ? sameLength : source.count();
            offsets[i + 1] = (int) Math.min(total, Integer.MAX_VALUE);
        }
        if (total > source.remaining()) {
            throw new MalformedException("rows are longer than their block");
        }
        int start = source.position();
        for (int i = 0; i <= n; i++) {
            offsets[i] += start;
        }
        source.skip((int) total);
        return Updates.of(source.array(), offsets, times, diffs);
    }

    private static void checkCounts(ByteSource source, int n, int flags) {
        boolean countsBytes = (flags & (SAME_TIME | ALL_ONE | SAME_LENGTH)) != (SAME_TIME | ALL_ONE | SAME_LENGTH);
        if (flags > 7 || countsBytes && n > source.remaining()) {
            throw new MalformedException("a count is out of range");
        }
    }
}
