package dev.mizu.pgwire;

import dev.mizu.base.error.SqlError;

/** The conversation cannot go on: the client is told why, severity FATAL, and the connection closes. */
final class ProtocolException extends RuntimeException {
    private final transient SqlError error;

    ProtocolException(SqlError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ProtocolException(String code, String message) {
        this(SqlError.of(code, message));
    }

    SqlError error() {
        return error;
    }
}
