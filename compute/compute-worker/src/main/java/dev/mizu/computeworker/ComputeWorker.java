package dev.mizu.computeworker;

import dev.mizu.base.concurrent.Inbox;
import dev.mizu.base.concurrent.StepLoop;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeworker.export.ExportState;
import dev.mizu.computeworker.export.ShardSinkState;
import dev.mizu.computeworker.peek.IndexPeek;
import dev.mizu.computeworker.render.IndexSource;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.computeworker.shard.ShardFeed;
import dev.mizu.computeworker.shard.ShardPeek;
import dev.mizu.dataflow.Dataflow;
import dev.mizu.dataflow.Scheduler;
import dev.mizu.dataflow.operator.OutputTooLargeException;
import dev.mizu.expr.EvalError;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The compute half of a replica. Owns all its dataflows, arrangements and peeks, on the thread that steps it; commands
 * come through the inbox, responses leave through the outbox, which is called on that thread and must not block.
 */
public final class ComputeWorker implements StepLoop {
    private static final System.Logger LOG = System.getLogger(ComputeWorker.class.getName());
    private static final int INBOX = 4096;
    private static final int MESSAGES_A_STEP = 256;
    /** Thousands of rows that one peek may read in one step. */
    private static final int PEEK_SLICES = 16;
    /** Working steps between two looks at the memory in use; each takes in some ten thousand rows at most. */
    private static final int STEPS_A_LOOK = 64;

    private final Inbox<WorkerMessage> inbox = new Inbox<>(INBOX);
    private final Consumer<ComputeResponse> outbox;
    private final ShardAccess shards;
    private final DataflowInstaller installer;
    private final Scheduler scheduler = new Scheduler();
    private final Set<InstalledDataflow> dataflows = new LinkedHashSet<>();
    private final Map<GlobalId, InstalledDataflow> byExport = new HashMap<>();
    private final Map<ShardFeed, InstalledDataflow> byFeed = new HashMap<>();
    private final MemoryGuard memory;
    private final Peeks peeks = new Peeks();
    /** Commands of a connection that begins, until all have come. */
    private Optional<List<ComputeCommand>> replay = Optional.empty();
    private final Map<GlobalId, EvalError> failures = new HashMap<>();

    /** Peeks that wait or are being read. */
    private static final class Peeks {
        final Map<UUID, IndexPeek> ofIndexes = new LinkedHashMap<>();
        final Map<UUID, ShardPeek> ofShards = new HashMap<>();
    }

    /** A worker without a limit on its memory. */
    public ComputeWorker(ShardAccess shards, Consumer<ComputeResponse> outbox) {
        this(shards, outbox, Long.MAX_VALUE);
    }

    /** A worker whose dataflows may hold so many bytes; beyond, the one that asks for most at the time fails. */
    public ComputeWorker(ShardAccess shards, Consumer<ComputeResponse> outbox, long bytesMax) {
        this.memory = new MemoryGuard(bytesMax, STEPS_A_LOOK);
        this.shards = shards;
        this.outbox = outbox;
        this.installer = new DataflowInstaller(shards, inbox, outbox);
    }

    /** What to call when there is something to do, usually {@code LoopThread::wake}. */
    public void onWork(Runnable wake) {
        inbox.onPut(wake);
    }

    /** Hands in a command; waits while the inbox is full. Any thread. */
    public void send(ComputeCommand command) throws InterruptedException {
        inbox.put(new WorkerMessage.Command(command));
    }

    /** Hands in a command if there is room for it at once; whether there was. Any thread. */
    public boolean offer(ComputeCommand command) {
        return inbox.offer(new WorkerMessage.Command(command));
    }

    /** The same without waking anybody: the caller sees to the next step. */
    public boolean offerQuietly(ComputeCommand command) {
        return inbox.offerQuietly(new WorkerMessage.Command(command));
    }

    /** Has {@code answer} called on the loop with what the dataflows have done and keep. Any thread. */
    public void introspect(Consumer<List<DataflowStats>> answer) throws InterruptedException {
        inbox.put(new WorkerMessage.Introspect(answer));
    }

