package dev.mizu.dataflow.row;

import dev.mizu.base.Check;
import dev.mizu.repr.PhysicalType;
import java.util.List;

/**
 * Where the columns of a row lie in its words: first the head words, then the key columns, then the others, each of
 * a fixed width ({@link WordKind}). The first head word is {@code diff << 16 | nulls << 2 | tier}: a difference of 48
 * bits, NULL marks of the first 14 columns, and two bits for the owner of the row. Further head words hold the NULL
 * marks of further columns, 64 each. Immutable.
 */
public final class RowLayout {
    /** The lowest byte of a value whose bytes are in the heap. */
    static final int LONG_MARK = 0xff;

    static final int INLINE_BYTES = 23;
    private static final int HEAD_NULLS = 14;
    private static final int NULL_SHIFT = 2;
    static final long NULL_MASK = (1L << HEAD_NULLS) - 1 << NULL_SHIFT;
    private static final int DIFF_SHIFT = 16;
    private static final long MAX_DIFF = (1L << 47) - 1;

    private final List<PhysicalType> types;
    private final int keyColumns;
    private final WordKind[] kinds;
    private final int[] offsets;
    private final int headWords;
    private final int keyWords;
    private final int words;
    private final boolean keyVariable;
    private final boolean valueVariable;
    private final long[] keyNulls;

    /** A layout of columns of which the first {@code keyColumns} are the key. */
    public RowLayout(List<PhysicalType> types, int keyColumns) {
        this.types = List.copyOf(types);
        this.keyColumns = keyColumns;
        Check.that(keyColumns <= types.size(), "more key columns than columns");
        this.kinds = new WordKind[types.size()];
        this.offsets = new int[types.size()];
        int at = 0;
        int key = 0;
        boolean variableKey = false;
        boolean variableValue = false;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = WordKind.of(types.get(i));
            offsets[i] = at;
            at += kinds[i].words;
            if (i < keyColumns) {
                key = at;
                variableKey |= kinds[i].variable();
            } else {
                variableValue |= kinds[i].variable();
            }
        }
        this.headWords = 1 + Math.max(0, types.size() - HEAD_NULLS + 63) / 64;
        this.keyWords = key;
        this.words = headWords + at;
        this.keyVariable = variableKey;
        this.valueVariable = variableValue;
        this.keyNulls = new long[headWords];
        for (int i = 0; i < keyColumns; i++) {
            keyNulls[nullWord(i)] |= nullBit(i);
        }
    }

    public List<PhysicalType> types() {
        return types;
    }

    public int arity() {
        return kinds.length;
    }

    public int keyColumns() {
        return keyColumns;
    }

    /** Words before the key. */
    public int headWords() {
        return headWords;
    }

    public int keyWords() {
        return keyWords;
    }

    public int valueWords() {
        return words - headWords - keyWords;
    }

    /** Words of a whole row. */
    public int words() {
        return words;
    }

    public boolean keyVariable() {
        return keyVariable;
    }

    public boolean valueVariable() {
        return valueVariable;
    }

    WordKind kind(int column) {
        return kinds[column];
    }

    /** The position of a column's first word, counted from the first key word. */
    int offset(int column) {
        return offsets[column];
    }

    /** The position of a column's first word, counted from the first value word; only of a value column. */
    int valueOffset(int column) {
        return offsets[column] - keyWords;
    }

    /** The NULL marks of the key's columns in one head word. */
    long keyNulls(int headWord) {
        return headWord < keyNulls.length ? keyNulls[headWord] : 0;
    }

    static int nullWord(int column) {
        return column < HEAD_NULLS ? 0 : 1 + (column - HEAD_NULLS >> 6);
    }

    static long nullBit(int column) {
        return column < HEAD_NULLS ? 1L << NULL_SHIFT + column : 1L << (column - HEAD_NULLS & 63);
    }

    /** The difference in a head word. */
    public static long diff(long head) {
        return head >> DIFF_SHIFT;
    }

    /** The head word with another difference. */
    public static long withDiff(long head, long diff) {
        Check.that(diff <= MAX_DIFF && diff >= -MAX_DIFF, "a multiplicity beyond 48 bits");
        return head & (1L << DIFF_SHIFT) - 1 | diff << DIFF_SHIFT;
    }
}
