package dev.mizu.computeworker;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeworker.export.ExportState;
import dev.mizu.computeworker.export.ShardSinkState;
import dev.mizu.computeworker.export.SubscribeState;
import dev.mizu.computeworker.shard.ShardFeed;
import dev.mizu.dataflow.Dataflow;
import dev.mizu.dataflow.FedInput;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A dataflow of the replica with the threads that feed it and what it exports. Owned by the loop. */
final class InstalledDataflow {
    /** Bytes that may wait before an input before its feed is held up. */
    private static final long WAITING_BYTES = 16L << 20;

    private final DataflowDescription description;
    private final Dataflow dataflow;
    private final Map<ShardFeed, FedInput> feeds = new HashMap<>();
    private final Set<InstalledDataflow> sources = new HashSet<>();
    private final List<ShardFeed> heldUp = new ArrayList<>();
    private final List<ExportState> exports;
    private final Map<GlobalId, ComputeResponse.Frontiers> reported = new HashMap<>();
    private final List<ExportState.Index> dropped = new ArrayList<>();

    InstalledDataflow(DataflowDescription description, Dataflow dataflow, List<ExportState> exports) {
        this.description = description;
        this.dataflow = dataflow;
        this.exports = new ArrayList<>(exports);
    }

    Dataflow dataflow() {
        return dataflow;
    }

    List<ExportState> exports() {
        return exports;
    }

    /** Whether this does what is described, and can give what is asked at the described time and later. */
    boolean does(DataflowDescription wanted) {
        boolean complete = exports.size() == wanted.exports().size() && description.asOf() <= wanted.asOf();
        return complete && description.at(0, 0).equals(wanted.at(0, 0)) && description.until() == wanted.until()
                && exports.stream().allMatch(export -> switch (export) {
                    case ExportState.Index index -> index.source().trace().since() <= wanted.asOf();
                    case ShardSinkState sink -> true;
                    // What it said on the way to an earlier connection's end may be lost.
                    case SubscribeState subscribe -> false;
                });
    }

    /** Has everything told again that the controller knows of the exports. */
    void reportAnew() {
        reported.clear();
    }

    /** Remembers a dataflow whose index this one imports. */
    void reads(InstalledDataflow other) {
        sources.add(other);
    }

    boolean readsFrom(InstalledDataflow other) {
        return sources.contains(other);
    }

    void addFeed(ShardFeed feed, FedInput input) {
        feeds.put(feed, input);
    }

    /** Takes what a feed delivers, and lets it go on unless much is waiting already. */
    void deliver(ShardFeed.Delivery delivery) {
        FedInput input = Objects.requireNonNull(feeds.get(delivery.feed()));
        delivery.rows().forEach(input::send);
        delivery.errors().forEach(input::sendErrors);
        input.advance(delivery.frontier());
        heldUp.add(delivery.feed());
        letGo();
    }

    private void letGo() {
        heldUp.removeIf(feed -> {
            FedInput input = Objects.requireNonNull(feeds.get(feed));
            // One tick may be larger than the bound, and nothing of it is taken before all of it is there.
            boolean room = input.bytes() < WAITING_BYTES || dataflow.starved(input);
            if (room) {
                feed.credit();
            }
            return room;
        });
    }

    /** Tells the exports how far the dataflow is, and the controller what is new of them. */
    void advance(Consumer<ComputeResponse> outbox) {
        if (!heldUp.isEmpty()) {
            letGo();
        }
        if (dataflow.closed()) {
            feeds.keySet().forEach(ShardFeed::stop);
        }
        long upper = dataflow.upper();
        for (ExportState export : exports) {
            export.advance(upper);
            ComputeResponse.Frontiers now = export.frontiers(upper, dataflow.hydrated());
            if (!now.equals(reported.get(export.id()))) {
                reported.put(export.id(), now);
                outbox.accept(now);
            }
        }
    }

    Set<ShardFeed> feeds() {
        return feeds.keySet();
    }

    /** Whether all exports are dropped and no other dataflow reads what they were. */
    boolean unused() {
        return exports.isEmpty() && dropped.stream().noneMatch(index -> index.source().trace().imported());
    }

    DataflowStats stats() {
        return new DataflowStats(dataflow.name(), exports.stream().map(ExportState::id).toList(),
                dataflow.upper(), dataflow.hydrated(), dataflow.bytes(), dataflow.stats());
    }

    /** Ends a dropped export. */
    void drop(ExportState export) {
        export.close();
        if (export instanceof ExportState.Index index) {
            index.source().trace().allowCompaction(Timestamps.CLOSED);
            dropped.add(index);
        }
        exports.remove(export);
        reported.remove(export.id());
    }

    void close() {
        feeds.keySet().forEach(ShardFeed::stop);
        exports.forEach(ExportState::close);
    }
}
