package dev.mizu.computeworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.Mfp;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A worker on its thread, and what it has said. */
final class ReplicaFixture implements AutoCloseable {
    final ComputeWorker worker;
    final Map<GlobalId, ComputeResponse.Frontiers> frontiers = new ConcurrentHashMap<>();
    final Map<GlobalId, List<ComputeResponse.SubscribeBatch>> subscribes = new ConcurrentHashMap<>();
    final Map<UUID, PeekResult> answers = new ConcurrentHashMap<>();
    final List<ComputeResponse.Failed> failed = new CopyOnWriteArrayList<>();
    final AtomicInteger replays = new AtomicInteger();
    final List<Throwable> crashes = new CopyOnWriteArrayList<>();
    private final LoopThread thread;

    ReplicaFixture(ShardAccess shards) {
        worker = new ComputeWorker(shards, this::hear);
        thread = LoopThread.start("replica", worker, crashes::add);
        worker.onWork(thread::wake);
        send(new ComputeCommand.CreateInstance());
        send(new ComputeCommand.Replayed());
    }

    private void hear(ComputeResponse response) {
        switch (response) {
            case ComputeResponse.Frontiers f -> frontiers.put(f.id(), f);
            case ComputeResponse.PeekAnswer a -> answers.put(a.id(), a.result());
            case ComputeResponse.SubscribeBatch b ->
                    subscribes.computeIfAbsent(b.id(), id -> new CopyOnWriteArrayList<>()).add(b);
            case ComputeResponse.Failed f -> failed.add(f);
            case ComputeResponse.Replayed r -> replays.incrementAndGet();
        }
    }

    void send(ComputeCommand command) {
        try {
            worker.send(command);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!done.getAsBoolean()) {
            assertThat(crashes).isEmpty();
            assertThat(failed).isEmpty();
            if (System.nanoTime() > end) {
                throw new AssertionError("gave up waiting for " + what + ": " + frontiers);
            }
            Thread.onSpinWait();
            try {
                Thread.sleep(0, 200_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void awaitUpper(GlobalId id, long upper) {
        await(id + " to reach " + upper, () ->
                frontiers.containsKey(id) && frontiers.get(id).writeFrontier() >= upper);
    }

    PeekResult peek(GlobalId index, Optional<List<Row>> keys, long time, int arity) {
        return peek(new ComputeCommand.PeekTarget.Index(index, keys), time, Mfp.identity(arity),
                Finishing.none(arity));
    }

    PeekResult peek(ComputeCommand.PeekTarget target, long time, Mfp mfp, Finishing finishing) {
        UUID id = UUID.randomUUID();
        send(new ComputeCommand.Peek(id, target, time, mfp, finishing));
        await("a peek at " + time, () -> answers.containsKey(id));
        return answers.remove(id);
    }

    static Map<Row, Long> counted(PeekResult result) {
        assertThat(result).isInstanceOf(PeekResult.Rows.class);
        Map<Row, Long> counts = new HashMap<>();
        ((PeekResult.Rows) result).rows().forEach(row -> counts.merge(row, 1L, Long::sum));
        return counts;
    }

    List<DataflowStats> stats() {
        List<List<DataflowStats>> answer = new CopyOnWriteArrayList<>();
        try {
            worker.introspect(answer::add);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        await("introspection", () -> !answer.isEmpty());
        return new ArrayList<>(answer.getFirst());
    }

    @Override
    public void close() {
        thread.close();
        assertThat(crashes).isEmpty();
    }
}
