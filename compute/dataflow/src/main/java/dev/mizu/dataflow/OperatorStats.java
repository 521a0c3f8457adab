package dev.mizu.dataflow;

/** What an operator of a dataflow has done and keeps; for introspection. */
public record OperatorStats(
        int number, String name, long elapsedNanos, long rowsOut, long stateRows, long stateBytes) {}
