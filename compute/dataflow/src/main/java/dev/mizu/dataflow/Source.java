package dev.mizu.dataflow;

import dev.mizu.dataflow.operator.Deltas;

/** Where updates enter a dataflow: fed from outside, or imported from a trace. Owned by the dataflow's loop. */
sealed interface Source permits FedInput, TraceImport {
    /** All updates at times before it have come. */
    long frontier();

    /** The least time of the updates waiting, or {@code CLOSED}. */
    long nextTime();

    /** Takes updates at times up to {@code time}: about {@code rows} of them, more only in one batch. */
    Deltas take(long time, int rows);

    /** Bytes of the updates waiting. */
    long bytes();

    /** Gives up what is waiting and whatever it holds; the frontier is closed. */
    void close();
}
