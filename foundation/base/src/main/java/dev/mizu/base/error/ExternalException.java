package dev.mizu.base.error;

import java.util.Objects;

/** The world failed us: a broker, a disk, a network. Says whether the same call may succeed later. */
public final class ExternalException extends RuntimeException {
    private final boolean retryable;
    private final String hint;

    private ExternalException(String message, Throwable cause, boolean retryable, String hint) {
        super(message, cause);
        this.retryable = retryable;
        this.hint = hint;
    }

    public static ExternalException retryable(String message, Throwable cause) {
        return new ExternalException(message, cause, true, "");
    }

    public static ExternalException permanent(String message, Throwable cause) {
        return new ExternalException(message, cause, false, "");
    }

    /** The same with what the user can do about it. */
    public ExternalException withHint(String newHint) {
        return new ExternalException(String.valueOf(getMessage()), Objects.requireNonNull(getCause()), retryable,
                newHint);
    }

    public boolean isRetryable() {
        return retryable;
    }

    /** Empty text when there is none. */
    public String hint() {
        return hint;
    }
}
