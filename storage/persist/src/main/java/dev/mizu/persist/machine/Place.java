package dev.mizu.persist.machine;

import dev.mizu.base.time.Clock;
import dev.mizu.persist.format.v1.RecordCodec.Token;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.update.ShardId;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all shards of one open location share.
 *
 * @param shared whether other processes may write here too
 * @param settledAt where consensus tells what others write: its number of outside changes when all open shards were
 *     last brought up to date
 * @param sizes how large things get
 * @param writer random number of this opening of the location
 */
public record Place(
        Blob blob, Consensus consensus, Clock clock, boolean shared, Sizes sizes, long writer, AtomicLong counter,
        AtomicLong settledAt) {

    /**
     * Bytes, and a time.
     *
     * @param inlineMax appends up to this size ride in the state record
     * @param partTarget row bytes in one blob
     * @param blockTarget row bytes in one block of a blob
     * @param graceMillis how long readers of other processes may need a blob after it was replaced
     */
    public record Sizes(int inlineMax, int partTarget, int blockTarget, long graceMillis) {}

    /** Whether everything that others wrote has been heard of, so that nobody need ask. */
    boolean upToDate() {
        return settledAt.get() == consensus.outsideChanges();
    }

    Token nextToken() {
        return new Token(writer, counter.incrementAndGet());
    }

    /** The key of a new blob of {@code shard}. */
    String nextBlobKey(ShardId shard) {
        return blobPrefix(shard) + counter.incrementAndGet();
    }

    /** What the keys of all blobs start with that this opening of the location wrote for {@code shard}. */
    public String blobPrefix(ShardId shard) {
        return shard.value() + "/" + Long.toHexString(writer) + "-";
    }
}
