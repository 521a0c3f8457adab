package dev.mizu.computeworker.shard;

import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.Reader;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.Writer;
import dev.mizu.persist.update.ShardId;

/** Where a replica finds shards. Thread-safe. */
public interface ShardAccess {
    /** A reader of a shard; of a table's shard one that follows the common upper. */
    Reader reader(ShardRef shard, String purpose);

    /** The same for one look at a time that the region keeps readable until it is over. */
    Reader heldReader(ShardRef shard, String purpose);

    Writer writer(ShardRef shard);

    /** The two locations of a region, each with its tables. */
    record Locations(PersistClient durable, TableShards durableTables, PersistClient memory, TableShards memoryTables)
            implements ShardAccess {
        @Override
        public Reader reader(ShardRef shard, String purpose) {
            ShardId id = new ShardId(shard.shardId());
            return switch (shard.location()) {
                case DURABLE -> shard.inTxns()
                        ? durableTables.openReader(id, purpose) : durable.openReader(id, purpose);
                case MEMORY -> shard.inTxns()
                        ? memoryTables.openReader(id, purpose) : memory.openReader(id, purpose);
            };
        }

        @Override
        public Reader heldReader(ShardRef shard, String purpose) {
            ShardId id = new ShardId(shard.shardId());
            return switch (shard.location()) {
                case DURABLE -> shard.inTxns()
                        ? durableTables.openHeldReader(id, purpose) : durable.openHeldReader(id, purpose);
                case MEMORY -> shard.inTxns()
                        ? memoryTables.openHeldReader(id, purpose) : memory.openHeldReader(id, purpose);
            };
        }

        @Override
        public Writer writer(ShardRef shard) {
            ShardId id = new ShardId(shard.shardId());
            return switch (shard.location()) {
                case DURABLE -> durable.openWriter(id);
                case MEMORY -> memory.openWriter(id);
            };
        }
    }
}
