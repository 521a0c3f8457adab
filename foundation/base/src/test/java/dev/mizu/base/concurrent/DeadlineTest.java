package dev.mizu.base.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void acts_when_nobody_calls_it_off() throws InterruptedException {
        CountDownLatch acted = new CountDownLatch(1);
        try (Deadline deadline = Deadline.start("t", Duration.ofMillis(5), acted::countDown)) {
            assertThat(deadline).isNotNull();
            assertThat(acted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void stays_quiet_when_called_off() throws InterruptedException {
        CountDownLatch acted = new CountDownLatch(1);
        Deadline.start("t", Duration.ofMillis(100), acted::countDown).close();
        assertThat(acted.await(300, TimeUnit.MILLISECONDS)).isFalse();
    }
}