    @Override
    public boolean step() {
        boolean worked = false;
        for (int i = 0; i < MESSAGES_A_STEP; i++) {
            Optional<WorkerMessage> message = inbox.poll();
            if (message.isEmpty()) {
                break;
            }
            handle(message.get());
            worked = true;
        }
        worked |= scheduler.step(this::broken);
        if (worked) {
            memory.look(dataflows).ifPresent(greedy -> fail(greedy, memory.error(greedy)));
            for (InstalledDataflow dataflow : dataflows) {
                dataflow.advance(outbox);
            }
        }
        return servePeeks() | worked;
    }

    private void handle(WorkerMessage message) {
        switch (message) {
            case WorkerMessage.Command(ComputeCommand command) -> handle(command);
            case WorkerMessage.Delivered(List<ShardFeed.Delivery> deliveries) -> deliveries.forEach(delivery -> {
                InstalledDataflow dataflow = byFeed.get(delivery.feed());
                if (dataflow != null) {
                    dataflow.deliver(delivery);
                }
            });
            case WorkerMessage.FeedFailed(ShardFeed feed, RuntimeException failure) -> {
                InstalledDataflow dataflow = byFeed.get(feed);
                if (dataflow != null) {
                    fail(dataflow, EvalError.of(SqlState.INTERNAL, String.valueOf(failure.getMessage())));
                }
            }
            case WorkerMessage.Written(GlobalId id, long upper) -> written(id, upper);
            case WorkerMessage.Gathered(UUID id, PeekResult result) -> {
                if (peeks.ofShards.remove(id) != null) {
                    outbox.accept(new ComputeResponse.PeekAnswer(id, result));
                }
            }
            case WorkerMessage.SinkFailed(GlobalId id, RuntimeException failure) -> {
                InstalledDataflow dataflow = byExport.get(id);
                if (dataflow != null) {
                    fail(dataflow, EvalError.of(SqlState.INTERNAL, String.valueOf(failure.getMessage())));
                }
            }
            case WorkerMessage.Introspect(var answer) -> answer.accept(stats());
        }
    }

    private void handle(ComputeCommand command) {
        if (command instanceof ComputeCommand.CreateInstance) {
            replay = Optional.of(new ArrayList<>());
        } else if (replay.isPresent() && !(command instanceof ComputeCommand.Replayed)) {
            replay.get().add(command);
        } else {
            carryOut(command);
        }
    }

    private void carryOut(ComputeCommand command) {
        switch (command) {
            case ComputeCommand.CreateInstance create -> {}
            case ComputeCommand.Replayed replayed -> reconcile();
            case ComputeCommand.CreateDataflow(DataflowDescription description) -> create(description);
            case ComputeCommand.AllowCompaction(GlobalId id, long since) -> allowCompaction(id, since);
            case ComputeCommand.Peek peek -> peek(peek);
            case ComputeCommand.CancelPeek(UUID id) -> cancel(id);
        }
    }

    /** Goes on with what runs and is wanted still, ends the rest, and starts what is new. */
    private void reconcile() {
        List<ComputeCommand> wanted = replay.orElse(List.of());
        replay = Optional.empty();
        outbox.accept(new ComputeResponse.Replayed());
        peeks.ofIndexes.values().forEach(IndexPeek::close);
        peeks.ofIndexes.clear();
        peeks.ofShards.values().forEach(ShardPeek::stop);
        peeks.ofShards.clear();
        failures.clear();
        Set<InstalledDataflow> kept = new LinkedHashSet<>();
        for (ComputeCommand command : wanted) {
            if (command instanceof ComputeCommand.CreateDataflow(DataflowDescription description)) {
                same(description, kept).ifPresent(kept::add);
            }
        }
        for (InstalledDataflow dataflow : List.copyOf(dataflows)) {
            if (!kept.contains(dataflow)) {
                List.copyOf(dataflow.exports()).forEach(export -> drop(export.id()));
            }
        }
        kept.forEach(InstalledDataflow::reportAnew);
        for (ComputeCommand command : wanted) {
            boolean runs = command instanceof ComputeCommand.CreateDataflow(DataflowDescription description)
                    && description.exports().keySet().stream().anyMatch(byExport::containsKey);
            if (!runs) {
                carryOut(command);
            }
        }
    }

