package dev.mizu.base.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GrowthTest {
    @Test
    void aWaiterSeesEveryMoveUntilTheEnd() throws InterruptedException {
        Growth growth = new Growth(3);
        Thread grower = Thread.ofVirtual().start(() -> {
            for (long i = 4; i <= 1_000; i++) {
                growth.reach(i);
            }
            growth.end();
        });
        List<Long> seen = new ArrayList<>(List.of(growth.reached()));
        long before = 0;
        while (seen.getLast() > before) {
            before = seen.getLast();
            seen.add(growth.awaitBeyond(before));
        }
        grower.join();
        assertThat(seen.getLast()).isEqualTo(1_000);
        assertThat(growth.awaitBeyond(1_000)).isEqualTo(1_000);
        assertThat(growth.awaitBeyond(5)).isEqualTo(1_000);
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        Growth growth = new Growth(0);
        Promise<Boolean> interrupted = new Promise<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                interrupted.complete(growth.awaitBeyond(0) < 0);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        waiter.interrupt();
        assertThat(interrupted.await(Duration.ofSeconds(20))).contains(true);
    }
}
