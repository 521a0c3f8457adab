package dev.mizu.orchestrators.process;

import dev.mizu.base.id.GlobalId;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaConnection;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.wire.FrameChannel;
import dev.mizu.protocol.wire.Message;
import dev.mizu.protocol.wire.MessageCodec;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.SourcePlan;
import dev.mizu.storageplan.TextOrSecret;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connection to one process of a replica. Thread-safe. */
final class ReplicaWire implements ReplicaConnection, FrameChannel.Receiver, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReplicaWire.class.getName());

    private final String name;
    private final FrameChannel channel;
    private final StoreService stores;
    private final Consumer<ReplicaAnswer> answers;
    private final Consumer<ReplicaWire> onEnd;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Who hears the replica; {@code onEnd} is called once, when it is over and all of it was heard. */
    record Ears(Consumer<ReplicaAnswer> answers, Consumer<ReplicaWire> onEnd) {}

    ReplicaWire(String name, SocketChannel socket, Stores stores, Ears ears) throws IOException {
        this.name = name;
        this.answers = ears.answers();
        this.onEnd = ears.onEnd();
        this.channel = FrameChannel.over(socket, this);
        this.stores = new StoreService(stores, this::send);
    }

    /** Starts to listen to the replica. */
    void begin() {
        channel.begin("replica " + name);
    }

    private void send(Message message) {
        channel.send(MessageCodec.encode(message));
    }

    @Override
    public void send(ComputeCommand command) {
        send(new Message.Compute(command));
    }

    @Override
    public void send(StorageCommand command) {
        if (command instanceof StorageCommand.RunIngestion run) {
            secretsOf(run.plan().source()).forEach(stores::allow);
        }
        send(new Message.Storage(command));
    }

    private static List<GlobalId> secretsOf(SourcePlan source) {
        return switch (source) {
            case KafkaSourcePlan kafka -> secretsOf(kafka.connection());
            case LoadGeneratorPlan g -> List.of();
        };
    }

    private static List<GlobalId> secretsOf(KafkaConnection connection) {
        List<GlobalId> ids = new ArrayList<>();
        connection.sasl().ifPresent(sasl -> {
            ids.add(sasl.password());
            add(sasl.username(), ids);
        });
        connection.tls().ifPresent(tls -> {
            tls.key().ifPresent(ids::add);
            tls.certificate().ifPresent(value -> add(value, ids));
            tls.authority().ifPresent(value -> add(value, ids));
        });
        return ids;
    }

    private static void add(TextOrSecret value, List<GlobalId> ids) {
        if (value instanceof TextOrSecret.Secret(GlobalId id)) {
            ids.add(id);
        }
    }

    @Override
    public void received(byte[] body) {
        switch (MessageCodec.decode(body)) {
            case Message.ComputeSays(var response) -> answers.accept(new ReplicaAnswer.Compute(response));
            case Message.StorageSays(var response) -> answers.accept(new ReplicaAnswer.Storage(response));
            case Message.Call(long call, var question) -> Thread.ofVirtual().name("store call").start(
                    () -> send(new Message.Answer(call, stores.answer(question))));
            case Message.Compute m -> throw unexpected(m);
            case Message.Storage m -> throw unexpected(m);
            case Message.Answer m -> throw unexpected(m);
            case Message.Appended m -> throw unexpected(m);
            case Message.Untold m -> throw unexpected(m);
        }
    }

    private static IllegalStateException unexpected(Message message) {
        return new IllegalStateException("a replica does not say " + message.getClass().getSimpleName());
    }

    @Override
    public void ended(String reason) {
        LOG.log(System.Logger.Level.DEBUG, "connection to replica {0} ended, reason {1}", name, reason);
        stores.close();
        over.countDown();
        onEnd.accept(this);
    }

    /** Waits until all that the replica said has been heard. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        if (!over.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(System.Logger.Level.WARNING, "replica {0} is gone, its connection is not", name);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
