package dev.mizu.pgwire;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes messages apart. Owns the input buffer, on the connection's thread; while rows stream, a {@link ReadAhead} may
 * fill the buffer's free part from another thread, and as long as it does the buffer is neither moved nor replaced.
 */
final class MessageReader {
    /** Longest message outside COPY, in bytes. */
    static final int MAX_MESSAGE = 2_000_000;
    private static final int INITIAL = 16 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL];
    private int position;
    private int limit;
    /** End of the current message's body when it lies in the buffer whole. */
    private int bodyEnd;
    /** What is still to come of a body that is read in pieces. */
    private int pieceRemaining;
    private Optional<ReadAhead> readAhead = Optional.empty();

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** Bytes read from the client that no message has taken yet. */
    int buffered() {
        return limit - position;
    }

    /** Waits for at least one byte of the next message; false at the end of the stream. */
    boolean awaitMessage() throws IOException {
        return position < limit || more();
    }

    /**
     * The same, with patience where another thread reads; {@link java.net.SocketTimeoutException} when it is over, as
     * the socket itself says where this thread reads.
     */
    boolean awaitMessage(Duration patience) throws IOException {
        if (position == limit && readAhead.isPresent() && !readAhead.get().awaitBeyond(limit, patience)) {
            throw new SocketTimeoutException();
        }
        return awaitMessage();
    }

    /** The type of the next message; its length is read too. The body is still to be taken. */
    int nextType() throws IOException {
        need(5);
        int type = buffer[position++] & 0xff;
        pieceRemaining = rawInt() - 4;
        bodyEnd = position;
        if (pieceRemaining < 0) {
            throw new ProtocolException(SqlState.PROTOCOL_VIOLATION, "invalid message length");
        }
        return type;
    }

    /** Brings the current message's whole body into the buffer. */
    void takeBody() throws IOException {
        takeBody(MAX_MESSAGE);
    }

    void takeBody(int max) throws IOException {
        if (pieceRemaining > max) {
            throw new ProtocolException(SqlState.CONNECTION_FAILURE,
                    "message of " + pieceRemaining + " bytes is longer than the limit of " + max);
        }
        need(pieceRemaining);
        bodyEnd = position + pieceRemaining;
        pieceRemaining = 0;
    }

    /** A message of the startup phase: length and body, no type. */
    void takeUntyped(int max) throws IOException {
        need(4);
        pieceRemaining = rawInt() - 4;
        if (pieceRemaining < 4 || pieceRemaining > max) {
            throw new ProtocolException(SqlState.PROTOCOL_VIOLATION, "invalid length of startup packet");
        }
        takeBody(max);
    }

    /** Bytes of the current body that are at hand, waiting for some; 0 at its end. See {@link #piece}. */
    int nextPiece() throws IOException {
        if (pieceRemaining == 0) {
            return 0;
        }
        if (position == limit && !more()) {
            throw new EOFException();
        }
        int length = Math.min(pieceRemaining, limit - position);
        pieceRemaining -= length;
        position += length;
        return length;
    }

    /** The array that the last piece of {@code length} lies in; it starts at {@link #pieceOffset}. */
    byte[] piece() {
        return buffer;
    }

    int pieceOffset(int length) {
        return position - length;
    }

    /** Passes over what is left of the current message. */
    void skipBody() throws IOException {
        position = Math.max(position, bodyEnd);
        while (nextPiece() > 0) {
            // Nothing to do with it.
        }
    }

    /** Leaves the current message behind, whatever of it was read. */
    void endBody() {
        position = bodyEnd;
    }

    int remaining() {
        return bodyEnd - position;
    }

    int getByte() {
        check(1);
        return buffer[position++] & 0xff;
    }

    int getShort() {
        check(2);
        int value = (short) (buffer[position] << 8 | buffer[position + 1] & 0xff);
        position += 2;
        return value;
    }

    int getInt() {
        check(4);
        return rawInt();
    }

    String getString() {
        int end = position;
        while (end < bodyEnd && buffer[end] != 0) {
            end++;
        }
        if (end >= bodyEnd) {
            throw malformed();
        }
        String text = Utf8.decode(buffer, position, end - position);
        position = end + 1;
        return text;
    }

    /** The rest of the body as text. */
    String getRest() {
        String text = Utf8.decode(buffer, position, remaining());
        position = bodyEnd;
        return text;
    }

    /** Passes over {@code length} bytes of the body and returns where they start in {@link #piece}. */
    int getBytes(int length) {
        check(length);
        position += length;
        return position - length;
    }

    private void check(int length) {
        if (length < 0 || length > bodyEnd - position) {
            throw malformed();
        }
    }

    static SqlException malformed() {
        return new SqlException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }

    private int rawInt() {
        int value = buffer[position] << 24 | (buffer[position + 1] & 0xff) << 16
                | (buffer[position + 2] & 0xff) << 8 | buffer[position + 3] & 0xff;
        position += 4;
        return value;
    }

    private void need(int length) throws IOException {
        while (limit - position < length) {
            if (buffer.length - position < length && readAhead.isEmpty()) {
                makeRoom(length);
            }
            if (!more()) {
                throw new EOFException();
            }
        }
    }

    /** Moves what is there to the front of a buffer that can hold {@code length} bytes. */
    private void makeRoom(int length) {
        byte[] roomy = buffer.length < length ? new byte[length] : buffer;
        System.arraycopy(buffer, position, roomy, 0, limit - position);
        buffer = roomy;
        limit -= position;
        bodyEnd = Math.max(0, bodyEnd - position);
        position = 0;
    }

    /** Waits for bytes behind the limit; false at the end of the stream. */
    private boolean more() throws IOException {
        if (readAhead.isPresent()) {
            int seen = readAhead.get().awaitBeyond(limit);
            if (seen > limit) {
                limit = seen;
                return true;
            }
            readAhead = Optional.empty();
        }
        if (position == limit) {
            position = 0;
            limit = 0;
            bodyEnd = 0;
            // A long message is over: its room goes back.
            buffer = buffer.length > INITIAL ? new byte[INITIAL] : buffer;
        } else if (limit == buffer.length) {
            makeRoom(limit - position + 1);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count > 0;
    }

    /** Reads on, up to {@code most} bytes, and forgets it all. */
    void discard(int most) throws IOException {
        int forgotten = 0;
        do {
            forgotten += limit - position;
            position = limit;
        } while (forgotten < most && more());
    }

    /** Calls {@code action}, from any thread, if the client goes away before {@link #stopWatching}. */
    void watch(Runnable action) {
        if (readAhead.isEmpty()) {
            if (limit == buffer.length) {
                makeRoom(Math.max(limit - position + 1, INITIAL));
            }
            readAhead = Optional.of(ReadAhead.start(in, buffer, limit));
        }
        readAhead.get().whenGone(action);
    }

    void stopWatching() {
        readAhead.ifPresent(ReadAhead::forgetAction);
    }
}
