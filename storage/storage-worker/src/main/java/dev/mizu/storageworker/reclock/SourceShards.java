package dev.mizu.storageworker.reclock;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.AppendResult;
import dev.mizu.persist.Listen;
import dev.mizu.persist.ListenBatch;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.Reader;
import dev.mizu.persist.ShardAppend;
import dev.mizu.persist.SinceException;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.storageplan.SourcePlan;
import dev.mizu.storageworker.source.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The output shards and the progress shard of one ingestion, and what is known of them: their common upper and the
 * positions bound below it. Owned by the ingestion's thread. Any number of instances may exist for the same shards;
 * the one whose append comes second gets a {@link RaceException} and must start again from what is stored.
 */
public final class SourceShards {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PersistClient client;
    private final List<ShardId> outputs;
    private final ShardId progress;
    private final ProgressRows rows;
    private long upper;
    private Positions positions = Positions.NONE;
    private List<byte[]> stored = List.of();

    private SourceShards(PersistClient client, List<ShardId> outputs, ShardId progress, SourcePlan plan) {
        this.client = client;
        this.outputs = outputs;
        this.progress = progress;
        this.rows = new ProgressRows(plan);
    }

    /** Reads what is stored. {@link #closed} afterwards when the shards were dropped. */
    public static SourceShards open(
            PersistClient client, List<ShardId> outputs, ShardId progress, SourcePlan plan) {
        SourceShards shards = new SourceShards(client, outputs, progress, plan);
        shards.align();
        if (!shards.closed() && shards.upper > Timestamps.MIN) {
            List<byte[]> found = new ArrayList<>();
            shards.snapshot(progress, chunk -> {
                for (int i = 0; i < chunk.size(); i++) {
                    found.add(chunk.row(i));
                }
            });
            shards.stored = found;
            shards.positions = shards.rows.decode(found);
        }
        return shards;
    }

    private List<ShardId> all() {
        return Stream.concat(outputs.stream(), Stream.of(progress)).toList();
    }

    /**
     * Brings all shards to one upper, at which they can be read. Steps keep the uppers equal, so a shard that lags was
     * never written by one: it may be moved without data if nothing was bound meanwhile.
     */
    private void align() {
        List<ShardId> all = all();
        List<Long> uppers = all.stream().map(client::upper).toList();
        long first = uppers.stream().mapToLong(Long::longValue).min().orElseThrow();
        long last = uppers.stream().mapToLong(Long::longValue).max().orElseThrow();
        upper = last;
        if (closed()) {
            return;
        }
        if (first < last && boundSince(first)) {
            throw ExternalException.permanent(
                    "the shards of the source disagree: one is complete up to " + first + ", another up to " + last
                            + ", and upstream positions were bound in between", new IllegalStateException());
        }
        if (last > Timestamps.MIN) {
            long readable = last;
            for (ShardId shard : all) {
                try (Reader reader = client.openReader(shard, "ingestion")) {
                    readable = Math.max(readable, reader.since() + 1);
                }
            }
            List<ShardAppend> appends = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (uppers.get(i) < readable) {
                    appends.add(new ShardAppend(all.get(i), Updates.EMPTY, uppers.get(i), readable));
                }
            }
            if (!appends.isEmpty()) {
                commit(appends);
            }
            upper = readable;
        }
    }

    private boolean boundSince(long time) {
        try (Reader reader = client.openReader(progress, "ingestion")) {
            long end = reader.upper();
            if (end <= time) {
                return false;
            }
            try (Listen listen = reader.listenFrom(time)) {
                long reached = time;
                while (reached < end) {
                    ListenBatch batch = listen.nextBatch(PATIENCE).orElseThrow(
                            () -> ExternalException.retryable("the progress shard cannot be read", new Exception()));
                    if (!batch.updates().isEmpty()) {
                        return true;
                    }
                    reached = batch.upper();
                }
            }
            return false;
        }
    }

    /** The first time that is not written; times of the next step are at or after it. */
    public long upper() {
        return upper;
    }

    /** How far upstream is contained in the shards. */
    public Positions positions() {
        return positions;
    }

    /** Whether nothing can ever be written again. */
    public boolean closed() {
        return upper == Timestamps.CLOSED;
    }

    /** Gives the stored rows of an output, in chunks, each with its multiplicity. */
    public void readOutput(int output, Consumer<Updates> chunks) {
        if (upper > Timestamps.MIN) {
            snapshot(outputs.get(output), chunks);
        }
    }

    private void snapshot(ShardId shard, Consumer<Updates> chunks) {
        try (Reader reader = client.openReader(shard, "ingestion");
                Snapshot snapshot = reader.snapshot(upper - 1, PATIENCE)) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                chunks.accept(chunk.get());
            }
        } catch (SinceException e) {
            // Its since was below our upper when we aligned: only a rival's steps let it pass.
            throw new RaceException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * One step: the outputs' updates, all at {@code time}, and with them the binding of {@code reached} to it. Durable
     * on return.
     *
     * @throws RaceException when somebody else wrote first; nothing was written
     */
    public void append(long time, List<Updates> updates, Positions reached) {
        List<byte[]> next = stored;
        UpdatesBuilder bindings = Updates.builder();
        if (!reached.equals(positions)) {
            next = rows.encode(reached);
            stored.forEach(row -> bindings.add(row, time, -1));
            next.forEach(row -> bindings.add(row, time, 1));
        }
        List<ShardAppend> appends = new ArrayList<>();
        appends.add(new ShardAppend(progress, bindings.build(), upper, time + 1));
        for (int i = 0; i < outputs.size(); i++) {
            appends.add(new ShardAppend(outputs.get(i), updates.get(i), upper, time + 1));
        }
        commit(appends);
        upper = time + 1;
        positions = reached;
        stored = next;
    }

    private void commit(List<ShardAppend> appends) {
        if (client.multiShardAppend().append(appends) instanceof AppendResult.UpperMismatch(
                ShardId shard, long current)) {
            throw new RaceException("the upper of shard " + shard + " is " + current + ", not " + upper);
        }
    }
}
