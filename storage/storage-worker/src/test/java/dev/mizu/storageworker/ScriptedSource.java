package dev.mizu.storageworker;

import dev.mizu.base.error.ExternalException;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import dev.mizu.storageworker.source.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A log in memory with partitions that grow in number and length, whose readers fail now and then. */
final class ScriptedSource implements SourceOpener {
    private final SplittableRandom random;
    final List<List<SourceRecord>> partitions = new ArrayList<>();
    int failurePercent;
    boolean down;
    Positions acknowledged = Positions.NONE;

    ScriptedSource(SplittableRandom random) {
        this.random = random;
    }

    void append(int partition, byte[] key, byte[] value) {
        while (partitions.size() <= partition) {
            partitions.add(new ArrayList<>());
        }
        List<SourceRecord> log = partitions.get(partition);
        log.add(SourceRecord.message(partition, log.size(), 1000 + log.size(), key, value));
    }

    @Override
    public SourceReader open(Request request) {
        maybeFail();
        return new LogReader(request.resume());
    }

    private void maybeFail() {
        if (down || random.nextInt(100) < failurePercent) {
            throw ExternalException.retryable("upstream is away", new IOException()).withHint("wait");
        }
    }

    private final class LogReader implements SourceReader {
        private final TreeMap<Integer, Long> next;

        LogReader(Positions resume) {
            next = new TreeMap<>(resume.next());
        }

        @Override
        public Optional<RecordBatch> poll(Duration wait) {
            maybeFail();
            List<SourceRecord> records = new ArrayList<>();
            for (int p = 0; p < partitions.size(); p++) {
                long from = next.getOrDefault(p, 0L);
                long to = Math.min(partitions.get(p).size(), from + random.nextInt(6));
                records.addAll(partitions.get(p).subList((int) from, (int) to));
                next.put(p, to);
            }
            return Optional.of(new RecordBatch(records, new Positions(next), 0));
        }

        @Override
        public void durable(Positions positions) {
            acknowledged = positions;
        }

        @Override
        public void close() {}
    }
}
