package dev.mizu.base.error;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user is told: SQLSTATE, lower-case message without a full stop, and what helps to mend it.
 *
 * @param code five-character SQLSTATE, see {@link SqlState}
 * @param message primary message
 * @param detail second line, empty when there is none
 * @param hint how to mend it, empty when there is none
 * @param position 1-based offset in Unicode code points into the statement text, empty when unknown
 */
public record SqlError(
        String code, String message, Optional<String> detail, Optional<String> hint, OptionalInt position) {

    public static SqlError of(String code, String message) {
        return new SqlError(code, message, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    public SqlError withDetail(String text) {
        return new SqlError(code, message, Optional.of(text), hint, position);
    }

    public SqlError withHint(String text) {
        return new SqlError(code, message, detail, Optional.of(text), position);
    }

    /** Keeps a position that is already there: the innermost place is the most exact. */
    public SqlError withPosition(int oneBased) {
        return position.isPresent() ? this : new SqlError(code, message, detail, hint, OptionalInt.of(oneBased));
    }

    public SqlException toException() {
        return new SqlException(this);
    }
}
