package dev.mizu.coordinator.session;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement bound to values, or a cursor; its result once it ran. Owned by the session's thread. */
public final class Portal {
    private final PreparedStatement prepared;
    private final List<Datum> parameters;
    private Optional<StatementResult> result = Optional.empty();
    private final List<Row> pulledAhead = new ArrayList<>();

    public Portal(PreparedStatement prepared, List<Datum> parameters) {
        this.prepared = prepared;
        this.parameters = List.copyOf(parameters);
    }

    public PreparedStatement prepared() {
        return prepared;
    }

    public List<Datum> parameters() {
        return parameters;
    }

    public Optional<StatementResult> result() {
        return result;
    }

    public void ran(StatementResult outcome) {
        result = Optional.of(outcome);
    }

    /** Rows that a FETCH pulled but did not give. */
    public List<Row> pulledAhead() {
        return pulledAhead;
    }

    public void close() {
        result.ifPresent(outcome -> {
            if (outcome instanceof StatementResult.Rows rows) {
                rows.rows().close();
            }
        });
    }

    /** The rows, when the result has any. */
    public Optional<RowStream> rows() {
        return result.flatMap(r ->
                r instanceof StatementResult.Rows rows ? Optional.of(rows.rows()) : Optional.empty());
    }
}
