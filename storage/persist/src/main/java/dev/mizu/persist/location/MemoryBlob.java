package dev.mizu.persist.location;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in this process' memory. */
public final class MemoryBlob implements Blob {
    private final ConcurrentSkipListMap<String, byte[]> values = new ConcurrentSkipListMap<>();

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Optional<byte[]> get(String key, long offset, int length) {
        return get(key).map(value -> {
            int from = (int) Math.min(offset, value.length);
            return Arrays.copyOfRange(value, from, (int) Math.min((long) from + length, value.length));
        });
    }

    @Override
    public void put(String key, byte[] value) {
        values.put(key, value.clone());
    }

    @Override
    public Upload upload(String key) {
        return Upload.gathered(value -> values.put(key, value));
    }

    @Override
    public void delete(String key) {
        values.remove(key);
    }

    @Override
    public List<String> list(String prefix) {
        return values.tailMap(prefix, true).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    @Override
    public void close() {}
}
