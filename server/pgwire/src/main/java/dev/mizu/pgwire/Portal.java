package dev.mizu.pgwire;

import dev.mizu.repr.Row;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import java.util.List;
import java.util.Optional;

/** A bound statement as the door sees it: the formats asked for, and the rows still to send after a suspension. */
final class Portal {
    private final int[] formats;
    private Optional<Running> running = Optional.empty();

    Portal(int[] formats) {
        this.formats = formats;
    }

    int[] formats() {
        return formats;
    }

    Optional<Running> running() {
        return running;
    }

    void suspend(Running rows) {
        running = Optional.of(rows);
    }

    void finish() {
        running = Optional.empty();
    }

    void close() {
        running.ifPresent(Running::close);
        running = Optional.empty();
    }

    /** Rows on their way: the stream and what is left of its last batch. Owned by the connection's thread. */
    static final class Running {
        private final StatementResult.Rows result;
        private final RowFormat format;
        private List<Row> batch = List.of();
        private int next;

        Running(StatementResult.Rows result, RowFormat format) {
            this.result = result;
            this.format = format;
        }

        RowStream stream() {
            return result.rows();
        }

        RowFormat format() {
            return format;
        }

        String tagVerb() {
            return result.tagVerb();
        }

        boolean streaming() {
            return result.streaming();
        }

        /** Whether a row is at hand or comes, waiting for it. */
        boolean hasNext() {
            if (next < batch.size()) {
                return true;
            }
            batch = result.rows().next().orElse(List.of());
            next = 0;
            return !batch.isEmpty();
        }

        Row next() {
            return batch.get(next++);
        }

        /** Whether the next row has to be waited for. */
        boolean batchSpent() {
            return next >= batch.size();
        }

        void close() {
            result.rows().close();
        }
    }
}
