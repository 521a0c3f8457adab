package dev.mizu.pgwire;

import java.io.IOException;
import java.io.InputStream;

/**
 * A thread that reads from the client while the connection's own thread waits for rows: how a client that went away
 * is noticed. A blocked read cannot be taken back without closing the socket, so the thread goes on reading into the
 * free part of the buffer until that is full or the client is gone; the connection's thread consumes what is behind
 * {@link #awaitBeyond} meanwhile. The two share only the number of bytes read and the callback, under this monitor.
 */
final class ReadAhead implements Runnable {
    private static final Runnable NOTHING = () -> { };

    private final InputStream in;
    private final byte[] buffer;
    private int limit;
    private boolean ended;
    private Runnable onGone = NOTHING;

    private ReadAhead(InputStream in, byte[] buffer, int limit) {
        this.in = in;
        this.buffer = buffer;
        this.limit = limit;
    }

    /** Reads behind {@code limit}, on a thread of its own. */
    static ReadAhead start(InputStream in, byte[] buffer, int limit) {
        ReadAhead readAhead = new ReadAhead(in, buffer, limit);
        Thread.ofVirtual().name("pgwire-read-ahead").start(readAhead);
        return readAhead;
    }

    /** Calls {@code action}, from any thread, once the client is gone. */
    synchronized void whenGone(Runnable action) {
        onGone = action;
    }

    synchronized void forgetAction() {
        onGone = NOTHING;
    }

    /** Waits until there are more bytes than {@code seen}, or reading has ended; returns how many there are. */
    synchronized int awaitBeyond(int seen) {
        boolean interrupted = false;
        while (limit <= seen && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return limit;
    }

    @Override
    public void run() {
        int at = buffered();
        int count = 0;
        while (at < buffer.length && count >= 0) {
            try {
                count = in.read(buffer, at, buffer.length - at);
            } catch (IOException e) {
                count = -1;
            }
            at += Math.max(count, 0);
            publish(at, at == buffer.length || count < 0);
        }
        if (count < 0) {
            gone().run();
        }
    }

    private synchronized int buffered() {
        return limit;
    }

    private synchronized Runnable gone() {
        return onGone;
    }

    private synchronized void publish(int newLimit, boolean end) {
        limit = newLimit;
        ended |= end;
        notifyAll();
    }
}
