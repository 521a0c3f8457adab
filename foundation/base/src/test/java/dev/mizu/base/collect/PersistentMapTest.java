package dev.mizu.base.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PersistentMapTest {
    /** A key with few hashes, so that collisions happen at every depth. */
    private record Clashing(int id) {
        @Override
        public int hashCode() {
            return id % 7;
        }
    }

    @Test
    void agreesWithHashMapAndKeepsOldVersions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PersistentMap<Clashing, Integer> clashing = PersistentMap.empty();
        PersistentMap<Integer, Integer> plain = PersistentMap.empty();
        Map<Clashing, Integer> clashingModel = new HashMap<>();
        Map<Integer, Integer> plainModel = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(2_000);
            if (random.nextInt(3) == 0) {
                PersistentMap<Integer, Integer> before = plain;
                int sizeBefore = before.size();
                plain = plain.without(key);
                clashing = clashing.without(new Clashing(key % 50));
                assertThat(before.size()).isEqualTo(sizeBefore);
                plainModel.remove(key);
                clashingModel.remove(new Clashing(key % 50));
            } else {
                plain = plain.with(key, i);
                clashing = clashing.with(new Clashing(key % 50), i);
                plainModel.put(key, i);
                clashingModel.put(new Clashing(key % 50), i);
            }
        }
        assertSame(seed, plain, plainModel);
        assertSame(seed, clashing, clashingModel);
    }

    private static <K, V> void assertSame(long seed, PersistentMap<K, V> map, Map<K, V> model) {
        Map<K, V> seen = new HashMap<>();
        map.forEach(seen::put);
        assertThat(seen).as("seed %d", seed).isEqualTo(model);
        assertThat(map.size()).isEqualTo(model.size());
        model.forEach((key, value) -> assertThat(map.get(key)).contains(value));
    }
}
