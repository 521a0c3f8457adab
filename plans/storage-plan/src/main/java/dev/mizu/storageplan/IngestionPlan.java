package dev.mizu.storageplan;

import dev.mizu.repr.RelationDesc;
import java.util.List;

/**
 * One ingestion: what is read, and the collections it feeds. The ids of the collections are given by the catalog, in
 * the order of {@code outputs}. The progress collection has the columns of {@link #progress}.
 *
 * @param timestampIntervalMillis how often the source's position is bound to a timestamp
 */
public record IngestionPlan(SourcePlan source, List<Output> outputs, long timestampIntervalMillis) {
    public IngestionPlan {
        outputs = List.copyOf(outputs);
    }

    /** One collection that the source feeds; {@code name} is the upstream's name for it. */
    public record Output(String name, RelationDesc desc) {}

    /** The columns of the source's progress collection. */
    public RelationDesc progress() {
        return ProgressRelations.of(source);
    }
}
