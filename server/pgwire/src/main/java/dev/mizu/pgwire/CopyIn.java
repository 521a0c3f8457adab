package dev.mizu.pgwire;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.copy.CopyDecoder;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Row;
import dev.mizu.session.StatementResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** COPY FROM STDIN: asks the client for its bytes, decodes them as they come and hands rows to the session. */
final class CopyIn {
    private final MessageReader reader;
    private final MessageWriter writer;

    CopyIn(MessageReader reader, MessageWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** The number of rows committed. Throws {@link SqlException}; the target is then aborted. */
    long run(StatementResult.CopyIn copy) throws IOException {
        boolean finished = false;
        try {
            CopyDecoder decoder = CopyDecoder.of(CopyOut.style(copy.format()), copy.desc());
            WireBuffer body = writer.begin('G');
            CopyOut.putFormats(copy.desc().arity(), false, body);
            writer.end();
            writer.flush();
            receive(decoder, copy);
            finished = true;
            return copy.target().finish();
        } finally {
            if (!finished) {
                copy.target().abort();
            }
        }
    }

    private void receive(CopyDecoder decoder, StatementResult.CopyIn copy) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (true) {
            int type = reader.nextType();
            switch (type) {
                case 'd' -> {
                    for (int length = reader.nextPiece(); length > 0; length = reader.nextPiece()) {
                        decoder.feed(reader.piece(), reader.pieceOffset(length), length, rows);
                        rows = handOver(rows, copy);
                    }
                }
                case 'c' -> {
                    reader.skipBody();
                    decoder.finish(rows);
                    handOver(rows, copy);
                    return;
                }
                case 'f' -> {
                    reader.takeBody();
                    throw new SqlException(
                            SqlState.QUERY_CANCELED, "COPY from stdin failed: " + reader.getString());
                }
                case 'H', 'S' -> reader.skipBody();
                default -> {
                    reader.skipBody();
                    throw new SqlException(SqlState.PROTOCOL_VIOLATION,
                            String.format("unexpected message type 0x%02X during COPY from stdin", type));
                }
            }
        }
    }

    private static List<Row> handOver(List<Row> rows, StatementResult.CopyIn copy) {
        if (rows.isEmpty()) {
            return rows;
        }
        copy.target().write(rows);
        return new ArrayList<>(rows.size());
    }
}
