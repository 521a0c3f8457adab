package dev.mizu.sqlplanner.plan;

import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.Optional;

/** The types of a statement's parameters, and the rows it gives if it gives any. */
public record StatementDesc(List<ScalarType> parameters, Optional<RelationDesc> rows) {
    public StatementDesc {
        parameters = List.copyOf(parameters);
    }
}
