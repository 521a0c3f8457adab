package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The groups touched in a tick, in the order of their marks, with what they were before. One thread. */
final class TouchedGroups {
    private static final int ABSENT = -1;

    private int[] addresses = new int[16];
    /** Where the group's old row is: {@code block << 10 | row}, or {@link #ABSENT}. */
    private int[] old = new int[16];
    private int size;
    private final List<ColumnBatch> keys = new ArrayList<>();
    private final List<GroupRows> blocks = new ArrayList<>();

    int size() {
        return size;
    }

    int group(int mark) {
        return addresses[mark];
    }

    /** Takes in groups, by row of a chunk; their old rows may follow. */
    void add(ColumnBatch keyColumns, int from, int[] rows, int count, int[] groups) {
        if (size + count > addresses.length) {
            addresses = Arrays.copyOf(addresses, Math.max(size + count, size * 2));
            old = Arrays.copyOf(old, addresses.length);
        }
        int[] origin = new int[count];
        for (int i = 0; i < count; i++) {
            origin[i] = from + rows[i];
            addresses[size] = groups[rows[i]];
            old[size++] = ABSENT;
        }
        keys.add(keyColumns.select(origin, count));
    }

    /** The old rows of groups taken in just now; row i is that of the group at {@code rows[i]} of the chunk. */
    void addOld(GroupRows block, GroupTable table, int[] groups, int[] rows) {
        for (int i = 0; i < block.totals().length; i++) {
            old[table.mark(groups[rows[i]]) - 1] = blocks.size() << 10 | i;
        }
        blocks.add(block);
    }

    /** The key columns of the groups taken in last. */
    ColumnBatch lastKeys() {
        return keys.getLast();
    }

    /** The key columns of all groups. */
    ColumnBatch keys() {
        return Consolidation.concatenate(keys);
    }

    boolean existed(int mark) {
        return old[mark] != ABSENT;
    }

    GroupRows oldBlock(int mark) {
        return blocks.get(old[mark] >>> 10);
    }

    int oldRow(int mark) {
        return old[mark] & 1023;
    }
}
