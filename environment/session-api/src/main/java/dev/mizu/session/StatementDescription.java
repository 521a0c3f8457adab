package dev.mizu.session;

import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.Optional;

/** The parameters a prepared statement takes and the rows it gives, if it gives any. */
public record StatementDescription(List<ScalarType> parameters, Optional<RelationDesc> rows) {
    public StatementDescription {
        parameters = List.copyOf(parameters);
    }
}
