package dev.mizu.base.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PromiseTest {
    @Test
    void theFirstAnswerCounts() throws InterruptedException {
        Promise<Integer> promise = new Promise<>();
        assertThat(promise.await(Duration.ofMillis(1))).isEmpty();
        assertThat(promise.complete(1)).isTrue();
        assertThat(promise.complete(2)).isFalse();
        assertThat(promise.fail(new IllegalStateException())).isFalse();
        assertThat(promise.await()).isEqualTo(1);
    }

    @Test
    void aFailureIsRethrownAsItIs() {
        Promise<Integer> promise = new Promise<>();
        IllegalArgumentException failure = new IllegalArgumentException("no");
        promise.fail(failure);
        assertThatThrownBy(promise::await).isSameAs(failure);
        assertThatThrownBy(promise::join).isSameAs(failure);
    }

    @Test
    void joinOutlastsAnInterruptAndKeepsIt() throws InterruptedException {
        Promise<Integer> asked = new Promise<>();
        Promise<Boolean> told = new Promise<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            int answer = asked.join();
            told.complete(answer == 7 && Thread.currentThread().isInterrupted());
        });
        waiter.interrupt();
        assertThat(told.await(Duration.ofMillis(50))).isEmpty();
        asked.complete(7);
        assertThat(told.await(Duration.ofSeconds(20))).contains(true);
    }

    @Test
    void joinKeepsAnInterruptAlsoWhenItFails() throws InterruptedException {
        Promise<Integer> asked = new Promise<>();
        Promise<Boolean> told = new Promise<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                told.complete(asked.join() < 0);
            } catch (IllegalStateException e) {
                told.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiter.interrupt();
        assertThat(told.await(Duration.ofMillis(50))).isEmpty();
        asked.fail(new IllegalStateException("no"));
        assertThat(told.await(Duration.ofSeconds(20))).contains(true);
    }
}
