package dev.mizu.base.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. Any thread. */
public final class Counter {
    private final LongAdder value = new LongAdder();

    Counter() {}

    public void increment() {
        value.increment();
    }

    public void add(long more) {
        value.add(more);
    }

    public long value() {
        return value.sum();
    }
}
