package dev.mizu.interchange.copy;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows from chunks of bytes cut anywhere. Owns the bytes of the line that is not complete yet, on the caller's thread.
 * After {@code \.} on a line of its own everything is ignored.
 */
public abstract sealed class CopyDecoder permits TextCopyDecoder, CsvCopyDecoder {
    /** Longest line in bytes unless another is given. */
    public static final int MAX_ROW_BYTES = 128 << 20;

    private final RelationDesc desc;
    private final int maxRowBytes;
    private final byte[] nullText;
    private final WireBuffer scratch = new WireBuffer(256);
    private final List<Datum> fields;
    private byte[] pending = new byte[8192];
    private int size;
    private int scanned;
    private long line;
    private boolean ended;

    CopyDecoder(RelationDesc desc, String nullText, int maxRowBytes) {
        this.desc = desc;
        this.nullText = nullText.getBytes(StandardCharsets.UTF_8);
        this.maxRowBytes = maxRowBytes;
        this.fields = new ArrayList<>(desc.arity());
    }

    public static CopyDecoder of(CopyStyle style, RelationDesc desc) {
        return of(style, desc, MAX_ROW_BYTES);
    }

    /** Throws the user's error for a style that can only be written. */
    public static CopyDecoder of(CopyStyle style, RelationDesc desc, int maxRowBytes) {
        return switch (style) {
            case CopyStyle.Text text -> new TextCopyDecoder(text, desc, maxRowBytes);
            case CopyStyle.Csv csv -> new CsvCopyDecoder(csv, desc, maxRowBytes);
            case CopyStyle.Binary binary -> throw SqlException.unsupported("COPY FROM in binary format");
        };
    }

    /** Takes a chunk and adds the rows it completes. Throws {@link SqlException} on bad data; then the end is near. */
    public final void feed(byte[] chunk, int offset, int length, List<Row> rows) {
        if (ended) {
            return;
        }
        append(chunk, offset, length);
        int start = 0;
        int end = lineEnd(pending, scanned, size);
        while (end >= 0 && !ended) {
            line(start, end, rows);
            start = end + 1;
            end = lineEnd(pending, start, size);
        }
        scanned = ended ? 0 : -end - 1 - start;
        if (start > 0) {
            System.arraycopy(pending, start, pending, 0, size - start);
            size -= start;
        }
        if (size > maxRowBytes) {
            throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "COPY row is longer than " + maxRowBytes + " bytes");
        }
    }

    /** The last line may lack its end. */
    public final void finish(List<Row> rows) {
        if (!ended && size > 0) {
            line(0, size, rows);
        }
        size = 0;
        ended = true;
    }

    private void append(byte[] chunk, int offset, int length) {
        if (pending.length - size < length) {
            pending = Arrays.copyOf(pending, Math.max(size + length, (int) Math.min(pending.length * 2L, 1 << 30)));
        }
        System.arraycopy(chunk, offset, pending, size, length);
        size += length;
    }

    private void line(int start, int end, List<Row> rows) {
        int stop = end > start && pending[end - 1] == '\r' ? end - 1 : end;
        line++;
        if (stop - start == 2 && pending[start] == '\\' && pending[start + 1] == '.') {
            ended = true;
            return;
        }
        if (line == 1 && skipsFirstLine()) {
            return;
        }
        fields.clear();
        split(pending, start, stop);
        if (fields.size() < desc.arity()) {
            throw failure(SqlError.of(SqlState.BAD_COPY_FORMAT,
                    "missing data for column \"" + desc.names().get(fields.size()) + '"'));
        }
        rows.add(new Row(fields));
    }

    boolean skipsFirstLine() {
        return false;
    }

    /**
     * The position of the next line's end in {@code [from, to)}, or {@code -1 - resume}: nothing was found and the
     * search goes on at {@code resume} when more has come.
     */
    abstract int lineEnd(byte[] bytes, int from, int to);

    /** Calls {@link #field} for each field of a line. */
    abstract void split(byte[] bytes, int start, int end);

    /** An empty buffer for a field that does not stand in the line as it is. */
    final WireBuffer scratch() {
        scratch.clear();
        return scratch;
    }

    final boolean isNull(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, nullText, 0, nullText.length);
    }

    /** Adds the next field's value, read from the bytes unless it is NULL. */
    final void field(byte[] bytes, int from, int to, boolean isNull) {
        int column = fields.size();
        if (column >= desc.arity()) {
            throw failure(SqlError.of(SqlState.BAD_COPY_FORMAT, "extra data after last expected column"));
        }
        if (isNull) {
            fields.add(Datum.NULL);
            return;
        }
        ScalarType type = desc.type().columns().get(column).scalar();
        try {
            fields.add(TextFormat.decode(type, bytes, from, to - from));
        } catch (SqlException e) {
            throw failure(e.error());
        }
    }

    private SqlException failure(SqlError error) {
        int column = fields.size();
        String place = "COPY line " + line + (column < desc.arity() ? ", column " + desc.names().get(column) : "");
        return error.withDetail(error.detail().map(detail -> detail + "; " + place).orElse(place)).toException();
    }
}
