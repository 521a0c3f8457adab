package dev.mizu.storageworker.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state against a map, with rows of all sizes, and with bounded waste. */
final class UpsertStateTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UpsertState state = new UpsertState();
        Map<String, byte[]> model = new HashMap<>();
        for (int i = 0; i < 150_000; i++) {
            String name = "k" + "x".repeat(random.nextInt(3) * 7) + random.nextInt(i < 100_000 ? 8000 : 300);
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            boolean found = state.find(key, key.length);
            byte[] known = model.get(name);
            assertThat(found).as("seed %d", seed).isEqualTo(known != null);
            if (found) {
                assertThat(Arrays.copyOfRange(state.page(), state.start(), state.end())).isEqualTo(known);
                state.remove();
                model.remove(name);
            }
            if (random.nextInt(8) > 0) {
                byte[] row = new byte[random.nextInt(20_000) == 0 ? 300_000 : random.nextInt(200)];
                random.nextBytes(row);
                state.put(key, key.length, row, 0, row.length);
                model.put(name, row);
            }
            assertThat(state.size()).isEqualTo(model.size());
        }
        model.forEach((name, row) -> {
            assertThat(state.find(name.getBytes(StandardCharsets.UTF_8), name.length())).isTrue();
            assertThat(Arrays.copyOfRange(state.page(), state.start(), state.end())).isEqualTo(row);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 10_000})
    void wastesAtMostAboutWhatLives(int keys) {
        UpsertState state = new UpsertState();
        byte[] row = new byte[400];
        for (int i = 0; i < 400_000; i++) {
            byte[] key = Integer.toString(i * 31 % keys).getBytes(StandardCharsets.UTF_8);
            if (state.find(key, key.length)) {
                state.remove();
            }
            state.put(key, key.length, row, 0, row.length);
        }
        assertThat(state.size()).isEqualTo(keys);
        assertThat(state.heldBytes()).isLessThan(3L * keys * (row.length + 16) + 8 * (256 << 10));
    }
}
