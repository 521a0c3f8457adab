package dev.mizu.persist;

/** Another controller took over the critical since handle, with a greater token. */
public final class FencedException extends RuntimeException {
    FencedException(String message) {
        super(message);
    }
}