    /** The running dataflow that is the described one, provided that all whose indexes it reads go on too. */
    private Optional<InstalledDataflow> same(DataflowDescription wanted, Set<InstalledDataflow> kept) {
        return wanted.exports().keySet().stream().findFirst().map(byExport::get)
                .filter(dataflow -> dataflow.does(wanted))
                .filter(dataflow -> wanted.indexImports().keySet().stream().map(byExport::get)
                        .allMatch(source -> source != null && kept.contains(source)));
    }

    private void create(DataflowDescription description) {
        Map<GlobalId, IndexSource> imports = new HashMap<>();
        for (GlobalId id : description.indexImports().keySet()) {
            if (failures.containsKey(id)) {
                refuse(description, failures.get(id));
                return;
            }
            index(id).ifPresent(index -> imports.put(id, index));
        }
        InstalledDataflow dataflow;
        try {
            dataflow = installer.install(description, imports);
        } catch (SqlException unsupported) {
            refuse(description, EvalError.of(unsupported.error().code(), unsupported.error().message()));
            return;
        } catch (RuntimeException failure) {
            refuse(description, EvalError.of(
                    SqlState.INTERNAL, "internal error in building " + description.name() + ": " + failure));
            return;
        }
        for (GlobalId id : description.indexImports().keySet()) {
            dataflow.reads(Objects.requireNonNull(byExport.get(id)));
        }
        dataflows.add(dataflow);
        dataflow.exports().forEach(export -> byExport.put(export.id(), dataflow));
        dataflow.feeds().forEach(feed -> byFeed.put(feed, dataflow));
        scheduler.add(dataflow.dataflow());
    }

    private void refuse(DataflowDescription description, EvalError error) {
        description.exports().keySet().forEach(id -> failed(id, error));
    }

    private Optional<IndexSource> index(GlobalId id) {
        InstalledDataflow dataflow = byExport.get(id);
        if (dataflow != null) {
            for (ExportState export : dataflow.exports()) {
                if (export instanceof ExportState.Index index && export.id().equals(id)) {
                    return Optional.of(index.source());
                }
            }
        }
        return Optional.empty();
    }

    private void failed(GlobalId id, EvalError error) {
        failures.put(id, error);
        outbox.accept(new ComputeResponse.Failed(id, error));
    }

    private void broken(Dataflow dataflow, RuntimeException failure) {
        EvalError error;
        if (failure instanceof OutputTooLargeException) {
            error = MemoryGuard.error(dataflow.name() + ": " + failure.getMessage());
        } else {
            LOG.log(System.Logger.Level.ERROR, "dataflow " + dataflow.name() + " failed on a bug", failure);
            error = EvalError.of(SqlState.INTERNAL, "internal error in " + dataflow.name() + ": " + failure);
        }
        dataflows.stream().filter(installed -> installed.dataflow() == dataflow).toList()
                .forEach(installed -> fail(installed, error));
    }

    /** Ends a dataflow, and with it those that read its indexes: they would wait for ever. Only the error stays. */
    private void fail(InstalledDataflow dataflow, EvalError error) {
        if (dataflows.contains(dataflow)) {
            scheduler.abandon(dataflow.dataflow());
            forget(dataflow);
            dataflow.exports().forEach(export -> failed(export.id(), error));
            dataflows.stream().filter(other -> other.readsFrom(dataflow)).toList()
                    .forEach(other -> fail(other, error));
        }
    }

    private void forget(InstalledDataflow dataflow) {
        dataflows.remove(dataflow);
        dataflow.feeds().forEach(byFeed::remove);
        dataflow.exports().forEach(export -> byExport.remove(export.id()));
        dataflow.close();
    }

    private void written(GlobalId id, long upper) {
        InstalledDataflow dataflow = byExport.get(id);
        if (dataflow != null) {
            for (ExportState export : dataflow.exports()) {
                if (export instanceof ShardSinkState sink && export.id().equals(id)) {
                    sink.written(upper);
                }
            }
        }
    }

    private void allowCompaction(GlobalId id, long since) {
        if (since == Timestamps.CLOSED) {
            drop(id);
        } else {
            index(id).ifPresent(index -> index.trace().allowCompaction(since));
        }
    }

