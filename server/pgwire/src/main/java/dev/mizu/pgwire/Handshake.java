package dev.mizu.pgwire;

import dev.mizu.auth.Authenticator;
import dev.mizu.auth.ScramExchange;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.session.StartupRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** What happens before the first statement: encryption, a startup packet or a request to cancel, authentication. */
final class Handshake {
    private static final int PROTOCOL_3_0 = 196_608;
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSSENC_REQUEST = 80_877_104;
    private static final int MAX_STARTUP = 10_000;
    private static final int MAX_SECRET = 65_536;
    private static final int AUTH_OK = 0;
    private static final int AUTH_CLEARTEXT = 3;
    private static final int AUTH_SASL = 10;
    private static final int AUTH_SASL_CONTINUE = 11;
    private static final int AUTH_SASL_FINAL = 12;

    private final PgServerConfig config;
    private final String clientAddress;
    private Socket socket;
    private MessageReader reader;
    private MessageWriter writer;
    private boolean encrypted;

    Handshake(PgServerConfig config, Socket socket) throws IOException {
        this.config = config;
        this.socket = socket;
        this.clientAddress = socket.getInetAddress().getHostAddress();
        this.reader = new MessageReader(socket.getInputStream());
        this.writer = new MessageWriter(socket.getOutputStream());
    }

    /** What the client came for. */
    sealed interface Outcome {
        /** A conversation; the client's name is proven. */
        record Start(StartupRequest request) implements Outcome {}

        /** To cancel another conversation's statement. */
        record Cancel(int connectionId, int secretKey) implements Outcome {}
    }

    MessageReader reader() {
        return reader;
    }

    MessageWriter writer() {
        return writer;
    }

    Socket socket() {
        return socket;
    }

    /** Runs to the client's wish; throws {@link ProtocolException} or {@link SqlException} to turn it away. */
    Outcome run() throws IOException {
        while (true) {
            reader.takeUntyped(MAX_STARTUP);
            int code = reader.getInt();
            switch (code) {
                case SSL_REQUEST -> answerTls();
                case GSSENC_REQUEST -> {
                    reader.endBody();
                    writer.rawByte('N');
                }
                case CANCEL_REQUEST -> {
                    return new Outcome.Cancel(reader.getInt(), reader.getInt());
                }
                case PROTOCOL_3_0 -> {
                    return new Outcome.Start(start(parameters()));
                }
                default -> throw new ProtocolException(SqlState.CONNECTION_REJECTED, "unsupported frontend protocol "
                        + (code >>> 16) + "." + (code & 0xffff) + ": server supports 3.0 only");
            }
        }
    }

    private void answerTls() throws IOException {
        reader.endBody();
        Optional<PgServerConfig.Tls> tls = config.tls();
        if (tls.isEmpty() || encrypted) {
            writer.rawByte('N');
            return;
        }
        // Bytes sent before the handshake could have come from someone in between.
        if (reader.buffered() > 0) {
            throw new ProtocolException(
                    SqlState.PROTOCOL_VIOLATION, "received unencrypted data after a request for TLS");
        }
        writer.rawByte('S');
        SSLSocket secure = (SSLSocket) tls.get().context().getSocketFactory().createSocket(socket, null, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        socket = secure;
        reader = new MessageReader(secure.getInputStream());
        writer = new MessageWriter(secure.getOutputStream());
        encrypted = true;
    }

    private Map<String, String> parameters() {
        Map<String, String> direct = new LinkedHashMap<>();
        String name = reader.getString();
        while (!name.isEmpty()) {
            direct.put(name, reader.getString());
            name = reader.getString();
        }
        Map<String, String> all = new LinkedHashMap<>();
        Optional.ofNullable(direct.remove("options")).map(StartupOptions::parse).ifPresent(all::putAll);
        all.putAll(direct);
        return all;
    }

    private StartupRequest start(Map<String, String> parameters) throws IOException {
        if (config.tls().map(PgServerConfig.Tls::required).orElse(false) && !encrypted) {
            throw new ProtocolException(SqlState.CONNECTION_REJECTED, "TLS encryption is required");
        }
        String user = Optional.ofNullable(parameters.remove("user")).orElse("");
        if (user.isEmpty()) {
            throw new ProtocolException(
                    SqlState.INVALID_AUTHORIZATION, "no PostgreSQL user name specified in startup packet");
        }
        String role = authenticate(user);
        writer.authentication(AUTH_OK, new byte[0]);
        return new StartupRequest(role, config.access().internal(), parameters, clientAddress);
    }

    private String authenticate(String user) throws IOException {
        return switch (config.access().authenticator()) {
            case Authenticator.Trust trust -> user;
            case Authenticator.Cleartext cleartext -> {
                writer.authentication(AUTH_CLEARTEXT, new byte[0]);
                takeSecret();
                yield cleartext.check().role(user, reader.getString());
            }
            case Authenticator.Scram scram -> {
                scram(new ScramExchange(user, scram.verifiers()));
                yield user;
            }
        };
    }

    /** The answer to the authentication message written last. */
    private void takeSecret() throws IOException {
        writer.flush();
        if (reader.nextType() != 'p') {
            throw new ProtocolException(SqlState.PROTOCOL_VIOLATION, "expected a password message");
        }
        reader.takeBody(MAX_SECRET);
    }

    private void scram(ScramExchange exchange) throws IOException {
        WireBuffer mechanisms = new WireBuffer(32);
        mechanisms.putCString(ScramExchange.MECHANISM);
        mechanisms.putByte(0);
        writer.authentication(AUTH_SASL, mechanisms.toArray());
        takeSecret();
        String mechanism = reader.getString();
        if (!mechanism.equals(ScramExchange.MECHANISM) || reader.getInt() != reader.remaining()) {
            throw new ProtocolException(
                    SqlState.PROTOCOL_VIOLATION, "client selected an invalid SASL authentication mechanism");
        }
        writer.authentication(AUTH_SASL_CONTINUE, utf8(exchange.challenge(reader.getRest())));
        takeSecret();
        writer.authentication(AUTH_SASL_FINAL, utf8(exchange.finish(reader.getRest())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
