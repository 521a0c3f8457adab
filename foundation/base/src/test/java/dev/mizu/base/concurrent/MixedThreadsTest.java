package dev.mizu.base.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MixedThreadsTest {
    @Test
    void platformThreadsComeFirstAndTheirPlacesComeBack() throws InterruptedException {
        MixedThreads threads = new MixedThreads("t", 2);
        CountDownLatch leave = new CountDownLatch(1);
        Runnable wait = () -> {
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread first = threads.newThread(wait);
        Thread second = threads.newThread(wait);
        assertThat(first.isVirtual()).isFalse();
        assertThat(second.isVirtual()).isFalse();
        assertThat(threads.newThread(wait).isVirtual()).isTrue();
        first.start();
        second.start();
        leave.countDown();
        first.join();
        second.join();
        assertThat(threads.newThread(wait).isVirtual()).isFalse();
    }
}
