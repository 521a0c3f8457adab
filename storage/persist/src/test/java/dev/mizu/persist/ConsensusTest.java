package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.Consensus.Change;
import dev.mizu.persist.location.Consensus.Entry;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.SqliteConsensus;
import dev.mizu.persist.update.CorruptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every consensus promises. */
class ConsensusTest {
    @TempDir
    Path folder;

    private Consensus open(String kind) {
        return kind.equals("memory") ? new MemoryConsensus() : new SqliteConsensus(folder);
    }

    private static Change change(String key, long seqno) {
        return new Change(key, new Entry(seqno, new byte[] {(byte) seqno}));
    }

    private static List<Long> seqnos(Consensus consensus, String key) {
        return consensus.scan(key, 0, 100).stream().map(Entry::seqno).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void historiesAreDenseAndOrdered(String kind) {
        try (Consensus consensus = open(kind)) {
            assertThat(consensus.head("a")).isEmpty();
            assertThat(consensus.compareAndSet(List.of(change("a", 2)))).isFalse();
            assertThat(consensus.compareAndSet(List.of(change("a", 1)))).isTrue();
            assertThat(consensus.compareAndSet(List.of(change("a", 1)))).isFalse();
            assertThat(consensus.compareAndSet(List.of(change("a", 3)))).isFalse();
            assertThat(consensus.compareAndSet(List.of(change("a", 2)))).isTrue();
            assertThat(consensus.head("a").orElseThrow().value()).containsExactly(2);
            assertThat(seqnos(consensus, "a")).containsExactly(1L, 2L);
            assertThat(consensus.scan("a", 2, 100)).hasSize(1);
            assertThat(consensus.scan("a", 0, 1).getFirst().seqno()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void manyKeysAllOrNone(String kind) {
        try (Consensus consensus = open(kind)) {
            assertThat(consensus.compareAndSet(List.of(change("a", 1), change("b", 1)))).isTrue();
            assertThat(consensus.compareAndSet(List.of(change("a", 2), change("b", 3), change("c", 1)))).isFalse();
            assertThat(seqnos(consensus, "a")).containsExactly(1L);
            assertThat(consensus.head("c")).isEmpty();
            assertThat(consensus.keys()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite"})
    void truncationKeepsTheNewest(String kind) {
        try (Consensus consensus = open(kind)) {
            for (int i = 1; i <= 10; i++) {
                assertThat(consensus.compareAndSet(List.of(change("a", i)))).isTrue();
            }
            consensus.truncate("a", 8);
            assertThat(consensus.compareAndSet(List.of(change("a", 11)))).isTrue();
            assertThat(seqnos(consensus, "a")).containsExactly(8L, 9L, 10L, 11L);
            consensus.truncate("a", 1000);
            assertThat(consensus.compareAndSet(List.of(change("b", 1)))).isTrue();
            assertThat(seqnos(consensus, "a")).containsExactly(11L);
        }
    }

    @Test
    void sqliteKeepsItAll() {
        try (Consensus consensus = open("sqlite")) {
            assertThat(consensus.compareAndSet(List.of(change("a", 1), change("b", 1)))).isTrue();
        }
        try (Consensus consensus = open("sqlite")) {
            assertThat(consensus.compareAndSet(List.of(change("a", 2)))).isTrue();
            assertThat(consensus.keys()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void concurrentCallersOfOneKeyWinOnceEach() throws InterruptedException {
        try (Consensus consensus = open("sqlite")) {
            AtomicInteger wins = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int seqno = 1; seqno <= 50; seqno++) {
                        wins.addAndGet(consensus.compareAndSet(List.of(change("a", seqno))) ? 1 : 0);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            long newest = consensus.head("a").orElseThrow().seqno();
            assertThat(wins.get()).isEqualTo((int) newest);
            assertThat(seqnos(consensus, "a")).hasSize((int) newest);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsReported() throws IOException {
        Files.writeString(folder.resolve("consensus.sqlite"), "this is not a database".repeat(400));
        assertThatThrownBy(() -> open("sqlite"))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(folder.toString());
    }

    /** What entries hold has checksums of its own; what damage must never do is to hide an entry or a history. */
    @Test
    void damageHidesNoEntry() throws IOException {
        Path file = folder.resolve("consensus.sqlite");
        try (Consensus consensus = open("sqlite")) {
            for (int i = 1; i <= 60; i++) {
                assertThat(consensus.compareAndSet(List.of(change("a", i), change("b" + i, 1)))).isTrue();
            }
        }
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(20261121);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            // The first hundred bytes are the format's, which other tests damage.
            int at = random.nextInt(100, whole.length);
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) random.nextInt(1, 256);
            Files.write(file, damaged);
            try (Consensus consensus = open("sqlite")) {
                assertThat(seqnos(consensus, "a")).as("byte %d", at).hasSize(60).endsWith(60L);
                assertThat(consensus.keys()).as("byte %d", at).hasSize(61);
            } catch (CorruptionException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
