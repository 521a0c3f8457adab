package dev.mizu.pgwire;

import dev.mizu.base.concurrent.Growth;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that reads from the client while the connection's own thread waits for rows: how a client that went away
 * is noticed. A blocked read cannot be taken back without closing the socket, so the thread goes on reading into the
 * free part of the buffer until that is full or the client is gone; the connection's thread consumes what is behind
 * {@link #awaitBeyond} meanwhile. The two share only the number of bytes read, which publishes them, and the callback.
 */
final class ReadAhead implements Runnable {
    private static final Runnable NOTHING = () -> { };

    private final InputStream in;
    private final byte[] buffer;
    private final Growth limit;
    private final AtomicReference<Runnable> onGone = new AtomicReference<>(NOTHING);

    private ReadAhead(InputStream in, byte[] buffer, int limit) {
        this.in = in;
        this.buffer = buffer;
        this.limit = new Growth(limit);
    }

    /** Reads behind {@code limit}, on a thread of its own. */
    static ReadAhead start(InputStream in, byte[] buffer, int limit) {
        ReadAhead readAhead = new ReadAhead(in, buffer, limit);
        Thread.ofVirtual().name("pgwire-read-ahead").start(readAhead);
        return readAhead;
    }

    /** Calls {@code action}, from any thread, once the client is gone. */
    void whenGone(Runnable action) {
        onGone.set(action);
    }

    void forgetAction() {
        onGone.set(NOTHING);
    }

    /** Waits until there are more bytes than {@code seen}, or reading has ended; returns how many there are. */
    int awaitBeyond(int seen) {
        try {
            return Math.toIntExact(limit.awaitBeyond(seen));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            limit.end();
            return Math.toIntExact(limit.reached());
        }
    }

    /** Waits for the same, but not for longer than {@code patience}; false when that is over. */
    boolean awaitBeyond(int seen, Duration patience) {
        try {
            return limit.awaitBeyond(seen, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            limit.end();
            return true;
        }
    }

    @Override
    public void run() {
        int at = Math.toIntExact(limit.reached());
        int count = 0;
        while (at < buffer.length && count >= 0) {
            try {
                count = in.read(buffer, at, buffer.length - at);
            } catch (IOException e) {
                count = -1;
            }
            at += Math.max(count, 0);
            limit.reach(at);
        }
        limit.end();
        if (count < 0) {
            onGone.get().run();
        }
    }
}
