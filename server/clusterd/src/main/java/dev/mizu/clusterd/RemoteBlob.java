package dev.mizu.clusterd;

import dev.mizu.base.Check;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.persist.location.Blob;
import dev.mizu.protocol.wire.StoreAnswer;
import dev.mizu.protocol.wire.StoreCall;
import java.util.List;
import java.util.Optional;

/** The blobs of the region's memory. Thread-safe. */
final class RemoteBlob implements Blob {
    private final Brain brain;

    RemoteBlob(Brain brain) {
        this.brain = brain;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return get(key, 0, Integer.MAX_VALUE);
    }

    @Override
    public Optional<byte[]> get(String key, long offset, int length) {
        return content(brain.call(new StoreCall.BlobGet(Location.MEMORY, key, offset, length)));
    }

    static Optional<byte[]> content(StoreAnswer answer) {
        Check.that(answer instanceof StoreAnswer.Content, "a blob or a secret has contents");
        return ((StoreAnswer.Content) answer).bytes();
    }

    static List<String> names(StoreAnswer answer) {
        Check.that(answer instanceof StoreAnswer.Names, "a list has names");
        return ((StoreAnswer.Names) answer).names();
    }

    @Override
    public void put(String key, byte[] value) {
        brain.call(new StoreCall.BlobPut(Location.MEMORY, key, value));
    }

    @Override
    public Upload upload(String key) {
        return Upload.gathered(value -> put(key, value));
    }

    @Override
    public void delete(String key) {
        brain.call(new StoreCall.BlobDelete(Location.MEMORY, key));
    }

    @Override
    public List<String> list(String prefix) {
        return names(brain.call(new StoreCall.BlobList(Location.MEMORY, prefix)));
    }

    @Override
    public void close() {}
}
