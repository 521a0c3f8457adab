package dev.mizu.base.concurrent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A value that is made when it is first asked for, once, by whoever asks; others wait. A failure is tried again. */
public final class Once<T> implements Supplier<T> {
    private final Exclusive making = new Exclusive();
    private final AtomicReference<Optional<T>> made;
    private final Supplier<T> maker;

    public Once(Supplier<T> maker) {
        this.made = new AtomicReference<>(Optional.empty());
        this.maker = maker;
    }

    /** A value that is there already. */
    public static <T> Once<T> of(T value) {
        return new Once<>(() -> value);
    }

    @Override
    public T get() {
        Optional<T> present = made.get();
        return present.isPresent() ? present.get() : making.get(this::make);
    }

    private T make() {
        Optional<T> present = made.get();
        if (present.isPresent()) {
            return present.get();
        }
        T value = maker.get();
        made.set(Optional.of(value));
        return value;
    }
}
