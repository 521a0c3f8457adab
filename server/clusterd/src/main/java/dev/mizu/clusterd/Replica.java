package dev.mizu.clusterd;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.computeworker.ComputeWorker;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A running replica. Commands are queued without bound and handed to the compute loop by a thread of their own, so
 * that whoever commands never waits for the loop, which may be waiting for it.
 */
public final class Replica implements AutoCloseable {
    private final ComputeWorker worker;
    private final LoopThread loop;
    private final LinkedBlockingQueue<ComputeCommand> commands = new LinkedBlockingQueue<>();
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
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Any thread; never waits. */
    public void send(ComputeCommand command) {
        commands.add(command);
    }

    @Override
    public void close() {
        forwarder.interrupt();
        loop.close();
    }
}
