package dev.mizu.http;

import dev.mizu.base.error.SqlError;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes results as the elements of a JSON array, each whole: what failed half-way shows its error only. */
final class JsonResults implements ResultSink {
    private final Writer out;
    private final StringBuilder current = new StringBuilder();
    private boolean first = true;
    private boolean firstRow;

    JsonResults(Writer out) {
        this.out = out;
    }

    @Override
    public boolean acceptsStreams() {
        return false;
    }

    @Override
    public void starting(boolean rows, boolean streaming) {
        current.setLength(0);
        current.append('{');
    }

    @Override
    public void columns(RelationDesc desc) {
        current.append("\"desc\":");
        Wire.columns(desc, current);
        current.append(",\"rows\":[");
        firstRow = true;
    }

    @Override
    public boolean rows(RelationDesc desc, List<Row> rows) {
        for (Row row : rows) {
            current.append(firstRow ? "" : ",");
            firstRow = false;
            Wire.row(desc, row, current);
        }
        return true;
    }

    @Override
    public void complete(String tag) {
        boolean hadRows = current.length() > 1;
        current.append(hadRows ? "]," : "");
        Wire.member(hadRows ? "tag" : "ok", tag, current);
    }

    @Override
    public void error(SqlError error) {
        current.setLength(0);
        current.append("{\"error\":");
        Wire.error(error, current);
    }

    @Override
    public void after(List<Notice> notices, List<ParameterStatus> parameters) {
        current.append(",\"notices\":");
        Wire.notices(notices, current);
        for (int i = 0; i < parameters.size(); i++) {
            current.append(i == 0 ? ",\"parameters\":[" : ",");
            Wire.parameter(parameters.get(i), current);
        }
        current.append(parameters.isEmpty() ? "}" : "]}");
        try {
            out.append(first ? "" : ",").append(current);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        first = false;
        current.setLength(0);
        current.trimToSize();
    }

    @Override
    public void reading(RowStream rows) {
        // A finite result is read to its end.
    }
}
