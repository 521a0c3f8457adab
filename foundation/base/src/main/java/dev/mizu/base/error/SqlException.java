package dev.mizu.base.error;

/** The one unchecked carrier of a {@link SqlError}. It has no stack trace: the user's mistakes are not our bugs. */
public final class SqlException extends RuntimeException {
    private final transient SqlError error;

    public SqlException(SqlError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public SqlException(String code, String message) {
        this(SqlError.of(code, message));
    }

    public SqlError error() {
        return error;
    }

    /** A feature that is not there yet, by name: SQLSTATE 0A000. */
    public static SqlException unsupported(String feature) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, feature + " is not supported");
    }
}
