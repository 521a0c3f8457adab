package dev.mizu.pgwire;

import dev.mizu.interchange.pgformat.WireBuffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks the protocol byte by byte: writes messages, reads them back as readable lines. */
final class RawClient implements AutoCloseable {
    static final int PROTOCOL = 196_608;

    private final Socket socket;
    private final DataInputStream in;
    private final WireBuffer out = new WireBuffer(256);

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
    }

    /** Connects and reads to the first ReadyForQuery. */
    static RawClient started(int port) throws IOException {
        RawClient client = new RawClient(port);
        client.startup(PROTOCOL, "user", "u").until("Z");
        return client;
    }

    RawClient startup(int protocol, String... parameters) throws IOException {
        out.clear();
        out.putInt(0);
        out.putInt(protocol);
        for (String parameter : parameters) {
            out.putCString(parameter);
        }
        out.putByte(0);
        out.setInt(0, out.size());
        return flush();
    }

    /** Gathers a message; strings end in zero, Integers are four bytes, Shorts two, byte arrays as they are. */
    RawClient put(char type, Object... parts) {
        out.putByte(type);
        int start = out.size();
        out.putInt(0);
        for (Object part : parts) {
            switch (part) {
                case String text -> out.putCString(text);
                case Integer number -> out.putInt(number);
                case Short number -> out.putShort(number);
                case Character letter -> out.putByte(letter);
                case byte[] bytes -> out.putBytes(bytes);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        out.setInt(start, out.size() - start);
        return this;
    }

    RawClient flush() throws IOException {
        out.writeTo(socket.getOutputStream());
        out.clear();
        return this;
    }

    RawClient sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    int readByte() throws IOException {
        return in.read();
    }

    /** The next message: its type and its printable bytes, others as {@code ·}; {@code EOF} at the end. */
    String next() throws IOException {
        int type = in.read();
        if (type < 0) {
            return "EOF";
        }
        byte[] body = in.readNBytes(in.readInt() - 4);
        StringBuilder shown = new StringBuilder().append((char) type);
        for (char c : new String(body, StandardCharsets.ISO_8859_1).toCharArray()) {
            shown.append(c >= ' ' && c < 127 ? c : '\u00b7');
        }
        return shown.toString();
    }

    /** Messages up to one of a type. */
    List<String> until(String type) throws IOException {
        List<String> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!messages.getLast().startsWith(type) && !messages.getLast().equals("EOF"));
        return messages;
    }

    /** Types of the messages up to one of a type, in a row. */
    String typesUntil(String type) throws IOException {
        StringBuilder types = new StringBuilder();
        until(type).forEach(message -> types.append(message.charAt(0)));
        return types.toString();
    }

    /** Passes over messages up to ReadyForQuery. */
    void skipToReady() throws IOException {
        int type;
        do {
            type = in.read();
            in.skipNBytes(in.readInt() - 4);
        } while (type != 'Z');
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
