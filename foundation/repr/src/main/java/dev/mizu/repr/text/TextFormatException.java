package dev.mizu.repr.text;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;

/** A text that is no value of its type. Carries what the user is told; has no stack trace. */
public final class TextFormatException extends RuntimeException {
    private final transient SqlError error;

    public TextFormatException(SqlError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public SqlError error() {
        return error;
    }

    /** The same as the user's error. */
    public SqlException toSql() {
        return new SqlException(error);
    }

    /** {@code invalid input syntax for type integer: "abc"}. */
    static TextFormatException invalid(String typeName, String text) {
        return of(SqlState.INVALID_TEXT, "invalid input syntax for type " + typeName + ": \"" + text + '"');
    }

    /** The same for a type of dates, times or intervals, which has an SQLSTATE of its own. */
    static TextFormatException invalidTime(String typeName, String text) {
        return of(SqlState.INVALID_DATETIME, "invalid input syntax for type " + typeName + ": \"" + text + '"');
    }

    /** {@code value "70000" is out of range for type smallint}. */
    static TextFormatException outOfRange(String typeName, String text) {
        return of(SqlState.NUMERIC_OUT_OF_RANGE, '"' + text + "\" is out of range for type " + typeName);
    }

    static TextFormatException of(String code, String message) {
        return new TextFormatException(SqlError.of(code, message));
    }

    static TextFormatException of(String code, String message, String detail) {
        return new TextFormatException(SqlError.of(code, message).withDetail(detail));
    }
}
