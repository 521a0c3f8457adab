package dev.mizu.interchange.copy;

import dev.mizu.interchange.pgformat.BinaryFormat;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in COPY's formats. Keeps a scratch buffer; one thread. */
public final class CopyEncoder {
    /** Signature, no flags, no extension. */
    private static final byte[] BINARY_HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final CopyStyle style;
    private final RelationDesc desc;
    private final ScalarType[] types;
    private final byte[] nullText;
    private final WireBuffer scratch = new WireBuffer(256);

    public CopyEncoder(CopyStyle style, RelationDesc desc) {
        this.style = style;
        this.desc = desc;
        this.types = desc.type().columns().stream().map(ColumnType::scalar).toArray(ScalarType[]::new);
        this.nullText = switch (style) {
            case CopyStyle.Text text -> text.nullText().getBytes(StandardCharsets.UTF_8);
            case CopyStyle.Csv csv -> csv.nullText().getBytes(StandardCharsets.UTF_8);
            case CopyStyle.Binary binary -> new byte[0];
        };
        if (style instanceof CopyStyle.Binary) {
            for (ScalarType type : types) {
                if (!BinaryFormat.supports(type)) {
                    throw BinaryFormat.unsupported(type);
                }
            }
        }
    }

    /** What stands before the first row; nothing, often. */
    public void header(WireBuffer out) {
        switch (style) {
            case CopyStyle.Text text -> { }
            case CopyStyle.Csv csv -> {
                if (csv.header()) {
                    for (int i = 0; i < types.length; i++) {
                        separate(i, csv.delimiter(), out);
                        scratch.clear();
                        scratch.putUtf8(desc.names().get(i));
                        quoteCsv(csv, out);
                    }
                    out.putByte('\n');
                }
            }
            case CopyStyle.Binary binary -> out.putBytes(BINARY_HEADER);
        }
    }

    public void row(Row row, WireBuffer out) {
        switch (style) {
            case CopyStyle.Text text -> textRow(text, row, out);
            case CopyStyle.Csv csv -> csvRow(csv, row, out);
            case CopyStyle.Binary binary -> {
                out.putShort(types.length);
                for (int i = 0; i < types.length; i++) {
                    BinaryFormat.encodeSized(types[i], row.get(i), out);
                }
            }
        }
    }

    /** What stands after the last row. */
    public void trailer(WireBuffer out) {
        if (style instanceof CopyStyle.Binary) {
            out.putShort(-1);
        }
    }

    private static void separate(int column, char delimiter, WireBuffer out) {
        if (column > 0) {
            out.putByte(delimiter);
        }
    }

    private void textRow(CopyStyle.Text text, Row row, WireBuffer out) {
        for (int i = 0; i < types.length; i++) {
            separate(i, text.delimiter(), out);
            Datum datum = row.get(i);
            if (datum.isNull()) {
                out.putBytes(nullText);
            } else {
                scratch.clear();
                TextFormat.encode(types[i], datum, scratch);
                escapeText((byte) text.delimiter(), out);
            }
        }
        out.putByte('\n');
    }

    private void escapeText(byte delimiter, WireBuffer out) {
        byte[] bytes = scratch.array();
        int clean = 0;
        for (int i = 0; i < scratch.size(); i++) {
            byte b = bytes[i];
            if (b < 0 || b > '\r' && b != '\\' && b != delimiter) {
                continue;
            }
            int letter = switch (b) {
                case '\b' -> 'b';
                case '\f' -> 'f';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                case 0x0b -> 'v';
                default -> b == '\\' || b == delimiter ? b : 0;
            };
            if (letter != 0) {
                out.putBytes(bytes, clean, i - clean);
                out.putByte('\\');
                out.putByte(letter);
                clean = i + 1;
            }
        }
        out.putBytes(bytes, clean, scratch.size() - clean);
    }

    private void csvRow(CopyStyle.Csv csv, Row row, WireBuffer out) {
        for (int i = 0; i < types.length; i++) {
            separate(i, csv.delimiter(), out);
            Datum datum = row.get(i);
            if (datum.isNull()) {
                out.putBytes(nullText);
            } else {
                scratch.clear();
                TextFormat.encode(types[i], datum, scratch);
                quoteCsv(csv, out);
            }
        }
        out.putByte('\n');
    }

    private void quoteCsv(CopyStyle.Csv csv, WireBuffer out) {
        byte[] bytes = scratch.array();
        int size = scratch.size();
        boolean quoted = Arrays.equals(bytes, 0, size, nullText, 0, nullText.length)
                || types.length == 1 && size == 2 && bytes[0] == '\\' && bytes[1] == '.';
        for (int i = 0; !quoted && i < size; i++) {
            quoted = bytes[i] == csv.delimiter() || bytes[i] == csv.quote() || bytes[i] == '\n' || bytes[i] == '\r';
        }
        if (!quoted) {
            out.putBytes(bytes, 0, size);
            return;
        }
        out.putByte(csv.quote());
        for (int i = 0; i < size; i++) {
            if (bytes[i] == csv.quote() || bytes[i] == csv.escape()) {
                out.putByte(csv.escape());
            }
            out.putByte(bytes[i]);
        }
        out.putByte(csv.quote());
    }
}
