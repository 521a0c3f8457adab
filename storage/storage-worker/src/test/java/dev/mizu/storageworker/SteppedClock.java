package dev.mizu.storageworker;

import dev.mizu.base.time.Clock;

/** Time that moves when told to. */
final class SteppedClock implements Clock {
    long millis = 1_700_000_000_000L;

    @Override
    public long epochMillis() {
        return millis;
    }

    @Override
    public long nanoTime() {
        return millis * 1_000_000;
    }
}
