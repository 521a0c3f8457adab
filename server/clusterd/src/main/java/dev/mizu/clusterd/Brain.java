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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The connection of a replica's process to its region. Thread-safe. */
final class Brain {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FrameChannel channel;
    private final Map<Long, Promise<StoreAnswer>> calls = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Location, RemoteConsensus> told = new ConcurrentHashMap<>();

    /** Who hears what the region says, on the connection's thread; must not wait. */
    interface Listener {
        /** A command. */
        void heard(Message message);

        /** The connection is over. */
        void ended(String reason);
    }

    private Brain(SocketChannel socket, Listener listener) throws IOException {
        this.channel = FrameChannel.over(socket, new FrameChannel.Receiver() {
            @Override
            public void received(byte[] body) {
                receive(MessageCodec.decode(body), listener::heard);
            }

            @Override
            public void ended(String reason) {
                listener.ended(reason);
            }
        });
    }

    /** Dials the region and proves who we are. */
    static Brain connect(int port, Handshake.Identity identity, Handshake.Secret secret, Listener listener)
            throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Handshake.introduce(socket.socket(), identity, secret);
        Brain brain = new Brain(socket, listener);
        brain.channel.begin("brain");
        return brain;
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

    void send(Message message) {
        channel.send(MessageCodec.encode(message));
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
        send(new Message.Call(number, question));
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
