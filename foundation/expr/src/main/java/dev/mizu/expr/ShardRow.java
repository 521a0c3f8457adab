package dev.mizu.expr;

import java.util.Arrays;

/**
 * How a stored collection holds its two halves in one shard: a row is its {@code RowCodec} encoding as it is, an error
 * is the byte {@link #ERROR} and then {@link EvalError#encode}. No encoding of a row starts with that byte. Version 1;
 * tables, sources, materialized views and every other shard read by a dataflow are written so.
 */
public final class ShardRow {
    /** The first byte of an error. */
    public static final byte ERROR = 0x01;

    private ShardRow() {}

    /** Whether {@code heap[start, end)} is an error. */
    public static boolean isError(byte[] heap, int start, int end) {
        return end > start && heap[start] == ERROR;
    }

    public static byte[] encodeError(EvalError error) {
        byte[] body = error.encode();
        byte[] row = new byte[body.length + 1];
        row[0] = ERROR;
        System.arraycopy(body, 0, row, 1, body.length);
        return row;
    }

    /** Decodes what {@link #encodeError} wrote. */
    public static EvalError decodeError(byte[] heap, int start, int end) {
        return EvalError.decode(Arrays.copyOfRange(heap, start + 1, end));
    }
}
