package dev.mizu.clusterd;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.computeworker.ComputeWorker;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A running replica. Whoever commands never waits for the loop, which may be waiting for it: what does not fit into
 * the loop's inbox is queued without bound, and a thread of its own hands it over, in order.
 */
public final class Replica implements AutoCloseable {
    private final ComputeWorker worker;
    private final LoopThread loop;
    private final LinkedBlockingQueue<ComputeCommand> commands = new LinkedBlockingQueue<>();
    /** Commands queued and not yet in the inbox; while there are any, later ones queue behind them. */
    private final AtomicInteger behind = new AtomicInteger();
    private final Thread forwarder;

    /** The outside of a replica: where its data is, and who hears its answers. */
    public record Surroundings(
            ShardAccess shards, Consumer<ComputeResponse> answers, Consumer<Throwable> onFailure) {}

    private Replica(String name, Surroundings surroundings) {
        this.worker = new ComputeWorker(surroundings.shards(), surroundings.answers());
        this.loop = LoopThread.start("compute " + name, worker, surroundings.onFailure());
        worker.onWork(loop::wake);
        this.forwarder = Thread.ofVirtual().name("commands " + name).start(this::forward);
    }

    public static Replica start(String name, Surroundings surroundings) {
        return new Replica(name, surroundings);
    }

    private void forward() {
        try {
            while (true) {
                worker.send(commands.take());
                behind.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread at a time; never waits. */
    public void send(ComputeCommand command) {
        if (behind.get() > 0 || !worker.offer(command)) {
            behind.incrementAndGet();
            commands.add(command);
        }
    }

    @Override
    public void close() {
        forwarder.interrupt();
        loop.close();
    }
}
