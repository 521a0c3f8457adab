package dev.mizu.persist.location;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Immutable byte objects under slash-separated keys. A key is written once and never changed. Thread-safe. Every call
 * may throw {@link dev.mizu.base.error.ExternalException}, whose message names the place.
 */
public interface Blob extends AutoCloseable {
    /** The whole object, empty when there is none. */
    Optional<byte[]> get(String key);

    /** The {@code length} bytes from {@code offset}, or fewer at the object's end; empty when there is no object. */
    Optional<byte[]> get(String key, long offset, int length);

    /** Stores the object whole or not at all; durable on return. Putting the same bytes again is harmless. */
    void put(String key, byte[] value);

    /** Starts an object that is written in pieces, for values too large for memory; nothing is seen before commit. */
    Upload upload(String key);

    /** Removes the object; without effect when there is none. */
    void delete(String key);

    /** All keys that start with {@code prefix}, in no order. */
    List<String> list(String prefix);

    @Override
    void close();

    /** An object being written. Closing it without a commit leaves nothing behind. */
    interface Upload extends AutoCloseable {
        /** One that keeps its pieces in memory and gives them to {@code commit} in one. */
        static Upload gathered(Consumer<byte[]> commit) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            return new Upload() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    written.write(bytes, offset, length);
                }

                @Override
                public void commit() {
                    commit.accept(written.toByteArray());
                }

                @Override
                public void close() {}
            };
        }

        void write(byte[] bytes, int offset, int length);

        /** Makes the object durable and visible. */
        void commit();

        @Override
        void close();
    }
}
