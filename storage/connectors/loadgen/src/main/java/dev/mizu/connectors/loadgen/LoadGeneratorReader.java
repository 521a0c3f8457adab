package dev.mizu.connectors.loadgen;

import dev.mizu.base.time.Clock;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import dev.mizu.storageworker.source.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A source that makes its rows here. The position is the next round; rounds before AS OF come at once, later ones when
 * they are due, one each tick after the source (re)started; none at UP TO or later.
 */
public final class LoadGeneratorReader implements SourceReader {
    private static final int ROUNDS_MAX = 10_000;

    private final Clock clock;
    private final Rounds rounds;
    private final long tickNanos;
    private final long end;
    private final long firstRound;
    private final long startNanos;
    private final long startMillis;
    private long next;

    private LoadGeneratorReader(LoadGeneratorPlan plan, Positions resume, Clock clock) {
        this.clock = clock;
        this.rounds = switch (plan.generator()) {
            case LoadGeneratorPlan.Generator.Counter counter -> new CounterRounds(counter.maxCardinality());
            case LoadGeneratorPlan.Generator.Auction auction -> new AuctionRounds();
        };
        this.tickNanos = Math.max(1, plan.tickMillis()) * 1_000_000;
        this.end = plan.upTo().orElse(Long.MAX_VALUE);
        this.next = resume.of(0).orElse(0);
        this.firstRound = Math.max(next, plan.asOf());
        this.startNanos = clock.nanoTime();
        this.startMillis = clock.epochMillis();
    }

    /** Ready at once. */
    public static LoadGeneratorReader open(LoadGeneratorPlan plan, SourceOpener.Request request) {
        return new LoadGeneratorReader(plan, request.resume(), request.clock());
    }

    @Override
    public Optional<RecordBatch> poll(Duration wait) {
        long due = due();
        if (next >= due) {
            long nanos = next >= end ? Long.MAX_VALUE
                    : startNanos + (next - firstRound) * tickNanos - clock.nanoTime();
            LockSupport.parkNanos(this, Math.min(nanos, wait.toNanos()));
            due = due();
        }
        List<SourceRecord> records = new ArrayList<>();
        for (long last = Math.min(due, next + ROUNDS_MAX); next < last; next++) {
            rounds.generate(next, startMillis + (next - firstRound) * tickNanos / 1_000_000, records);
        }
        return Optional.of(new RecordBatch(records, Positions.single(next), Math.max(due, next)));
    }

    /** The first round that is not due yet. */
    private long due() {
        return Math.min(end, firstRound + (clock.nanoTime() - startNanos) / tickNanos + 1);
    }

    @Override
    public void durable(Positions positions) {}

    @Override
    public void close() {}
}
