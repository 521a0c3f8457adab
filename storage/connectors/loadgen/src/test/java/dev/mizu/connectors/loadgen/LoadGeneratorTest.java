package dev.mizu.connectors.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.LoadGeneratorPlan.Generator;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import dev.mizu.storageworker.source.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What generators give, when, and that stopping in between changes nothing. */
final class LoadGeneratorTest {
    private static final int[] ARITIES = {2, 3, 3, 4, 5};

    private long nanos = 5_000_000_000L;
    private final Clock clock = new Clock() {
        @Override
        public long epochMillis() {
            return 1_700_000_000_000L + nanos / 1_000_000;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    };

    private SourceReader open(LoadGeneratorPlan plan, Positions resume) {
        return LoadGeneratorReader.open(plan, new SourceOpener.Request(
                GlobalId.user(1), plan, resume, id -> new byte[0], clock, Duration.ofSeconds(5)));
    }

    private static RecordBatch poll(SourceReader reader) {
        return reader.poll(Duration.ofMillis(1)).orElseThrow();
    }

    private static LoadGeneratorPlan counter(OptionalLong max, long asOf, OptionalLong upTo) {
        return new LoadGeneratorPlan(new Generator.Counter(max), 100, asOf, upTo);
    }

    private static List<String> numbers(RecordBatch batch) {
        return batch.records().stream()
                .map(r -> (r.diff() > 0 ? "+" : "-") + RowCodec.decode(r.value(), 0, 1).get(0).asLong()).toList();
    }

    @Test
    void countsAtEachTick() {
        SourceReader reader = open(counter(OptionalLong.of(2), 0, OptionalLong.of(4)), Positions.NONE);
        assertThat(numbers(poll(reader))).containsExactly("+1");
        assertThat(numbers(poll(reader))).isEmpty();
        nanos += 250_000_000;
        RecordBatch batch = poll(reader);
        assertThat(numbers(batch)).containsExactly("+2", "+3", "-1");
        assertThat(batch.positions()).isEqualTo(Positions.single(3));
        nanos += 50_000_000_000L;
        assertThat(numbers(poll(reader))).containsExactly("+4", "-2");
        assertThat(numbers(poll(reader))).isEmpty();
    }

    @Test
    void beginsAfterTheRoundsThatAreOver() {
        SourceReader reader = open(counter(OptionalLong.empty(), 3, OptionalLong.empty()), Positions.NONE);
        assertThat(numbers(poll(reader))).containsExactly("+1", "+2", "+3", "+4");
        SourceReader resumed = open(counter(OptionalLong.empty(), 3, OptionalLong.empty()), Positions.single(4));
        assertThat(numbers(poll(resumed))).containsExactly("+5");
        assertThat(numbers(poll(resumed))).isEmpty();
    }

    @Test
    void auctionsAreTheSameHoweverOftenTheyStop() {
        LoadGeneratorPlan plan = new LoadGeneratorPlan(new Generator.Auction(), 100, 0, OptionalLong.of(500));
        SplittableRandom random = new SplittableRandom(1);
        List<String> whole = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        SourceReader steady = open(plan, Positions.NONE);
        SourceReader restarted = open(plan, Positions.NONE);
        Positions reached = Positions.NONE;
        for (int i = 0; i < 2000; i++) {
            nanos += random.nextLong(150_000_000);
            poll(steady).records().forEach(r -> whole.add(text(r)));
            if (random.nextInt(10) == 0) {
                restarted = open(plan, reached);
            }
            RecordBatch batch = poll(restarted);
            reached = batch.positions();
            batch.records().forEach(r -> broken.add(text(r)));
        }
        assertThat(broken).isEqualTo(whole).hasSize(10 + 10 + 40 + 499);
    }

    /** The row without its times, which are those of the rounds. */
    private static String text(SourceRecord record) {
        Row row = RowCodec.decode(record.value(), 0, ARITIES[record.output()]);
        int stable = record.output() >= 3 ? row.arity() - 1 : row.arity();
        return record.output() + ":" + row.datums().subList(0, stable);
    }

    @Test
    void auctionsReferToWhatExists() {
        LoadGeneratorPlan plan = new LoadGeneratorPlan(new Generator.Auction(), 100, 1000, OptionalLong.of(1000));
        Map<Integer, Map<Long, Row>> tables = new HashMap<>();
        for (SourceRecord record : poll(open(plan, Positions.NONE)).records()) {
            Row row = RowCodec.decode(record.value(), 0, ARITIES[record.output()]);
            assertThat(tables.computeIfAbsent(record.output(), o -> new HashMap<>())
                    .put(row.get(0).asLong(), row)).isNull();
        }
        tables.get(1).values().forEach(user -> assertThat(tables.get(0)).containsKey(user.get(1).asLong()));
        tables.get(2).values().forEach(account -> assertThat(tables.get(0)).containsKey(account.get(1).asLong()));
        tables.get(3).values().forEach(auction -> assertThat(tables.get(1)).containsKey(auction.get(1).asLong()));
        for (Row bid : tables.get(4).values()) {
            assertThat(tables.get(1)).containsKey(bid.get(1).asLong());
            Row auction = tables.get(3).get(bid.get(2).asLong());
            assertThat(bid.get(4).asLong()).isLessThan(auction.get(3).asLong());
            assertThat(bid.get(3).asLong()).isBetween(1L, 100L);
        }
        assertThat(new TreeSet<>(tables.get(4).keySet()).last()).isEqualTo(tables.get(4).size());
        assertThat(tables.get(3)).hasSize(100);
    }
}
