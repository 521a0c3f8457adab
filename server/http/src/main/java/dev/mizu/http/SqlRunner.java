package dev.mizu.http;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.session.RowStream;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StatementResult;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs requests on a session and tells a sink. An error ends the request. One thread. */
final class SqlRunner {
    private static final System.Logger LOG = System.getLogger(SqlRunner.class.getName());

    private final Session session;
    private final ResultSink sink;

    SqlRunner(Session session, ResultSink sink) {
        this.session = session;
        this.sink = sink;
    }

    void run(SqlRequest request) {
        try {
            switch (request) {
                case SqlRequest.Simple simple -> simple(simple.query());
                case SqlRequest.Extended extended -> extended(extended.statements());
            }
        } catch (SqlException e) {
            failed(e.error());
        } catch (ExternalException e) {
            LOG.log(System.Logger.Level.WARNING, "statement failed on something outside", e);
            failed(SqlError.of(SqlState.EXTERNAL_ERROR, String.valueOf(e.getMessage())));
        } catch (BadRequest | UncheckedIOException clientsFault) {
            throw clientsFault;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "statement failed on a bug", e);
            failed(SqlError.of(SqlState.INTERNAL, "internal error").withDetail(e.toString()));
        }
    }

    private void failed(SqlError error) {
        sink.error(error);
        after();
    }

    private void simple(String sql) {
        try (SimpleQuery query = session.simpleQuery(sql)) {
            for (Optional<StatementResult> result = query.next(); result.isPresent(); result = query.next()) {
                deliver(result.get());
            }
        }
    }

    private void extended(List<SqlRequest.Statement> statements) {
        boolean synced = false;
        try {
            for (SqlRequest.Statement statement : statements) {
                session.prepare("", statement.query(), List.of());
                session.bind("", "", parameters(statement));
                deliver(session.execute(""));
            }
            synced = true;
            session.sync();
        } finally {
            if (!synced) {
                session.sync();
            }
        }
    }

    private List<Datum> parameters(SqlRequest.Statement statement) {
        List<ScalarType> types = session.describeStatement("").parameters();
        try {
            if (types.size() != statement.parameters().size()) {
                throw new SqlException(SqlState.PROTOCOL_VIOLATION, "request supplied "
                        + statement.parameters().size() + " parameters, but statement requires " + types.size());
            }
            List<Datum> parameters = new ArrayList<>(types.size());
            for (int i = 0; i < types.size(); i++) {
                Optional<String> text = statement.parameters().get(i);
                parameters.add(text.isEmpty() ? Datum.NULL : TextFormat.decode(types.get(i), text.get()));
            }
            return parameters;
        } catch (SqlException e) {
            session.fail();
            throw e;
        }
    }

    private void deliver(StatementResult result) {
        switch (result) {
            case StatementResult.Empty empty -> { }
            case StatementResult.Completed completed -> {
                sink.starting(false, false);
                sink.complete(completed.tag());
                after();
            }
            case StatementResult.Rows rows -> rows(rows);
            case StatementResult.CopyOut copy -> {
                copy.rows().close();
                throw refused("COPY TO STDOUT");
            }
            case StatementResult.CopyIn copy -> {
                copy.target().abort();
                throw refused("COPY FROM STDIN");
            }
        }
    }

    private SqlException refused(String what) {
        session.fail();
        return SqlException.unsupported(what + " over HTTP");
    }

    private void rows(StatementResult.Rows result) {
        try (RowStream rows = result.rows()) {
            if (result.streaming() && !sink.acceptsStreams()) {
                throw refused("SUBSCRIBE");
            }
            sink.starting(true, result.streaming());
            sink.columns(result.desc());
            sink.reading(rows);
            long count = 0;
            for (var batch = rows.next(); batch.isPresent(); batch = rows.next()) {
                count += batch.get().size();
                if (!sink.rows(result.desc(), batch.get())) {
                    return;
                }
            }
            sink.complete(result.tagVerb() + " " + count);
        }
        after();
    }

    private void after() {
        sink.after(session.drainNotices(), session.drainParameterChanges());
    }
}
