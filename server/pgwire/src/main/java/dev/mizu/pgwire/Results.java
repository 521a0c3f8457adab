package dev.mizu.pgwire;

import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import dev.mizu.session.Session;
import dev.mizu.session.StatementResult;
import java.io.IOException;

/** Sends what statements answer: rows, tags, COPY both ways, and the notices that came up on the way. */
final class Results {
    private final Session session;
    private final MessageReader reader;
    private final MessageWriter writer;

    Results(Session session, MessageReader reader, MessageWriter writer) {
        this.session = session;
        this.reader = reader;
        this.writer = writer;
    }

    /** A result of the simple protocol: described, whole, as text. */
    void send(StatementResult result) throws IOException {
        switch (result) {
            case StatementResult.Rows rows -> {
                Portal.Running running = new Portal.Running(rows, new RowFormat(rows.desc(), RowFormat.ALL_TEXT));
                running.format().describe(writer);
                rows(running, 0);
            }
            case StatementResult.Empty empty -> empty();
            case StatementResult.Completed completed -> completed(completed);
            case StatementResult.CopyOut copy -> copyOut(copy);
            case StatementResult.CopyIn copy -> copyIn(copy);
        }
    }

    void empty() throws IOException {
        notices();
        writer.empty('I');
    }

    void completed(StatementResult.Completed completed) throws IOException {
        notices();
        writer.complete(completed.tag());
    }

    /**
     * Sends rows until there are no more, or {@code max} of them where it is positive; true when it stopped at
     * {@code max}.
     */
    boolean rows(Portal.Running running, int max) throws IOException {
        long sent = 0;
        boolean done = false;
        if (running.streaming()) {
            startStreaming(running.stream());
        }
        try {
            while (running.hasNext()) {
                writeRow(running);
                sent++;
                if (max > 0 && sent == max) {
                    notices();
                    writer.empty('s');
                    done = true;
                    return true;
                }
                if (running.streaming() && running.batchSpent()) {
                    notices();
                    writer.flush();
                }
            }
            notices();
            writer.complete(running.tagVerb(), sent);
            done = true;
            return false;
        } finally {
            stopStreaming();
            if (!done) {
                running.close();
            }
        }
    }

    private void writeRow(Portal.Running running) throws IOException {
        try {
            running.format().row(running.next(), writer);
        } catch (RuntimeException e) {
            // The session knows its own errors, not those of encoding.
            session.fail();
            throw e;
        }
    }

    /** Sends what is ready, then lets the client's going end the wait for more. */
    private void startStreaming(RowStream rows) throws IOException {
        writer.flush();
        reader.watch(rows::close);
    }

    private void stopStreaming() {
        reader.stopWatching();
    }

    void copyOut(StatementResult.CopyOut copy) throws IOException {
        try (RowStream rows = copy.rows()) {
            CopyOut out = copyOutStarted(copy);
            if (copy.streaming()) {
                startStreaming(rows);
            }
            long sent = 0;
            for (var batch = rows.next(); batch.isPresent(); batch = rows.next()) {
                out.rows(batch.get());
                sent += batch.get().size();
                if (copy.streaming()) {
                    notices();
                    writer.flush();
                }
            }
            out.finish();
            notices();
            writer.complete("COPY", sent);
        } finally {
            stopStreaming();
        }
    }

    private CopyOut copyOutStarted(StatementResult.CopyOut copy) throws IOException {
        try {
            CopyOut out = new CopyOut(copy, writer);
            out.start();
            return out;
        } catch (RuntimeException e) {
            session.fail();
            throw e;
        }
    }

    void copyIn(StatementResult.CopyIn copy) throws IOException {
        long rows;
        try {
            rows = new CopyIn(reader, writer).run(copy);
        } catch (RuntimeException e) {
            session.fail();
            throw e;
        }
        notices();
        writer.complete("COPY", rows);
    }

    void notices() throws IOException {
        for (Notice notice : session.drainNotices()) {
            writer.notice(notice);
        }
    }

    /** Tells what changed, and that the next message is welcome. */
    void ready() throws IOException {
        notices();
        for (ParameterStatus parameter : session.drainParameterChanges()) {
            writer.parameter(parameter);
        }
        writer.ready(session.transactionStatus());
    }
}
