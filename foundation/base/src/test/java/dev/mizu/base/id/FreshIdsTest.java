package dev.mizu.base.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshIdsTest {
    @Test
    void uuidsAreOfVersionFourAndDiffer() {
        FreshIds ids = new FreshIds(new SplittableRandom(7));
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = ids.uuid();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void aSeedReplaysThem() {
        FreshIds first = new FreshIds(new SplittableRandom(11));
        FreshIds second = new FreshIds(new SplittableRandom(11));
        assertThat(first.uuid()).isEqualTo(second.uuid());
        assertThat(first.key()).isEqualTo(second.key());
        assertThat(FreshIds.secure().uuid()).isNotEqualTo(FreshIds.secure().uuid());
    }
}
