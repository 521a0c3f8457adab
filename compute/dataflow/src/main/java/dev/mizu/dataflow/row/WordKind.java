package dev.mizu.dataflow.row;

import dev.mizu.repr.PhysicalType;

/** How the words of one column are laid out in a row. */
enum WordKind {
    /** One word: the 64 bits of an integer or a boolean. */
    LONG(1),
    /** One word: the bits of a double, NaN canonical, no negative zero. */
    DOUBLE(1),
    /**
     * Two words: unscaled, scale. A number that does not fit: the upper half of a hash of its canonical bytes over
     * their 32-bit heap address, then {@link RowLayout#LONG_MARK} under their length.
     */
    DECIMAL(2),
    /**
     * Three words: the length in the lowest byte, then up to 23 bytes. Longer: {@link RowLayout#LONG_MARK} under the
     * length, a hash of the bytes, their heap address.
     */
    BYTES(3);

    final int words;

    WordKind(int words) {
        this.words = words;
    }

    /** Whether a value may have a part in the heap. */
    boolean variable() {
        return this == DECIMAL || this == BYTES;
    }

    static WordKind of(PhysicalType type) {
        return switch (type) {
            case BOOL, INT -> LONG;
            case FLOAT -> DOUBLE;
            case NUMERIC -> DECIMAL;
            case TEXT, BYTES, INTERVAL, UUID, JSON, ARRAY, LIST, MAP, RECORD, RANGE -> BYTES;
        };
    }
}
