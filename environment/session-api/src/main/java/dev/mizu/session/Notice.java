package dev.mizu.session;

import dev.mizu.base.error.SqlError;

/** Something a client should know that is not an error of its statement. */
public record Notice(Severity severity, SqlError content) {
    /** From most to least severe. */
    public enum Severity {
        WARNING,
        NOTICE,
        INFO,
        LOG,
        DEBUG
    }

    public static Notice notice(String code, String message) {
        return new Notice(Severity.NOTICE, SqlError.of(code, message));
    }

    public static Notice warning(String code, String message) {
        return new Notice(Severity.WARNING, SqlError.of(code, message));
    }
}
