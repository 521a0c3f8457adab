package dev.mizu.persist;

/** A time did not become complete while a reader waited. */
public final class UpperTimeoutException extends RuntimeException {
    UpperTimeoutException(String message) {
        super(message);
    }
}
