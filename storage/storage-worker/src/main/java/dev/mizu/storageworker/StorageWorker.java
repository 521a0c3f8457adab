package dev.mizu.storageworker;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.concurrent.LoopThread;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.PersistClient;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageCommand.StopIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.storageplan.SecretReader;
import dev.mizu.storageworker.source.SourceOpener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ingestions of one replica, each on a thread of its own. Thread-safe; commands return at once. */
public final class StorageWorker implements AutoCloseable {
    private final Function<ShardRef.Location, PersistClient> clients;
    private final Ingestion.World world;
    private final Exclusive section = new Exclusive();
    private final Map<GlobalId, Running> running = new HashMap<>();
    /** Told to stop; some may not have ended yet. */
    private final List<Thread> stopping = new ArrayList<>();

    private record Running(RunIngestion command, LoopThread loop) {}

    /**
     * @param listener hears statuses and statistics, on the ingestions' threads; short
     * @param opener makes readers of sources
     */
    public StorageWorker(
            Function<ShardRef.Location, PersistClient> clients, SecretReader secrets, Clock clock,
            Consumer<StorageResponse> listener, SourceOpener opener) {
        this.clients = clients;
        this.world = new Ingestion.World(secrets, clock, listener, opener);
    }

    public void accept(StorageCommand command) {
        section.run(() -> {
            switch (command) {
                case RunIngestion run -> run(run);
                case StopIngestion stop -> stop(stop.id());
            }
        });
    }

    private void run(RunIngestion command) {
        if (Optional.ofNullable(running.get(command.id())).filter(r -> r.command().equals(command)).isPresent()) {
            return;
        }
        stop(command.id());
        Ingestion ingestion = new Ingestion(command, clients.apply(command.progress().location()), world);
        LoopThread loop = LoopThread.start("ingestion-" + command.id(), ingestion, ingestion::died);
        running.put(command.id(), new Running(command, loop));
    }

    /** An ingestion that is still ending while its successor runs is harmless: their appends exclude each other. */
    private void stop(GlobalId id) {
        stopping.removeIf(thread -> !thread.isAlive());
        Optional.ofNullable(running.remove(id)).ifPresent(
                old -> stopping.add(Thread.startVirtualThread(old.loop()::close)));
    }

    /** Stops all ingestions and returns when they have ended. Their shards stay as they are. */
    @Override
    public void close() {
        List<Thread> ending = section.get(() -> {
            List.copyOf(running.keySet()).forEach(this::stop);
            return List.copyOf(stopping);
        });
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
