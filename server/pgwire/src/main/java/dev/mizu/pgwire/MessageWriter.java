package dev.mizu.pgwire;

import dev.mizu.base.error.SqlError;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.TransactionStatus;
import java.io.IOException;
import java.io.OutputStream;

/** Puts messages together in one reused buffer and sends it when it is full or told to. One thread. */
final class MessageWriter {
    private static final int SEND_AT = 16 * 1024;
    private static final int KEEP = 256 * 1024;

    private final OutputStream out;
    private final WireBuffer buffer = new WireBuffer(SEND_AT + 4096);
    private int start;
    private boolean open;

    MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** Starts a message; its bytes go to the returned buffer until {@link #end}. Drops one that was not ended. */
    WireBuffer begin(char type) {
        if (open) {
            abandon();
        }
        open = true;
        buffer.putByte(type);
        start = buffer.size();
        buffer.putInt(0);
        return buffer;
    }

    /** Ends a message, and sends what has gathered when it is enough. */
    void end() throws IOException {
        buffer.setInt(start, buffer.size() - start);
        open = false;
        if (buffer.size() >= SEND_AT) {
            send();
        }
    }

    /** Drops the message that was begun. */
    void abandon() {
        buffer.truncate(start - 1);
        open = false;
    }

    /** A message without a body. */
    void empty(char type) throws IOException {
        begin(type);
        end();
    }

    void flush() throws IOException {
        send();
        out.flush();
    }

    private void send() throws IOException {
        buffer.writeTo(out);
        buffer.clear();
        buffer.shrink(KEEP);
    }

    /** One byte outside any message: the answer to a request for encryption. */
    void rawByte(char answer) throws IOException {
        buffer.putByte(answer);
        flush();
    }

    /** {@code AuthenticationXxx} with its code and more. */
    void authentication(int code, byte[] more) throws IOException {
        WireBuffer body = begin('R');
        body.putInt(code);
        body.putBytes(more);
        end();
    }

    void parameter(ParameterStatus parameter) throws IOException {
        WireBuffer body = begin('S');
        body.putCString(parameter.name());
        body.putCString(parameter.value());
        end();
    }

    void backendKey(int connectionId, int secretKey) throws IOException {
        WireBuffer body = begin('K');
        body.putInt(connectionId);
        body.putInt(secretKey);
        end();
    }

    void ready(TransactionStatus status) throws IOException {
        begin('Z').putByte(status.code());
        end();
        flush();
    }

    void complete(String tag) throws IOException {
        begin('C').putCString(tag);
        end();
    }

    /** {@code CommandComplete} with a number of rows. */
    void complete(String verb, long rows) throws IOException {
        WireBuffer body = begin('C');
        body.putUtf8(verb);
        body.putByte(' ');
        body.putDecimal(rows);
        body.putByte(0);
        end();
    }

    void error(String severity, SqlError error) throws IOException {
        report('E', severity, error);
    }

    void notice(Notice notice) throws IOException {
        report('N', notice.severity().name(), notice.content());
    }

    private void report(char type, String severity, SqlError error) throws IOException {
        WireBuffer body = begin(type);
        field('S', severity, body);
        field('C', error.code(), body);
        field('M', error.message(), body);
        error.detail().ifPresent(detail -> field('D', detail, body));
        error.hint().ifPresent(hint -> field('H', hint, body));
        error.position().ifPresent(position -> field('P', Integer.toString(position), body));
        body.putByte(0);
        end();
    }

    private static void field(char name, String value, WireBuffer body) {
        body.putByte(name);
        // A NUL would end the field and shift all that follows.
        body.putCString(value.indexOf('\0') < 0 ? value : value.replace('\0', ' '));
    }
}