    private void drop(GlobalId id) {
        failures.remove(id);
        InstalledDataflow dataflow = byExport.remove(id);
        if (dataflow != null) {
            peeks.ofIndexes.values().stream().filter(peek -> peek.index().equals(id)).toList()
                    .forEach(peek -> answer(peek, new PeekResult.Unreadable("index " + id + " was dropped")));
            dataflow.exports().stream().filter(export -> export.id().equals(id)).toList().forEach(dataflow::drop);
            sweep();
        }
    }

    /** Forgets dataflows that nobody reads any more; those may be the last readers of others. */
    private void sweep() {
        for (boolean swept = true; swept; ) {
            List<InstalledDataflow> unused = dataflows.stream().filter(InstalledDataflow::unused).toList();
            for (InstalledDataflow dataflow : unused) {
                scheduler.remove(dataflow.dataflow());
                forget(dataflow);
            }
            swept = !unused.isEmpty();
        }
    }

    private void peek(ComputeCommand.Peek peek) {
        switch (peek.target()) {
            case ComputeCommand.PeekTarget.Shard shard -> peeks.ofShards.put(peek.id(),
                    ShardPeek.start(shards, peek, shard, result -> gathered(peek.id(), result)));
            case ComputeCommand.PeekTarget.Index target -> {
                Optional<IndexSource> index = index(target.id());
                EvalError failure = failures.get(target.id());
                if (failure != null) {
                    answer(peek.id(), new PeekResult.Error(failure));
                } else if (index.isEmpty()) {
                    answer(peek.id(), new PeekResult.Unreadable("index " + target.id() + " is not there"));
                } else if (index.get().trace().since() > peek.timestamp()) {
                    answer(peek.id(), new PeekResult.Unreadable("index " + target.id() + " at " + peek.timestamp()
                            + " is before its since " + index.get().trace().since()));
                } else {
                    peeks.ofIndexes.put(peek.id(), new IndexPeek(peek, target, index.get()));
                }
            }
        }
    }

    private void gathered(UUID id, PeekResult result) {
        try {
            inbox.put(new WorkerMessage.Gathered(id, result));
        } catch (InterruptedException e) {
            // The worker is going away with the peek.
            Thread.currentThread().interrupt();
        }
    }

    private void cancel(UUID id) {
        IndexPeek peek = peeks.ofIndexes.get(id);
        ShardPeek shardPeek = peeks.ofShards.remove(id);
        if (peek != null) {
            answer(peek, new PeekResult.Cancelled());
        } else if (shardPeek != null) {
            shardPeek.stop();
            answer(id, new PeekResult.Cancelled());
        }
    }

    private void answer(UUID id, PeekResult result) {
        outbox.accept(new ComputeResponse.PeekAnswer(id, result));
    }

    private void answer(IndexPeek peek, PeekResult result) {
        peeks.ofIndexes.remove(peek.id());
        peek.close();
        answer(peek.id(), result);
    }

    private boolean servePeeks() {
        if (peeks.ofIndexes.isEmpty()) {
            return false;
        }
        boolean worked = false;
        for (IndexPeek peek : new ArrayList<>(peeks.ofIndexes.values())) {
            if (failures.containsKey(peek.index())) {
                answer(peek, new PeekResult.Error(failures.get(peek.index())));
            } else if (peek.ready()) {
                step(peek).ifPresent(result -> answer(peek, result));
                worked = true;
            }
        }
        return worked;
    }

    /** What a read trips over is its own: the loop goes on. */
    private static Optional<PeekResult> step(IndexPeek peek) {
        try {
            return peek.step(PEEK_SLICES);
        } catch (RuntimeException failure) {
            return Optional.of(new PeekResult.Error(
                    EvalError.of(SqlState.INTERNAL, "internal error in a read: " + failure)));
        }
    }

    private List<DataflowStats> stats() {
        List<DataflowStats> stats = new ArrayList<>();
        for (InstalledDataflow dataflow : dataflows) {
            stats.add(dataflow.stats());
        }
        return stats;
    }

    /** Bytes of all dataflows' state. Called on the loop. */
    public long bytes() {
        return scheduler.bytes();
    }

    @Override
    public void close() {
        dataflows.forEach(InstalledDataflow::close);
        installer.close();
        peeks.ofShards.values().forEach(ShardPeek::stop);
    }
}
