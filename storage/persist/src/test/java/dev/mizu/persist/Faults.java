package dev.mizu.persist;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.PersistLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A world that fails: before an operation, after it (the reply is lost), or, once dead, always. Thread-safe. */
final class Faults {
    private final SplittableRandom random;
    private final Blob blob;
    private final Consensus consensus;
    private final int percent;
    private boolean dead;

    Faults(SplittableRandom random, Blob blob, Consensus consensus, int percent) {
        this.random = random;
        this.blob = blob;
        this.consensus = consensus;
        this.percent = percent;
    }

    PersistLocation location(boolean shared) {
        return new PersistLocation.Custom(new FaultyBlob(), new FaultyConsensus(), shared);
    }

    /** From now on nothing gets through: what a process that was killed can still do. */
    synchronized void die() {
        dead = true;
    }

    synchronized boolean dead() {
        return dead;
    }

    private synchronized void maybe(String what) {
        if (dead || random.nextInt(100) < percent) {
            throw ExternalException.retryable("injected: " + what, new IOException(what));
        }
    }

    private final class FaultyConsensus implements Consensus {
        @Override
        public Optional<Entry> head(String key) {
            maybe("head");
            return consensus.head(key);
        }

        @Override
        public boolean compareAndSet(List<Change> changes) {
            maybe("before compare-and-set");
            boolean done = consensus.compareAndSet(changes);
            maybe("after compare-and-set");
            return done;
        }

        @Override
        public List<Entry> scan(String key, long fromSeqno, int limit) {
            maybe("scan");
            return consensus.scan(key, fromSeqno, limit);
        }

        @Override
        public void truncate(String key, long belowSeqno) {
            consensus.truncate(key, belowSeqno);
        }

        @Override
        public List<String> keys() {
            return consensus.keys();
        }

        @Override
        public long outsideChanges() {
            return consensus.outsideChanges();
        }

        @Override
        public void close() {}
    }

    private final class FaultyBlob implements Blob {
        @Override
        public Optional<byte[]> get(String key) {
            maybe("get");
            return blob.get(key);
        }

        @Override
        public Optional<byte[]> get(String key, long offset, int length) {
            maybe("get");
            return blob.get(key, offset, length);
        }

        @Override
        public void put(String key, byte[] value) {
            maybe("before put");
            blob.put(key, value);
            maybe("after put");
        }

        @Override
        public Upload upload(String key) {
            maybe("upload");
            Upload upload = blob.upload(key);
            return new Upload() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    maybe("write");
                    upload.write(bytes, offset, length);
                }

                @Override
                public void commit() {
                    maybe("before commit");
                    upload.commit();
                    maybe("after commit");
                }

                @Override
                public void close() {
                    upload.close();
                }
            };
        }

        @Override
        public void delete(String key) {
            maybe("before delete");
            blob.delete(key);
            maybe("after delete");
        }

        @Override
        public List<String> list(String prefix) {
            maybe("list");
            return blob.list(prefix);
        }

        @Override
        public void close() {}
    }
}
