package dev.mizu.optimizer.lowering;

import dev.mizu.base.Check;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.oracle.IndexDef;
import dev.mizu.repr.RelationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a dataflow reads, gathered while it is lowered. */
public final class Imports {
    private final OptimizerContext context;
    private final Map<GlobalId, ShardImport> shards = new TreeMap<>();
    private final Map<GlobalId, IndexImport> indexes = new TreeMap<>();

    public Imports(OptimizerContext context) {
        this.context = context;
    }

    /** The indexes that could be used for a collection. */
    List<IndexDef> available(GlobalId collection) {
        return context.indexes().indexesOn(collection, context.cluster());
    }

    /** Imports an index; gives its id. */
    GlobalId use(IndexDef index) {
        indexes.put(index.id(), new IndexImport(index.on(), index.key(), index.type()));
        return index.id();
    }

    /** Imports a stored collection. */
    void useShard(GlobalId collection, RelationType type) {
        Optional<ShardRef> shard = context.shards().shardOf(collection);
        Check.that(shard.isPresent(), "a collection to read has a shard or an index: %s", collection);
        shards.put(collection, new ShardImport(shard.get(), type));
    }

    public Map<GlobalId, ShardImport> shards() {
        return shards;
    }

    public Map<GlobalId, IndexImport> indexes() {
        return indexes;
    }
}
