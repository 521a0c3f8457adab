package dev.mizu.pgwire;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.BinaryFormat;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StatementDescription;
import dev.mizu.session.StatementResult;
import dev.mizu.session.TransactionStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a client's messages until it goes: the simple and the extended protocol. After an error in the extended one
 * everything is passed over until Sync. Owns the portals, on the connection's thread.
 */
final class Conversation {
    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final Session session;
    private final MessageReader reader;
    private final MessageWriter writer;
    private final Results results;
    private final Map<String, Portal> portals = new HashMap<>();
    private boolean skipUntilSync;

    Conversation(Session session, MessageReader reader, MessageWriter writer) {
        this.session = session;
        this.reader = reader;
        this.writer = writer;
        this.results = new Results(session, reader, writer);
    }

    /** The first ReadyForQuery. */
    void greet() throws IOException {
        for (var parameter : session.parameters()) {
            writer.parameter(parameter);
        }
        writer.backendKey(session.connectionId(), session.secretKey());
        results.ready();
    }

    /** How long the client may be silent now. */
    Optional<Duration> idleLimit() {
        return session.idleLimit();
    }

    /** Answers the next message; false when it was the last. */
    boolean answerNext() throws IOException {
        int type = reader.nextType();
        if (type == 'X') {
            return false;
        }
        if (skipUntilSync && type != 'S') {
            reader.skipBody();
            return true;
        }
        try {
            answer(type);
        } catch (SqlException e) {
            failed(type, e.error());
        } catch (ExternalException e) {
            LOG.log(System.Logger.Level.WARNING, "statement failed on something outside", e);
            failed(type, SqlError.of(SqlState.EXTERNAL_ERROR, String.valueOf(e.getMessage())));
        } catch (ProtocolException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "statement failed on a bug", e);
            failed(type, SqlError.of(SqlState.INTERNAL, "internal error").withDetail(e.toString()));
        }
        return true;
    }

    private void answer(int type) throws IOException {
        switch (type) {
            // Left over from a COPY that failed: the client did not know yet.
            case 'd', 'c', 'f' -> reader.skipBody();
            case 'Q' -> {
                reader.takeBody();
                simpleQuery(reader.getString());
                results.ready();
            }
            case 'P' -> {
                reader.takeBody();
                parse();
            }
            case 'B' -> {
                reader.takeBody();
                bind();
            }
            case 'D' -> {
                reader.takeBody();
                describe();
            }
            case 'E' -> {
                reader.takeBody();
                execute(reader.getString(), reader.getInt());
            }
            case 'C' -> {
                reader.takeBody();
                close();
            }
            case 'S' -> {
                reader.skipBody();
                sync();
            }
            case 'H' -> {
                reader.skipBody();
                writer.flush();
            }
            case 'F' -> {
                reader.skipBody();
                throw SqlException.unsupported("the function call protocol");
            }
            default -> throw new ProtocolException(
                    SqlState.PROTOCOL_VIOLATION, "invalid frontend message type " + type);
        }
        reader.skipBody();
    }

    private void failed(int type, SqlError error) throws IOException {
        reader.skipBody();
        results.notices();
        writer.error("ERROR", error);
        if (type == 'Q' || type == 'F' || type == 'S') {
            endOfCommand();
            results.ready();
        } else {
            skipUntilSync = true;
            // A Flush that follows is skipped, yet its sender waits for this.
            writer.flush();
        }
    }

    private void simpleQuery(String sql) throws IOException {
        Optional.ofNullable(portals.remove("")).ifPresent(Portal::close);
        try (SimpleQuery query = session.simpleQuery(sql)) {
            Optional<StatementResult> result = query.next();
            if (result.isEmpty()) {
                results.empty();
            }
            for (; result.isPresent(); result = query.next()) {
                results.send(result.get());
            }
        }
        endOfCommand();
    }

    private void parse() throws IOException {
        String name = reader.getString();
        String sql = reader.getString();
        int count = reader.getShort();
        List<Integer> oids = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            oids.add(reader.getInt());
        }
        session.prepare(name, sql, oids);
        writer.empty('1');
    }

    private void bind() throws IOException {
        String portal = reader.getString();
        String statement = reader.getString();
        StatementDescription description = session.describeStatement(statement);
        List<Datum> parameters;
        int[] resultFormats;
        try {
            int[] formats = formats();
            parameters = parameters(statement, description.parameters(), formats);
            resultFormats = formats();
            // Says so if the formats do not fit the columns.
            description.rows().ifPresent(rows -> new RowFormat(rows, resultFormats));
        } catch (SqlException e) {
            session.fail();
            throw e;
        }
        session.bind(portal, statement, parameters);
        Optional.ofNullable(portals.put(portal, new Portal(resultFormats))).ifPresent(Portal::close);
        writer.empty('2');
    }

    private int[] formats() {
        int[] formats = new int[Math.max(0, reader.getShort())];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = reader.getShort();
        }
        return formats;
    }

    private List<Datum> parameters(String statement, List<ScalarType> types, int[] formats) {
        int count = reader.getShort() & 0xffff;
        if (count != types.size()) {
            throw new SqlException(SqlState.PROTOCOL_VIOLATION, "bind message supplies " + count
                    + " parameters, but prepared statement \"" + statement + "\" requires " + types.size());
        }
        if (formats.length > 1 && formats.length != count) {
            throw new SqlException(SqlState.PROTOCOL_VIOLATION, "bind message has " + formats.length
                    + " parameter formats but " + count + " parameters");
        }
        List<Datum> parameters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = reader.getInt();
            if (length == -1) {
                parameters.add(Datum.NULL);
                continue;
            }
            int at = reader.getBytes(length);
            parameters.add(RowFormat.isBinary(formats, i)
                    ? BinaryFormat.decode(types.get(i), reader.piece(), at, length)
                    : TextFormat.decode(types.get(i), reader.piece(), at, length));
        }
        return parameters;
    }

    /** Whether a message is about a statement; else it is about a portal. */
    private boolean ofStatement(String message) throws IOException {
        int kind = reader.getByte();
        if (kind != 'S' && kind != 'P') {
            throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid " + message + " message subtype " + kind);
        }
        return kind == 'S';
    }

    private void describe() throws IOException {
        boolean ofStatement = ofStatement("DESCRIBE");
        String name = reader.getString();
        if (ofStatement) {
            StatementDescription description = session.describeStatement(name);
            WireBuffer body = writer.begin('t');
            body.putShort(description.parameters().size());
            for (ScalarType type : description.parameters()) {
                body.putInt(PgType.oid(type));
            }
            writer.end();
            describeRows(description.rows(), RowFormat.ALL_TEXT);
        } else {
            Optional<RelationDesc> rows = session.describePortal(name);
            // A cursor that DECLARE made is known to the session alone, and is fetched from as text.
            describeRows(rows, portals.containsKey(name) ? portal(name).formats() : RowFormat.ALL_TEXT);
        }
    }

    private void describeRows(Optional<RelationDesc> rows, int[] formats) throws IOException {
        if (rows.isPresent()) {
            new RowFormat(rows.get(), formats).describe(writer);
        } else {
            writer.empty('n');
        }
    }

    private Portal portal(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            throw new SqlException(SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    private void execute(String name, int max) throws IOException {
        Portal portal = portal(name);
        if (portal.running().isPresent()) {
            rows(portal, portal.running().get(), max);
            return;
        }
        switch (session.execute(name)) {
            case StatementResult.Rows rows -> rows(portal, running(portal, rows), max);
            case StatementResult.Empty empty -> results.empty();
            case StatementResult.Completed completed -> results.completed(completed);
            case StatementResult.CopyOut copy -> results.copyOut(copy);
            case StatementResult.CopyIn copy -> results.copyIn(copy);
        }
    }

    private Portal.Running running(Portal portal, StatementResult.Rows rows) {
        try {
            RowFormat format = new RowFormat(rows.desc(), portal.formats());
            format.check();
            return new Portal.Running(rows, format);
        } catch (SqlException e) {
            rows.rows().close();
            session.fail();
            throw e;
        }
    }

    private void rows(Portal portal, Portal.Running running, int max) throws IOException {
        portal.finish();
        if (results.rows(running, max)) {
            portal.suspend(running);
        }
    }

    private void close() throws IOException {
        boolean ofStatement = ofStatement("CLOSE");
        String name = reader.getString();
        if (ofStatement) {
            session.closeStatement(name);
        } else {
            Optional.ofNullable(portals.remove(name)).ifPresent(Portal::close);
            session.closePortal(name);
        }
        writer.empty('3');
    }

    private void sync() throws IOException {
        skipUntilSync = false;
        session.sync();
        endOfCommand();
        results.ready();
    }

    /** Portals do not outlive their transaction. */
    private void endOfCommand() {
        if (session.transactionStatus() == TransactionStatus.IDLE && !portals.isEmpty()) {
            closePortals();
        }
    }

    /** Gives up all rows that were not fetched. */
    void closePortals() {
        portals.values().forEach(Portal::close);
        portals.clear();
    }
}
