package dev.mizu.interchange.copy;

import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.RelationDesc;

/**
 * CSV (RFC 4180 with PostgreSQL's options). Quotes may open inside a field; the NULL text is NULL even in quotes; a
 * quote left open ends with the data.
 */
final class CsvCopyDecoder extends CopyDecoder {
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final boolean header;
    private boolean inQuotes;

    CsvCopyDecoder(CopyStyle.Csv style, RelationDesc desc, int maxRowBytes) {
        super(desc, style.nullText(), maxRowBytes);
        this.delimiter = (byte) style.delimiter();
        this.quote = (byte) style.quote();
        this.escape = (byte) style.escape();
        this.header = style.header();
    }

    @Override
    boolean skipsFirstLine() {
        return header;
    }

    @Override
    int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b == '\n' && !inQuotes) {
                return i;
            }
            if (inQuotes && b == escape && escape != quote) {
                if (i + 1 == to) {
                    break;
                }
                // What an escape protects cannot end the quotes.
                i += bytes[i + 1] == quote || bytes[i + 1] == escape ? 1 : 0;
            } else if (b == quote) {
                // A doubled quote closes and opens again.
                inQuotes = !inQuotes;
            }
            i++;
        }
        return -1 - i;
    }

    @Override
    void split(byte[] bytes, int start, int end) {
        int from = start;
        while (true) {
            int i = from;
            while (i < end && bytes[i] != delimiter && bytes[i] != quote) {
                i++;
            }
            if (i < end && bytes[i] == quote) {
                WireBuffer plain = scratch();
                i = unquoted(bytes, from, end, plain);
                field(plain.array(), 0, plain.size(), isNull(plain.array(), 0, plain.size()));
            } else {
                field(bytes, from, i, isNull(bytes, from, i));
            }
            if (i >= end) {
                return;
            }
            from = i + 1;
        }
    }

    /** Collects one field without its quotes; returns the position of the delimiter after it, or {@code end}. */
    private int unquoted(byte[] bytes, int from, int end, WireBuffer out) {
        boolean open = false;
        int i = from;
        for (; i < end; i++) {
            byte b = bytes[i];
            if (open && b == escape && i + 1 < end && (bytes[i + 1] == quote || bytes[i + 1] == escape)) {
                out.putByte(bytes[++i]);
            } else if (b == quote) {
                open = !open;
            } else if (b == delimiter && !open) {
                return i;
            } else {
                out.putByte(b);
            }
        }
        return i;
    }
}
