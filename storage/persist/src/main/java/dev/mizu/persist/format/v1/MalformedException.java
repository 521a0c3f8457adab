package dev.mizu.persist.format.v1;

/** Bytes that this format cannot have written; turned into a corruption report by whoever knows where they came from. */
final class MalformedException extends RuntimeException {
    MalformedException(String message) {
        super(message, null, false, false);
    }
}
