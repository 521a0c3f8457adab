package dev.mizu.persist.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private record Key(byte[] row, long time) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byRow = Arrays.compareUnsigned(row, other.row);
            return byRow != 0 ? byRow : Long.compare(time, other.time);
        }
    }

    @Test
    void consolidationSortsAndSums() {
        long seed = System.nanoTime();
        System.out.println("UpdatesTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            UpdatesBuilder builder = Updates.builder();
            TreeMap<Key, Long> model = new TreeMap<>();
            int n = random.nextInt(400);
            for (int i = 0; i < n; i++) {
                byte[] row = new byte[random.nextInt(round % 2 == 0 ? 3 : 12)];
                for (int k = 0; k < row.length; k++) {
                    row[k] = (byte) (random.nextInt(3) - 1);
                }
                long time = random.nextInt(3);
                long diff = random.nextInt(5) - 2;
                builder.add(row, time, diff);
                model.merge(new Key(row, time), diff, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
            }
            model.values().removeIf(diff -> diff == 0);
            Updates consolidated = builder.build().consolidated();
            UpdatesBuilder expected = Updates.builder();
            model.forEach((key, diff) -> expected.add(key.row(), key.time(), diff));
            assertThat(consolidated).isEqualTo(expected.build());
            assertThat(consolidated.consolidated()).isSameAs(consolidated);
        }
    }

    @Test
    void slicesAndFiltersKeepRows() {
        UpdatesBuilder builder = Updates.builder();
        for (int i = 0; i < 10; i++) {
            builder.add(new byte[] {(byte) i}, i, i + 1);
        }
        Updates updates = builder.build();
        assertThat(updates.within(3, 5)).isEqualTo(updates.slice(3, 5));
        assertThat(updates.slice(7, 10).row(2)).containsExactly(9);
        assertThat(updates.forwardedTo(4).times()).containsExactly(4, 4, 4, 4, 4, 5, 6, 7, 8, 9);
        assertThat(updates.within(20, 30)).isSameAs(Updates.EMPTY);
    }
}
