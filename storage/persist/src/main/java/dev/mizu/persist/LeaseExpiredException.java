package dev.mizu.persist;

/** A reader that was away for longer than its lease; what it held may be gone. */
public final class LeaseExpiredException extends RuntimeException {
    LeaseExpiredException(String message) {
        super(message);
    }
}
