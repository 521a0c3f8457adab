package dev.mizu.pgwire;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.BinaryFormat;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import java.io.IOException;

/** The columns of a result and the format each is sent in: writes RowDescription and DataRow. */
final class RowFormat {
    private static final int TEXT = 0;
    private static final int BINARY = 1;
    static final int[] ALL_TEXT = {};

    private final RelationDesc desc;
    private final ScalarType[] types;
    private final boolean[] binary;

    /** @param formats none for all text, one for all columns, or one a column */
    RowFormat(RelationDesc desc, int[] formats) {
        int arity = desc.arity();
        if (formats.length > 1 && formats.length != arity) {
            throw new SqlException(SqlState.PROTOCOL_VIOLATION, "bind message has " + formats.length
                    + " result formats but query has " + arity + " columns");
        }
        this.desc = desc;
        this.types = new ScalarType[arity];
        this.binary = new boolean[arity];
        for (int i = 0; i < arity; i++) {
            types[i] = desc.type().columns().get(i).scalar();
            binary[i] = isBinary(formats, i);
        }
    }

    /** The format code for an index among format codes as the protocol sends them. */
    static boolean isBinary(int[] formats, int index) {
        int code = formats.length == 0 ? TEXT : formats[formats.length == 1 ? 0 : index];
        if (code != TEXT && code != BINARY) {
            throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid format code: " + code);
        }
        return code == BINARY;
    }

    /** Throws the user's error when a column cannot be sent in the format asked for. */
    void check() {
        for (int i = 0; i < types.length; i++) {
            if (binary[i] && !BinaryFormat.supports(types[i])) {
                throw BinaryFormat.unsupported(types[i]);
            }
        }
    }

    void describe(MessageWriter out) throws IOException {
        WireBuffer body = out.begin('T');
        body.putShort(types.length);
        for (int i = 0; i < types.length; i++) {
            body.putCString(desc.names().get(i));
            body.putInt(0);
            body.putShort(0);
            body.putInt(PgType.oid(types[i]));
            body.putShort(PgType.length(types[i]));
            body.putInt(PgType.modifier(types[i]));
            body.putShort(binary[i] ? BINARY : TEXT);
        }
        out.end();
    }

    void row(Row row, MessageWriter out) throws IOException {
        WireBuffer body = out.begin('D');
        body.putShort(types.length);
        for (int i = 0; i < types.length; i++) {
            Datum datum = row.get(i);
            int at = body.size();
            body.putInt(-1);
            if (!datum.isNull()) {
                if (binary[i]) {
                    BinaryFormat.encode(types[i], datum, body);
                } else {
                    TextFormat.encode(types[i], datum, body);
                }
                body.setInt(at, body.size() - at - 4);
            }
        }
        out.end();
    }
}
