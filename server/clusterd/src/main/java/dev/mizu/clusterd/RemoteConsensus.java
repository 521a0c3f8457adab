package dev.mizu.clusterd;

import dev.mizu.base.Check;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.persist.location.Consensus;
import dev.mizu.protocol.wire.StoreAnswer;
import dev.mizu.protocol.wire.StoreCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The consensus of a location as its region serves and tells it. Thread-safe. */
final class RemoteConsensus implements Consensus {
    private final Brain brain;
    private final Location location;
    private final AtomicReference<Consumer<List<Change>>> listener = new AtomicReference<>(changes -> {});
    private final AtomicLong untold = new AtomicLong();

    RemoteConsensus(Brain brain, Location location) {
        this.brain = brain;
        this.location = location;
    }

    @Override
    public boolean tell(Consumer<List<Change>> heard) {
        listener.set(heard);
        return true;
    }

    /** Others appended. */
    void heard(List<StoreCall.Append> appends) {
        listener.get().accept(appends.stream()
                .map(append -> new Change(append.key(), new Entry(append.seqno(), append.value()))).toList());
    }

    /** Others may have appended what was not told. */
    void leftOut() {
        untold.incrementAndGet();
        listener.get().accept(List.of());
    }

    @Override
    public Optional<Entry> head(String key) {
        return entries(brain.call(new StoreCall.Head(location, key))).stream().findFirst();
    }

    @Override
    public boolean compareAndSet(List<Change> changes) {
        StoreAnswer answer = brain.call(new StoreCall.CompareAndSet(location, changes.stream()
                .map(change -> new StoreCall.Append(change.key(), change.entry().seqno(), change.entry().value()))
                .toList()));
        Check.that(answer instanceof StoreAnswer.Done, "an append is done or not");
        return ((StoreAnswer.Done) answer).done();
    }

    @Override
    public List<Entry> scan(String key, long fromSeqno, int limit) {
        return entries(brain.call(new StoreCall.Scan(location, key, fromSeqno, limit)));
    }

    private static List<Entry> entries(StoreAnswer answer) {
        Check.that(answer instanceof StoreAnswer.Entries, "a history has entries");
        return ((StoreAnswer.Entries) answer).entries().stream()
                .map(append -> new Entry(append.seqno(), append.value())).toList();
    }

    @Override
    public void truncate(String key, long belowSeqno) {
        brain.call(new StoreCall.Truncate(location, key, belowSeqno));
    }

    @Override
    public List<String> keys() {
        return RemoteBlob.names(brain.call(new StoreCall.Keys(location)));
    }

    @Override
    public long outsideChanges() {
        return untold.get();
    }

    @Override
    public void close() {}
}
