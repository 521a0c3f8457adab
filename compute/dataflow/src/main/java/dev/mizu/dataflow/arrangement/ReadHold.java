package dev.mizu.dataflow.arrangement;

/** A promise that an arrangement stays readable from a time on. Owned by the arrangement's thread. */
@FunctionalInterface
public interface ReadHold {
    /** The earliest time that its holder may still read; {@code CLOSED} when it reads no more. */
    long time();
}
