package dev.mizu.base.concurrent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer that one thread gives, once, and another waits for. Later answers are ignored. */
public final class Promise<T> {
    /** Each takes some 10 to 50 nanoseconds. */
    private static final int GLANCES = 300;

    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** Whether this was the first answer. */
    public boolean complete(T value) {
        return future.complete(value);
    }

    public boolean fail(RuntimeException failure) {
        return future.completeExceptionally(failure);
    }

    public boolean isDone() {
        return future.isDone();
    }

    /**
     * Gives an answer that is being made on another processor the few microseconds that it needs, which are fewer than
     * it takes to be parked and woken. Whoever then waits does not wait, or has lost little.
     */
    public void expectSoon() {
        for (int i = 0; i < GLANCES && !future.isDone(); i++) {
            Thread.onSpinWait();
        }
    }

    /** Waits for the answer; rethrows the failure. An interrupt ends the wait as {@link InterruptedException}. */
    public T await() throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    /** Waits for the answer, also while it is interrupted; the interrupt is kept. Rethrows the failure. */
    public T join() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits at most so long; empty when there is no answer by then. */
    public Optional<T> await(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(future.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw unwrap(e);
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private static RuntimeException unwrap(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        throw new IllegalStateException(e.getCause());
    }
}
