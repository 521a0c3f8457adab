package dev.mizu.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.Check.InvariantException;
import dev.mizu.base.error.ExternalException;
import dev.mizu.base.time.Clock;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.update.CorruptionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class TimestampOracleTest {
    private final MemoryConsensus consensus = new MemoryConsensus();
    private final WallClock clock = new WallClock();

    /** A clock that a test sets. */
    private static final class WallClock implements Clock {
        private volatile long now = 1_700_000_000_000L;

        @Override
        public long epochMillis() {
            return now;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }

    private TimestampOracle open() {
        return TimestampOracle.open(consensus, "epoch milliseconds", clock);
    }

    @Test
    void writesFollowTheClockAndAlwaysGrow() {
        TimestampOracle oracle = open();
        long first = oracle.allocateWrite();
        assertThat(first).isEqualTo(clock.now);
        assertThat(oracle.allocateWrite()).isEqualTo(first + 1);
        clock.now -= 60_000;
        assertThat(oracle.allocateWrite()).isEqualTo(first + 2);
        clock.now += 120_000;
        assertThat(oracle.allocateWrite()).isEqualTo(clock.now);
    }

    @Test
    void readsSeeWhatWasAppliedAndNothingLater() {
        TimestampOracle oracle = open();
        long write = oracle.allocateWrite();
        assertThat(oracle.readTs()).isLessThan(write);
        oracle.applied(write);
        assertThat(oracle.readTs()).isEqualTo(write);
        assertThat(oracle.allocateWrite()).isGreaterThan(write);
        long far = write + 1_000_000;
        oracle.applied(far);
        assertThat(oracle.readTs()).isEqualTo(far);
        assertThat(oracle.allocateWrite()).isEqualTo(far + 1);
    }

    @Test
    void neverGoesBackOverCrashesAndClockJumps() {
        long seed = System.nanoTime();
        System.out.println("TimestampOracleTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long greatest = 0;
        for (int life = 0; life < 300; life++) {
            clock.now += random.nextLong(-100_000, 100_000);
            TimestampOracle oracle = open();
            assertThat(oracle.readTs()).isGreaterThanOrEqualTo(greatest);
            for (int i = random.nextInt(50); i > 0; i--) {
                clock.now += random.nextLong(-50, 400);
                long write = oracle.allocateWrite();
                assertThat(write).isGreaterThan(greatest);
                greatest = write;
                if (random.nextBoolean()) {
                    oracle.applied(write);
                    assertThat(oracle.readTs()).isEqualTo(write);
                }
            }
            if (random.nextInt(3) == 0) {
                oracle.close();
            }
        }
    }

    @Test
    void aCrashLeadsByAWindowAtMostAndACleanRestartNotAtAll() {
        TimestampOracle oracle = open();
        long last = oracle.allocateWrite();
        oracle.applied(last);
        assertThat(open().readTs()).isBetween(last, last + TimestampOracle.WINDOW_MILLIS);
        TimestampOracle reopened = open();
        long write = reopened.allocateWrite();
        reopened.applied(write);
        reopened.close();
        assertThat(open().readTs()).isEqualTo(write);
    }

    @Test
    void allocationsRarelyTouchTheDisk() {
        TimestampOracle oracle = open();
        long before = consensus.outsideChanges();
        for (int i = 0; i < 100_000; i++) {
            oracle.allocateWrite();
        }
        assertThat(consensus.outsideChanges() - before).isLessThan(110);
    }

    @Test
    void concurrentCallersGetDistinctGrowingTimes() throws InterruptedException {
        TimestampOracle oracle = open();
        Set<Long> all = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                long previous = 0;
                for (int k = 0; k < 5000; k++) {
                    long read = oracle.readTs();
                    long write = oracle.allocateWrite();
                    if (write > Math.max(previous, read) && all.add(write)) {
                        previous = write;
                        oracle.applied(write);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all).hasSize(40_000);
    }

    @Test
    void theFormerOwnerIsFenced() {
        TimestampOracle old = open();
        old.allocateWrite();
        TimestampOracle young = open();
        clock.now += 1_000_000;
        assertThatThrownBy(old::allocateWrite).isInstanceOf(InvariantException.class);
        assertThat(young.allocateWrite()).isEqualTo(clock.now);
    }

    @Test
    void aLostReplyIsRecognised() {
        Consensus forgetful = new Consensus() {
            private int calls;

            @Override
            public Optional<Entry> head(String key) {
                return consensus.head(key);
            }

            @Override
            public boolean compareAndSet(List<Change> changes) {
                boolean done = consensus.compareAndSet(changes);
                if (++calls == 2) {
                    throw ExternalException.retryable("lost reply", new IOException("lost reply"));
                }
                return done;
            }

            @Override
            public List<Entry> scan(String key, long fromSeqno, int limit) {
                return consensus.scan(key, fromSeqno, limit);
            }

            @Override
            public void truncate(String key, long belowSeqno) {
                consensus.truncate(key, belowSeqno);
            }

            @Override
            public List<String> keys() {
                return consensus.keys();
            }

            @Override
            public long outsideChanges() {
                return consensus.outsideChanges();
            }

            @Override
            public void close() {}
        };
        TimestampOracle oracle = TimestampOracle.open(forgetful, "t", clock);
        clock.now += 1_000_000;
        assertThatThrownBy(oracle::allocateWrite).isInstanceOf(ExternalException.class);
        clock.now += 5;
        assertThat(oracle.allocateWrite()).isEqualTo(clock.now);
    }

    @Test
    void corruptMarksAreNotServed() {
        open();
        byte[] good = consensus.head("oracle/epoch milliseconds").orElseThrow().value();
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 4;
            MemoryConsensus copy = new MemoryConsensus();
            copy.compareAndSet(
                    List.of(new Consensus.Change("oracle/epoch milliseconds", new Consensus.Entry(1, flipped))));
            assertThatThrownBy(() -> TimestampOracle.open(copy, "epoch milliseconds", clock))
                    .isInstanceOf(CorruptionException.class);
        }
    }
}
