package dev.mizu.dataflow;

import dev.mizu.dataflow.arrangement.Arrangement;

/**
 * An arrangement while a dataflow is built: the stream of its updates, and itself. {@code shared}: it belongs to
 * another dataflow.
 */
public record Arranged(Stream updates, Arrangement arrangement, boolean shared) {}
