package dev.mizu.clusterd;

import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.error.ExternalException;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.protocol.wire.FrameChannel;
import dev.mizu.protocol.wire.Handshake;
import dev.mizu.protocol.wire.Message;
import dev.mizu.protocol.wire.MessageCodec;
import dev.mizu.protocol.wire.StoreAnswer;
import dev.mizu.protocol.wire.StoreCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The way of a replica's process to its region, over one connection after the other. Thread-safe. */
final class Brain {
    private static final System.Logger LOG = System.getLogger(Brain.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration REDIAL_PAUSE = Duration.ofMillis(200);
    private static final int REDIALS = 50;

    private final Address address;
    private final Listener listener;
    private final AtomicReference<Link> link = new AtomicReference<>();
    private final Map<Long, Promise<StoreAnswer>> calls = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Location, RemoteConsensus> told = new ConcurrentHashMap<>();

    /** Who hears what the region says, on the connection's thread; must not wait. */
    interface Listener {
        /** A command. */
        void heard(Message message);

        /** The connection is over and cannot be made again. */
        void ended(String reason);
    }

    /** Where the region is, and how to prove who we are. */
    record Address(int port, Handshake.Identity identity, Handshake.Secret secret) {}

    /** One connection; {@code lost} is set before the calls that wait on it are told. */
    private record Link(FrameChannel channel, AtomicBoolean lost) {}

    private Brain(Address address, Listener listener) {
        this.address = address;
        this.listener = listener;
    }

    /** Dials the region and proves who we are. */
    static Brain connect(Address address, Listener listener) throws IOException {
        Brain brain = new Brain(address, listener);
        brain.dial();
        return brain;
    }

    private void dial() throws IOException {
        SocketChannel socket =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
        try {
            Handshake.introduce(socket.socket(), address.identity(), address.secret());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        AtomicBoolean lost = new AtomicBoolean();
        FrameChannel channel = FrameChannel.over(socket, new FrameChannel.Receiver() {
            @Override
            public void received(byte[] body) {
                receive(MessageCodec.decode(body), listener::heard);
            }

            @Override
            public void ended(String reason) {
                lost.set(true);
                lost(reason);
            }
        });
        link.set(new Link(channel, lost));
        channel.begin("brain");
    }

    /** Nothing was told while there was no connection: shards are asked about until all are known again. */
    private void lost(String reason) {
        told.values().forEach(RemoteConsensus::leftOut);
        calls.values().forEach(call -> call.complete(new StoreAnswer.Failed(true, "the region's connection is lost")));
        for (int i = 0; i < REDIALS; i++) {
            try {
                Thread.sleep(REDIAL_PAUSE); // tidy-allow: sleep, there is nothing to wait for but time
                dial();
                told.values().forEach(RemoteConsensus::leftOut);
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.INFO, "the region cannot be reached, reason {0}", e.getMessage());
            } catch (InterruptedException e) {
                break;
            }
        }
        listener.ended(reason);
    }

    private void receive(Message message, Consumer<Message> commands) {
        switch (message) {
            case Message.Compute command -> commands.accept(command);
            case Message.Storage command -> commands.accept(command);
            case Message.Answer(long call, var answer) ->
                    Optional.ofNullable(calls.remove(call)).ifPresent(promise -> promise.complete(answer));
            case Message.Appended(var location, var appends) ->
                    Optional.ofNullable(told.get(location)).ifPresent(consensus -> consensus.heard(appends));
            case Message.Untold(var location) ->
                    Optional.ofNullable(told.get(location)).ifPresent(RemoteConsensus::leftOut);
            case Message.ComputeSays m -> throw unexpected(m);
            case Message.StorageSays m -> throw unexpected(m);
            case Message.Call m -> throw unexpected(m);
        }
    }

    private static IllegalStateException unexpected(Message message) {
        return new IllegalStateException("a region does not say " + message.getClass().getSimpleName());
    }

    /** Without effect while there is no connection. */
    void send(Message message) {
        Objects.requireNonNull(link.get()).channel().send(MessageCodec.encode(message));
    }

    /** The consensus of a location, served by the region. */
    RemoteConsensus consensus(Location location) {
        return told.computeIfAbsent(location, at -> new RemoteConsensus(this, at));
    }

    /** Asks the region and waits for the answer, whatever interrupts: callers close what they have in the same way. */
    StoreAnswer call(StoreCall question) {
        long number = numbers.incrementAndGet();
        Promise<StoreAnswer> promise = new Promise<>();
        calls.put(number, promise);
        Link over = Objects.requireNonNull(link.get());
        over.channel().send(MessageCodec.encode(new Message.Call(number, question)));
        if (over.lost().get()) {
            promise.complete(new StoreAnswer.Failed(true, "the region's connection is lost"));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Optional<StoreAnswer> answer =
                            promise.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                    return checked(question, answer.orElseThrow(() -> unanswered(question)));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            calls.remove(number);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ExternalException unanswered(StoreCall question) {
        String what = question.getClass().getSimpleName();
        return ExternalException.retryable("the region has not answered within " + PATIENCE.toSeconds() + " s: " + what,
                new TimeoutException(what));
    }

    private static StoreAnswer checked(StoreCall question, StoreAnswer answer) {
        if (answer instanceof StoreAnswer.Failed(boolean retryable, String message)) {
            IOException cause = new IOException("the region could not do " + question.getClass().getSimpleName());
            throw retryable ? ExternalException.retryable(message, cause) : ExternalException.permanent(message, cause);
        }
        return answer;
    }
}
