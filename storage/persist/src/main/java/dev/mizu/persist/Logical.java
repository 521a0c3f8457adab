package dev.mizu.persist;

import dev.mizu.persist.machine.Pin;
import dev.mizu.persist.machine.ShardMachine;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A shard as readers see it: its content together with the upper that holds for it. The common upper is always read
 * before the content, so that the content is at least as new as what the upper claims.
 */
record Logical(ShardMachine machine, CommonUpper common) {
    /** Content that is complete below {@code upper}; close the pin soon. */
    record View(Pin pin, long upper) {}

    long upper() {
        long claimed = common.upperOf(machine.shard());
        long own = claimed > machine.state().upper() ? machine.freshState().upper() : machine.state().upper();
        return Math.max(claimed, own);
    }

    View view() {
        long claimed = common.upperOf(machine.shard());
        if (claimed > machine.state().upper()) {
            machine.freshState();
        }
        Pin pin = machine.pin();
        return new View(pin, Math.max(claimed, pin.state().upper()));
    }

    Subscription onUpper(Runnable wake) {
        // An object of its own, so that two subscriptions with the same runnable end separately.
        Runnable own = wake::run;
        machine.watch(own);
        common.watch(own);
        return () -> {
            machine.unwatch(own);
            common.unwatch(own);
        };
    }

    /** Waits until the condition, asked after each move, holds; false after the time-out or an interrupt. */
    boolean await(BooleanSupplier condition, Duration timeout) {
        if (condition.getAsBoolean()) {
            return true;
        }
        long deadline = System.nanoTime() + nanos(timeout);
        Thread waiter = Thread.currentThread();
        Subscription subscription = onUpper(() -> LockSupport.unpark(waiter));
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || waiter.isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(machine, left);
            }
            return true;
        } finally {
            subscription.close();
        }
    }

    private static long nanos(Duration timeout) {
        // Centuries are as good as for ever, and do not overflow.
        return timeout.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : timeout.toNanos();
    }
}
