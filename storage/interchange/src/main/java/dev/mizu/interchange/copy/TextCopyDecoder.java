package dev.mizu.interchange.copy;

import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.RelationDesc;

/** COPY's text format. A backslash before a line end or a delimiter makes it data. */
final class TextCopyDecoder extends CopyDecoder {
    private final byte delimiter;

    TextCopyDecoder(CopyStyle.Text style, RelationDesc desc, int maxRowBytes) {
        super(desc, style.nullText(), maxRowBytes);
        this.delimiter = (byte) style.delimiter();
    }

    @Override
    int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b == '\n') {
                return i;
            }
            if (b == '\\') {
                if (i + 1 == to) {
                    break;
                }
                i++;
            }
            i++;
        }
        return -1 - i;
    }

    @Override
    void split(byte[] bytes, int start, int end) {
        int from = start;
        boolean escaped = false;
        for (int i = start; i <= end; i++) {
            if (i == end || bytes[i] == delimiter) {
                if (isNull(bytes, from, i)) {
                    field(bytes, from, i, true);
                } else if (escaped) {
                    WireBuffer plain = unescaped(bytes, from, i);
                    field(plain.array(), 0, plain.size(), false);
                } else {
                    field(bytes, from, i, false);
                }
                from = i + 1;
                escaped = false;
            } else if (bytes[i] == '\\') {
                escaped = true;
                i += i + 1 < end ? 1 : 0;
            }
        }
    }

    private WireBuffer unescaped(byte[] bytes, int from, int to) {
        WireBuffer out = scratch();
        int i = from;
        while (i < to) {
            byte b = bytes[i++];
            if (b != '\\' || i == to) {
                out.putByte(b);
                continue;
            }
            b = bytes[i++];
            switch (b) {
                case 'b' -> out.putByte('\b');
                case 'f' -> out.putByte('\f');
                case 'n' -> out.putByte('\n');
                case 'r' -> out.putByte('\r');
                case 't' -> out.putByte('\t');
                case 'v' -> out.putByte(0x0b);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int digits = digits(bytes, i - 1, Math.min(to, i + 2), 8);
                    out.putByte(value(bytes, i - 1, digits, 8));
                    i += digits - 1;
                }
                case 'x' -> {
                    int digits = digits(bytes, i, Math.min(to, i + 2), 16);
                    out.putByte(digits == 0 ? 'x' : value(bytes, i, digits, 16));
                    i += digits;
                }
                default -> out.putByte(b);
            }
        }
        return out;
    }

    private static int digits(byte[] bytes, int from, int to, int radix) {
        int i = from;
        while (i < to && Character.digit(bytes[i], radix) >= 0) {
            i++;
        }
        return i - from;
    }

    private static int value(byte[] bytes, int from, int digits, int radix) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * radix + Character.digit(bytes[i], radix);
        }
        return value;
    }
}
