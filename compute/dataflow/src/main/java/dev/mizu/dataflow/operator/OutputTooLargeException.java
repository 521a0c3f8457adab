package dev.mizu.dataflow.operator;

/** One step of a dataflow would give more than the memory can hold: the dataflow cannot go on. */
public final class OutputTooLargeException extends RuntimeException {
    OutputTooLargeException(long bytesMax) {
        super("a join or a table function gives more than " + (bytesMax >> 20) + " MiB at once");
    }
}
