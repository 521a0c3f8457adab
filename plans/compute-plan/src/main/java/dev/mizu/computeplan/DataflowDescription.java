package dev.mizu.computeplan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dataflow as a replica is told of it: what it reads, what it builds, what it gives.
 *
 * @param name for people
 * @param shardImports durable collections read, by id
 * @param indexImports arrangements of the same replica read, by index id
 * @param objects what to build, each may read the imports and the objects before it
 * @param asOf the first time at which the exports must be right
 * @param until the first time that nobody will ask for, {@code Timestamps.CLOSED} when there is none
 */
public record DataflowDescription(
        String name,
        Map<GlobalId, ShardImport> shardImports,
        Map<GlobalId, IndexImport> indexImports,
        List<BuiltObject> objects,
        Map<GlobalId, Export> exports,
        long asOf,
        long until) {
    public DataflowDescription {
        shardImports = Map.copyOf(shardImports);
        indexImports = Map.copyOf(indexImports);
        objects = List.copyOf(objects);
        exports = Map.copyOf(exports);
    }

    /** The same dataflow at another time. */
    public DataflowDescription at(long newAsOf, long newUntil) {
        return new DataflowDescription(name, shardImports, indexImports, objects, exports, newAsOf, newUntil);
    }

    /** A durable collection and the shard it lives in. */
    public record ShardImport(ShardRef shard, RelationType type) {}

    /**
     * Where a collection is stored; its rows and errors are encoded as {@link dev.mizu.expr.ShardRow} says.
     *
     * @param location which persist location: the durable one, or the memory-only one of builtin tables
     * @param inTxns whether its upper follows the txns shard (tables), not its own
     */
    public record ShardRef(String shardId, Location location, boolean inTxns) {
        /** The two persist locations of a region. */
        public enum Location {
            DURABLE,
            MEMORY
        }
    }

    /** An index on a collection, by key expressions over the collection's columns. */
    public record IndexImport(GlobalId on, List<ScalarExpr> key, RelationType type) {
        public IndexImport {
            key = List.copyOf(key);
        }
    }

    /** A named collection that the dataflow builds. */
    public record BuiltObject(GlobalId id, LirPlan plan) {}

    /** What others may read of a dataflow; the map's key is the export's own id. */
    public sealed interface Export {
        GlobalId from();

        /** An arrangement that later dataflows and peeks of the same replica may read. */
        record Index(GlobalId from, List<ScalarExpr> key, RelationType type) implements Export {
            public Index {
                key = List.copyOf(key);
            }
        }

        /** The collection written back to a shard: a materialized view. */
        record ShardSink(GlobalId from, ShardRef shard, RelationDesc desc) implements Export {}

        /**
         * Changes sent to the controller as they happen.
         *
         * @param withSnapshot whether the contents at as-of are sent first
         */
        record Subscribe(GlobalId from, boolean withSnapshot, RelationType type) implements Export {}
    }

    /**
     * A finished read's last steps, done where the rows are gathered.
     *
     * @param limit empty = all
     * @param project columns of the result, after ordering
     */
    public record Finishing(
            List<dev.mizu.expr.relation.ColumnOrder> order, Optional<Long> limit, long offset,
            List<Integer> project) {
        public Finishing {
            order = List.copyOf(order);
            project = List.copyOf(project);
        }

        /** Everything, as it comes. */
        public static Finishing none(int arity) {
            return new Finishing(List.of(), Optional.empty(), 0, Mfp.identity(arity).outputs());
        }
    }
}
