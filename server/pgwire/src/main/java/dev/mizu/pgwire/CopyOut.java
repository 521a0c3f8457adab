package dev.mizu.pgwire;

import dev.mizu.interchange.copy.CopyEncoder;
import dev.mizu.interchange.copy.CopyStyle;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Row;
import dev.mizu.session.CopyFormat;
import dev.mizu.session.StatementResult;
import java.io.IOException;
import java.util.List;

/** COPY TO STDOUT: one CopyData message a row. */
final class CopyOut {
    private final CopyEncoder encoder;
    private final boolean binary;
    private final int arity;
    private final MessageWriter writer;
    private boolean headerDue = true;

    CopyOut(StatementResult.CopyOut copy, MessageWriter writer) {
        CopyStyle style = style(copy.format());
        this.encoder = new CopyEncoder(style, copy.desc());
        this.binary = style instanceof CopyStyle.Binary;
        this.arity = copy.desc().arity();
        this.writer = writer;
    }

    static CopyStyle style(CopyFormat format) {
        return switch (format) {
            case CopyFormat.Text text -> new CopyStyle.Text(text.delimiter(), text.nullText());
            case CopyFormat.Csv csv ->
                    new CopyStyle.Csv(csv.delimiter(), csv.nullText(), csv.quote(), csv.escape(), csv.header());
            case CopyFormat.Binary binary -> new CopyStyle.Binary();
        };
    }

    /** The body of CopyInResponse and CopyOutResponse. */
    static void putFormats(int arity, boolean binary, WireBuffer body) {
        int code = binary ? 1 : 0;
        body.putByte(code);
        body.putShort(arity);
        for (int i = 0; i < arity; i++) {
            body.putShort(code);
        }
    }

    void start() throws IOException {
        putFormats(arity, binary, writer.begin('H'));
        writer.end();
        if (!binary) {
            header();
        }
    }

    void rows(List<Row> rows) throws IOException {
        for (Row row : rows) {
            WireBuffer body = writer.begin('d');
            putHeader(body);
            encoder.row(row, body);
            writer.end();
        }
    }

    void finish() throws IOException {
        header();
        WireBuffer body = writer.begin('d');
        int before = body.size();
        encoder.trailer(body);
        endUnlessEmpty(body, before);
        writer.empty('c');
    }

    /** The header in a message of its own, if it is due and says anything. */
    private void header() throws IOException {
        WireBuffer body = writer.begin('d');
        int before = body.size();
        putHeader(body);
        endUnlessEmpty(body, before);
    }

    private void putHeader(WireBuffer body) {
        if (headerDue) {
            headerDue = false;
            encoder.header(body);
        }
    }

    private void endUnlessEmpty(WireBuffer body, int before) throws IOException {
        if (body.size() == before) {
            writer.abandon();
        } else {
            writer.end();
        }
    }
}
