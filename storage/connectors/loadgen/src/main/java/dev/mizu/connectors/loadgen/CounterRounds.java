package dev.mizu.connectors.loadgen;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;
import java.util.OptionalLong;

/** Round n gives n + 1, and takes the oldest number back when there are more than allowed. */
record CounterRounds(OptionalLong maxCardinality) implements Rounds {
    @Override
    public void generate(long round, long epochMillis, List<SourceRecord> records) {
        long counter = round + 1;
        records.add(SourceRecord.row(0, round, row(counter), 1));
        maxCardinality.ifPresent(max -> {
            if (counter > max) {
                records.add(SourceRecord.row(0, round, row(counter - max), -1));
            }
        });
    }

    private static byte[] row(long counter) {
        return RowCodec.encode(Row.of(Datum.of(counter)));
    }
}
