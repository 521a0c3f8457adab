package dev.mizu.persist.update;

/** Stored bytes are not what was written. Names the shard and the blob or record; the bytes are never served. */
public final class CorruptionException extends RuntimeException {
    private final String shard;
    private final String key;

    /** @param key the blob key, or {@code record <seqno>} for a record in consensus */
    public CorruptionException(String shard, String key, String problem) {
        super("shard " + shard + ": " + key + " is corrupt: " + problem);
        this.shard = shard;
        this.key = key;
    }

    public String shard() {
        return shard;
    }

    public String key() {
        return key;
    }
}
