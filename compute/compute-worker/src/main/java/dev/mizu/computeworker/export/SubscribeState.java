package dev.mizu.computeworker.export;

import dev.mizu.base.id.GlobalId;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.row.Consolidation;
import dev.mizu.expr.EvalError;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.Update;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A subscribe: gathers updates by time and sends those that are complete, with each move of the frontier. Ends when the
 * collection holds an error. Owned by the loop.
 */
public final class SubscribeState implements ExportState {
    private final GlobalId id;
    private final long asOf;
    private final boolean withSnapshot;
    private final Consumer<ComputeResponse> outbox;
    private final TreeMap<Long, List<ColumnBatch>> rows = new TreeMap<>();
    private final TreeMap<Long, List<ColumnBatch>> errors = new TreeMap<>();
    private final Map<Row, Long> present = new HashMap<>();
    private long sent = Timestamps.MIN;
    private boolean ended;

    public SubscribeState(GlobalId id, long asOf, boolean withSnapshot, Consumer<ComputeResponse> outbox) {
        this.id = id;
        this.asOf = asOf;
        this.withSnapshot = withSnapshot;
        this.outbox = outbox;
    }

    @Override
    public GlobalId id() {
        return id;
    }

    /** Takes updates at a time. */
    public void accept(long time, Deltas deltas) {
        if (withSnapshot || time > asOf) {
            rows.computeIfAbsent(time, t -> new ArrayList<>()).addAll(deltas.rows());
        }
        if (!deltas.errors().isEmpty()) {
            errors.computeIfAbsent(time, t -> new ArrayList<>()).addAll(deltas.errors());
        }
    }

    @Override
    public void advance(long upper) {
        if (upper <= sent || upper <= asOf || ended) {
            return;
        }
        Optional<EvalError> error = error(upper);
        List<Update> updates = new ArrayList<>();
        Map<Long, List<ColumnBatch>> complete = rows.headMap(upper);
        if (error.isEmpty()) {
            complete.forEach((time, batches) -> {
                for (ColumnBatch batch : Consolidation.consolidate(batches)) {
                    for (int i = 0; i < batch.size(); i++) {
                        updates.add(new Update(batch.row(i), time, batch.diffs()[i]));
                    }
                }
            });
        }
        complete.clear();
        long lower = Math.max(sent, asOf);
        sent = upper;
        ended = error.isPresent();
        outbox.accept(new ComputeResponse.SubscribeBatch(id, lower, upper, updates, error));
    }

    private Optional<EvalError> error(long upper) {
        Map<Long, List<ColumnBatch>> complete = errors.headMap(upper);
        for (List<ColumnBatch> batches : complete.values()) {
            for (ColumnBatch batch : batches) {
                for (int i = 0; i < batch.size(); i++) {
                    present.merge(batch.row(i), batch.diffs()[i], Long::sum);
                }
            }
            present.values().removeIf(count -> count == 0);
            if (!present.isEmpty()) {
                Row first = present.keySet().iterator().next();
                complete.clear();
                return Optional.of(EvalError.decode(((Datum.Bytes) first.get(0)).value()));
            }
        }
        complete.clear();
        return Optional.empty();
    }

    @Override
    public ComputeResponse.Frontiers frontiers(long upper, boolean hydrated) {
        return new ComputeResponse.Frontiers(id, Math.max(sent, asOf), asOf, hydrated);
    }

    @Override
    public void close() {
        ended = true;
        rows.clear();
    }
}
