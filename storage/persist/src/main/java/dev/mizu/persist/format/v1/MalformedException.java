package dev.mizu.persist.format.v1;

/** Bytes that this format cannot have written; whoever knows where they came from reports them as corrupt. */
final class MalformedException extends RuntimeException {
    MalformedException(String message) {
        super(message, null, false, false);
    }
}
