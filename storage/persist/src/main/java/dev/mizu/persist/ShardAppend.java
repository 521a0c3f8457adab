package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.List;

/**
 * One shard's part of an append: moves its upper from {@code expectedUpper} to {@code newUpper} with all updates at
 * times in between.
 *
 * @param updates rows given in memory
 * @param batches rows written ahead with a {@link BatchBuilder}
 * @param expectedUpper must be the shard's upper
 * @param newUpper at least {@code expectedUpper}; {@link Long#MAX_VALUE} closes the shard
 */
public record ShardAppend(
        ShardId shard, Updates updates, List<WrittenBatch> batches, long expectedUpper, long newUpper) {
    public ShardAppend(ShardId shard, Updates updates, long expectedUpper, long newUpper) {
        this(shard, updates, List.of(), expectedUpper, newUpper);
    }
}
