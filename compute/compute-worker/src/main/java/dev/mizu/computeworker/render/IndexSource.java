package dev.mizu.computeworker.render;

import dev.mizu.dataflow.Trace;

/** An index that a plan may read: its trace and how rows lie in it. */
public record IndexSource(Trace trace, ArrangementShape shape) {}
