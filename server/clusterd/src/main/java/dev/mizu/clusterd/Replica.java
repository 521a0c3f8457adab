package dev.mizu.clusterd;

import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.computeworker.ComputeWorker;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.connectors.kafka.KafkaReader;
import dev.mizu.connectors.loadgen.LoadGeneratorReader;
import dev.mizu.persist.PersistClient;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.SecretReader;
import dev.mizu.storageworker.StorageWorker;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

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
    private final StorageWorker storage;

    /**
     * The outside of a replica: where its data is, who tells secrets, who hears its answers, and how many bytes its
     * dataflows may keep.
     */
    public record Surroundings(
            ShardAccess shards, Function<Location, PersistClient> clients, SecretReader secrets, Answers answers,
            long bytesMax) {}

    /** Who hears what a replica says; called on its threads, must not block. */
    public record Answers(
            Consumer<ComputeResponse> compute, Consumer<StorageResponse> storage, Consumer<Throwable> failure) {}

    private Replica(String name, Surroundings surroundings) {
        this.worker = new ComputeWorker(surroundings.shards(), surroundings.answers().compute(),
                surroundings.bytesMax());
        this.loop = LoopThread.start("compute " + name, worker, surroundings.answers().failure());
        worker.onWork(loop::wake);
        this.forwarder = Thread.ofVirtual().name("commands " + name).start(this::forward);
        this.storage = new StorageWorker(surroundings.clients(), surroundings.secrets(), Clock.SYSTEM,
                surroundings.answers().storage(), Replica::open);
    }

    /** Every kind of source that this build knows. */
    private static SourceReader open(SourceOpener.Request request) {
        return switch (request.plan()) {
            case KafkaSourcePlan kafka -> KafkaReader.open(kafka, request);
            case LoadGeneratorPlan generator -> LoadGeneratorReader.open(generator, request);
        };
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
            queue(command);
        }
    }

    /** The same for a read, which waits for the next step: the caller, still one at a time, sees to {@link #assist}. */
    public void ask(ComputeCommand.Peek peek) {
        if (behind.get() > 0 || !worker.offerQuietly(peek)) {
            queue(peek);
        }
    }

    private void queue(ComputeCommand command) {
        behind.incrementAndGet();
        commands.add(command);
    }

    /** Has the reads asked before looked at, by the calling thread where that is the shortest way. Any thread. */
    public void assist() {
        loop.assist();
    }

    /** Any thread; never waits. */
    public void send(StorageCommand command) {
        storage.accept(command);
    }

    @Override
    public void close() {
        storage.close();
        forwarder.interrupt();
        loop.close();
    }
}
