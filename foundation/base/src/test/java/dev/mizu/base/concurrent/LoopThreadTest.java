package dev.mizu.base.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopThreadTest {
    private static final int ASKERS = 8;
    private static final int QUESTIONS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Answers each question with how many it has answered; its count is safe only while nobody else steps it. */
    private static final class Counting implements StepLoop {
        final Inbox<Promise<Integer>> inbox = new Inbox<>(1024);
        final AtomicBoolean inside = new AtomicBoolean();
        final AtomicBoolean met = new AtomicBoolean();
        int count;

        @Override
        public boolean step() {
            if (!inside.compareAndSet(false, true)) {
                met.set(true);
            }
            Optional<Promise<Integer>> asked = inbox.poll();
            asked.ifPresent(promise -> promise.complete(++count));
            inside.set(false);
            return asked.isPresent();
        }
    }

    @Test
    void everyAssistedQuestionIsAnsweredByOneThreadAtATime() throws Exception {
        Counting loop = new Counting();
        Promise<Throwable> failure = new Promise<>();
        List<Thread> askers = new ArrayList<>();
        Promise<Boolean> unanswered = new Promise<>();
        try (LoopThread thread = LoopThread.start("t", loop, failure::complete)) {
            for (int i = 0; i < ASKERS; i++) {
                boolean assisting = i % 4 != 0;
                askers.add(Thread.ofPlatform().start(() -> ask(loop, thread, assisting, unanswered)));
            }
            for (Thread asker : askers) {
                asker.join();
            }
        }
        assertThat(unanswered.isDone()).isFalse();
        assertThat(failure.isDone()).isFalse();
        assertThat(loop.met).isFalse();
        assertThat(loop.count).isEqualTo(ASKERS * QUESTIONS);
    }

    private static void ask(Counting loop, LoopThread thread, boolean assisting, Promise<Boolean> unanswered) {
        try {
            for (int i = 0; i < QUESTIONS; i++) {
                Promise<Integer> answer = new Promise<>();
                loop.inbox.offerQuietly(answer);
                if (assisting) {
                    thread.assist();
                } else {
                    thread.wake();
                }
                if (answer.await(PATIENCE).isEmpty()) {
                    unanswered.complete(true);
                }
            }
        } catch (InterruptedException e) {
            unanswered.complete(true);
        }
    }

    @Test
    void aFailureOfAnAssistedStepEndsTheLoop() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean();
        Promise<Throwable> failure = new Promise<>();
        StepLoop loop = () -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return false;
        };
        try (LoopThread thread = LoopThread.start("t", loop, failure::complete)) {
            broken.set(true);
            thread.assist();
            assertThat(failure.await(PATIENCE)).isPresent();
        }
    }
}
