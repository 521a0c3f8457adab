package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;

/** An upper that may stand for a shard's own: that of the txns shard for a registered table. */
interface CommonUpper {
    /** Times below it are complete in the shard, or will be once its newest state is looked at; 0 for no claim. */
    long upperOf(ShardId shard);

    void watch(Runnable watcher);

    void unwatch(Runnable watcher);

    /** For shards that stand for themselves. */
    CommonUpper NONE = new CommonUpper() {
        @Override
        public long upperOf(ShardId shard) {
            return 0;
        }

        @Override
        public void watch(Runnable watcher) {}

        @Override
        public void unwatch(Runnable watcher) {}
    };
}
