package dev.mizu.base.error;

/** The world failed us: a broker, a disk, a network. Says whether the same call may succeed later. */
public final class ExternalException extends RuntimeException {
    private final boolean retryable;

    private ExternalException(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    public static ExternalException retryable(String message, Throwable cause) {
        return new ExternalException(message, cause, true);
    }

    public static ExternalException permanent(String message, Throwable cause) {
        return new ExternalException(message, cause, false);
    }

    public boolean isRetryable() {
        return retryable;
    }
}
