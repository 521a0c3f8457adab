package dev.mizu.persist;

/** A read below the since: those times were let go. */
public final class SinceException extends RuntimeException {
    SinceException(String message) {
        super(message);
    }
}
