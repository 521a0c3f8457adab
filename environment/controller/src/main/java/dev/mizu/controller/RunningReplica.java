package dev.mizu.controller;

/** A replica that is kept alive until it is closed. */
public interface RunningReplica extends AutoCloseable {
    @Override
    void close();
}
