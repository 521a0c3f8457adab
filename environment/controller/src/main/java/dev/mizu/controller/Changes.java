package dev.mizu.controller;

import dev.mizu.expr.EvalError;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;

/**
 * Changes of a subscribed collection, each told once: everything at times in {@code [lower, upper)}.
 *
 * @param error ends the subscription when present
 */
public record Changes(long lower, long upper, List<Change> changes, Optional<EvalError> error) {
    public Changes {
        changes = List.copyOf(changes);
    }

    /** A changed row. */
    public record Change(Row row, long time, long diff) {}
}
