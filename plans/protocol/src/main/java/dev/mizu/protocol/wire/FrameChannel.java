package dev.mizu.protocol.wire;

import dev.mizu.base.concurrent.Exclusive;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Frames over one connection. Sending never waits: the sender's thread writes as much as the socket takes, so that a
 * small frame costs no hand-over, and the channel's own thread writes the rest. That thread also reads, and calls the
 * receiver. Thread-safe.
 */
public final class FrameChannel implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 4;

    private final SocketChannel socket;
    private final Selector selector;
    private final Receiver receiver;
    private final Exclusive sending = new Exclusive();
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private byte[] received = new byte[READ_BYTES];
    private int filled;

    /** Hears of frames, in order, and at last and once of the end; on the channel's thread, must not wait. */
    public interface Receiver {
        void received(byte[] body);

        void ended(String reason);
    }

    private FrameChannel(SocketChannel socket, Selector selector, Receiver receiver) {
        this.socket = socket;
        this.selector = selector;
        this.receiver = receiver;
    }

    /** Takes over a connected socket. Nothing is read before {@link #begin}. */
    public static FrameChannel over(SocketChannel socket, Receiver receiver) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.configureBlocking(false);
        Selector selector = Selector.open();
        socket.register(selector, SelectionKey.OP_READ);
        return new FrameChannel(socket, selector, receiver);
    }

    /** Starts the channel's thread. */
    public void begin(String name) {
        Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    /** Sends one frame, in the order of the calls; without effect once the connection is over. */
    public void send(byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length).putInt(body.length).put(body).flip();
        sending.run(() -> {
            if (closed.get()) {
                return;
            }
            try {
                if (unsent.isEmpty()) {
                    socket.write(frame);
                }
                if (frame.hasRemaining()) {
                    unsent.add(frame);
                    selector.wakeup();
                }
            } catch (IOException e) {
                // The reading side meets the same and reports the end.
                close();
            }
        });
    }

    private void run() {
        String reason = "closed";
        try {
            while (!closed.get()) {
                boolean more = sending.get(() -> !unsent.isEmpty());
                socket.keyFor(selector).interestOps(
                        more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
                selector.select();
                selector.selectedKeys().clear();
                writeRest();
                read();
            }
        } catch (IOException | RuntimeException e) {
            reason = closed.get() ? reason : String.valueOf(e.getMessage());
        } finally {
            close();
            release();
            receiver.ended(reason);
        }
    }

    private void writeRest() throws IOException {
        while (true) {
            ByteBuffer[] batch = sending.get(() -> unsent.toArray(ByteBuffer[]::new));
            if (batch.length == 0) {
                return;
            }
            socket.write(batch);
            boolean full = sending.get(() -> {
                while (!unsent.isEmpty() && !unsent.getFirst().hasRemaining()) {
                    unsent.removeFirst();
                }
                return !unsent.isEmpty();
            });
            if (full) {
                return;
            }
        }
    }

    private void read() throws IOException {
        while (true) {
            int count = socket.read(ByteBuffer.wrap(received, filled, received.length - filled));
            if (count < 0) {
                throw new EOFException("the peer closed the connection");
            }
            if (count == 0) {
                return;
            }
            filled += count;
            takeFrames();
        }
    }

    private void takeFrames() throws IOException {
        int start = 0;
        while (filled - start >= HEADER_BYTES) {
            int length = ByteBuffer.wrap(received, start, HEADER_BYTES).getInt();
            if (length < 0 || length > WireSink.BODY_MAX + HEADER_BYTES) {
                throw new IOException("a frame of " + length + " bytes");
            }
            if (filled - start - HEADER_BYTES < length) {
                makeRoom(start, length + HEADER_BYTES);
                return;
            }
            int from = start + HEADER_BYTES;
            start = from + length;
            receiver.received(Arrays.copyOfRange(received, from, start));
        }
        makeRoom(start, 0);
    }

    /** Moves what is not taken to the front of a buffer that holds the frame it begins, and is not larger for long. */
    private void makeRoom(int start, int needed) {
        int rest = filled - start;
        int capacity = Math.max(needed, READ_BYTES);
        if (start > 0 || capacity != received.length) {
            byte[] next = capacity == received.length ? received : new byte[capacity];
            System.arraycopy(received, start, next, 0, rest);
            received = next;
            filled = rest;
        }
    }

    /** Ends the connection; what was not sent yet is lost. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void release() {
        try (socket; selector) {
            sending.run(unsent::clear);
        } catch (IOException e) {
            // Nobody uses it any more.
            return;
        }
    }
}
