package dev.mizu.computeworker.render;

import dev.mizu.base.error.SqlException;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.dataflow.Stream;

/** Recursive bindings. */
final class LetRecRendering {
    private LetRecRendering() {}

    static Stream render(RenderContext context, LirPlan.LetRec plan) {
        throw SqlException.unsupported("WITH MUTUALLY RECURSIVE");
    }
}
