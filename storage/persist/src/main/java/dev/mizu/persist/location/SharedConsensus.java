package dev.mizu.persist.location;

import dev.mizu.base.error.ExternalException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
// tidy-allow: lock, appends hold it together while they wait for the disk, so that they meet in one group
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * One consensus for several clients that tell each other what they append, so that none of them polls. What a client
 * reads was told to it before, if another one wrote it. Thread-safe.
 */
public final class SharedConsensus implements AutoCloseable {
    private final Consensus shared;
    private final Set<Door> doors = ConcurrentHashMap.newKeySet();
    /** Held together by all that append, until others are told, and alone for a moment by who has read. */
    private final ReentrantReadWriteLock telling = new ReentrantReadWriteLock();

    public SharedConsensus(Consensus shared) {
        this.shared = shared;
    }

    /** The consensus as one more client has it; closing it ends only that client's part. */
    public Consensus open() {
        Door door = new Door();
        doors.add(door);
        return door;
    }

    /** Closes what is shared; all clients are gone. */
    @Override
    public void close() {
        shared.close();
    }

    private void tellOthers(Door writer, List<Consensus.Change> changes) {
        for (Door door : doors) {
            if (door != writer) {
                door.listener.get().ifPresent(heard -> heard.accept(changes));
            }
        }
    }

    private final class Door implements Consensus {
        private final AtomicReference<Optional<Consumer<List<Change>>>> listener =
                new AtomicReference<>(Optional.empty());
        private final AtomicLong untold = new AtomicLong();

        private void leftOut() {
            untold.incrementAndGet();
            listener.get().ifPresent(heard -> heard.accept(List.of()));
        }

        @Override
        public boolean tell(Consumer<List<Change>> heard) {
            listener.set(Optional.of(heard));
            return true;
        }

        @Override
        public boolean compareAndSet(List<Change> changes) {
            telling.readLock().lock();
            try {
                boolean done = shared.compareAndSet(changes);
                if (done) {
                    tellOthers(this, changes);
                }
                return done;
            } catch (ExternalException e) {
                // It may have been written, and nobody was told.
                doors.forEach(Door::leftOut);
                throw e;
            } finally {
                telling.readLock().unlock();
            }
        }

        /** Waits until all that was written before is told. */
        private <T> T told(T answer) {
            telling.writeLock().lock();
            telling.writeLock().unlock();
            return answer;
        }

        @Override
        public Optional<Entry> head(String key) {
            return told(shared.head(key));
        }

        @Override
        public List<Entry> scan(String key, long fromSeqno, int limit) {
            return told(shared.scan(key, fromSeqno, limit));
        }

        @Override
        public void truncate(String key, long belowSeqno) {
            shared.truncate(key, belowSeqno);
        }

        @Override
        public List<String> keys() {
            return shared.keys();
        }

        @Override
        public long outsideChanges() {
            return untold.get();
        }

        @Override
        public void close() {
            doors.remove(this);
        }
    }
}
