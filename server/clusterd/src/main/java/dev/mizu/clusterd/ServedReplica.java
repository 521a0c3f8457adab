package dev.mizu.clusterd;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.error.SqlState;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.EvalError;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.PersistOptions;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.location.FileBlob;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekAnswer;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.protocol.wire.BodyTooLargeException;
import dev.mizu.protocol.wire.Message;
import dev.mizu.protocol.wire.StoreCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A replica over a region's stores, commanded through a connection. */
final class ServedReplica implements Brain.Listener {
    private static final ShardId TXNS = new ShardId("stxns");
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** The share of the heap that dataflows may keep; the rest is for what passes through. */
    private static final double KEPT = 0.6;

    private final Consumer<String> onEnd;
    private final Exclusive section = new Exclusive();
    /** Commands that came before the replica was ready. Guarded by the section, as is the replica. */
    private final List<Message> early = new ArrayList<>();

    private Optional<Replica> replica = Optional.empty();

    /** What a process is started with. */
    record Start(String name, Brain.Address address, Path data) {}

    private ServedReplica(Consumer<String> onEnd) {
        this.onEnd = onEnd;
    }

    /** Connects and starts; {@code onEnd} hears why it is over, on any thread. */
    static void run(Start start, Consumer<String> onEnd) throws IOException {
        ServedReplica served = new ServedReplica(onEnd);
        Brain brain = Brain.connect(start.address(), served);
        PersistOptions options = PersistOptions.DEFAULT.withLease(LEASE).withoutCompaction();
        PersistClient durable = PersistClient.open(new PersistLocation.Custom(
                FileBlob.beside(start.data().resolve("blob")), brain.consensus(Location.DURABLE), true), options);
        PersistClient memory = PersistClient.open(new PersistLocation.Custom(
                new RemoteBlob(brain), brain.consensus(Location.MEMORY), true), options);
        ShardAccess access = new ShardAccess.Locations(
                durable, TableShards.open(durable, TXNS), memory, TableShards.open(memory, TXNS));
        Replica running = Replica.start(start.name(), new Replica.Surroundings(access,
                location -> location == Location.DURABLE ? durable : memory,
                id -> RemoteBlob.content(brain.call(new StoreCall.Secret(id))).orElseThrow(),
                new Replica.Answers(response -> answer(brain, response),
                        response -> brain.send(new Message.StorageSays(response)),
                        failure -> {
                            failure.printStackTrace();
                            onEnd.accept("a background thread failed");
                        }), (long) (Runtime.getRuntime().maxMemory() * KEPT)));
        served.ready(running);
    }

    private static void answer(Brain brain, ComputeResponse response) {
        try {
            brain.send(new Message.ComputeSays(response));
        } catch (BodyTooLargeException e) {
            if (response instanceof PeekAnswer(var id, var result)) {
                brain.send(new Message.ComputeSays(new PeekAnswer(id, new PeekResult.Error(EvalError.of(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "result exceeds what a replica can send in one answer")))));
            } else {
                throw e;
            }
        }
    }

    private void ready(Replica running) {
        section.run(() -> {
            replica = Optional.of(running);
            early.forEach(message -> tell(running, message));
            early.clear();
        });
    }

    @Override
    public void heard(Message message) {
        section.run(() -> replica.ifPresentOrElse(running -> tell(running, message), () -> early.add(message)));
    }

    private static void tell(Replica running, Message message) {
        if (message instanceof Message.Compute(var command)) {
            running.send(command);
        } else if (message instanceof Message.Storage(var command)) {
            running.send(command);
        }
    }

    @Override
    public void ended(String reason) {
        onEnd.accept("the connection to the region is over: " + reason);
    }
}
