package dev.mizu.expr;

import dev.mizu.base.error.SqlError;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;

/**
 * An error that a row raised. It is data: it lives in the twin collection of the relation it arose in, and leaves it
 * when the row does. Equal errors are equal values.
 *
 * @param code SQLSTATE
 * @param detail empty text when there is none
 */
public record EvalError(String code, String message, String detail) {
    public static EvalError of(String code, String message) {
        return new EvalError(code, message, "");
    }

    public SqlError toSqlError() {
        SqlError error = SqlError.of(code, message);
        return detail.isEmpty() ? error : error.withDetail(detail);
    }

    /** The one-column row of the twin collection: version 1 is the row (code, message, detail), encoded. */
    public byte[] encode() {
        return RowCodec.encode(Row.of(Datum.of(code), Datum.of(message), Datum.of(detail)));
    }

    public static EvalError decode(byte[] bytes) {
        Row row = RowCodec.decode(bytes, 0, 3);
        return new EvalError(row.get(0).asText(), row.get(1).asText(), row.get(2).asText());
    }
}
