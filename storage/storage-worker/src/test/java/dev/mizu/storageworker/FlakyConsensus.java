package dev.mizu.storageworker;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.location.Consensus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A consensus whose steps fail before or after they were taken, and that never comes back once it was killed. */
final class FlakyConsensus implements Consensus {
    private final Consensus consensus;
    private final SplittableRandom random;
    int failurePercent;
    boolean killed;

    FlakyConsensus(Consensus consensus, SplittableRandom random) {
        this.consensus = consensus;
        this.random = random;
    }

    private void maybeFail(int percent) {
        if (killed || random.nextInt(100) < percent) {
            throw ExternalException.retryable("the disk is away", new IOException());
        }
    }

    @Override
    public boolean compareAndSet(List<Change> changes) {
        maybeFail(failurePercent);
        boolean done = consensus.compareAndSet(changes);
        maybeFail(failurePercent);
        return done;
    }

    @Override
    public Optional<Entry> head(String key) {
        maybeFail(0);
        return consensus.head(key);
    }

    @Override
    public List<Entry> scan(String key, long fromSeqno, int limit) {
        maybeFail(0);
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
