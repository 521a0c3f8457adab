package dev.mizu.expr.eval;

import dev.mizu.expr.EvalError;
import dev.mizu.expr.kernel.NullBits;
import java.util.Map;
import java.util.TreeMap;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The errors of a batch's rows: a bitmap and the errors by row. Errors are rare, batches without them pay nothing. */
public final class Failures {
    static final Failures NONE = new Failures(NullBits.NONE, Map.of());

    private final long[] bits;
    private final Map<Integer, EvalError> errors;

    private Failures(long[] bits, Map<Integer, EvalError> errors) {
        this.bits = bits;
        this.errors = errors;
    }

    boolean any() {
        return !errors.isEmpty();
    }

    boolean has(int row) {
        return NullBits.test(bits, row);
    }

    Optional<EvalError> at(int row) {
        return Optional.ofNullable(errors.get(row));
    }

    void forEach(BiConsumer<Integer, EvalError> action) {
        errors.forEach(action);
    }

    /** The rows that failed, as a bitmap. */
    long[] bits() {
        return bits;
    }

    /** Both; of two errors of one row the one here stays. */
    Failures or(Failures later) {
        if (!later.any()) {
            return this;
        }
        if (!any()) {
            return later;
        }
        Map<Integer, EvalError> both = new TreeMap<>(later.errors);
        both.putAll(errors);
        return new Failures(NullBits.union(bits, later.bits), both);
    }

    /** The failures of the rows {@code rows[0..count)}, renumbered. */
    Failures select(int[] rows, int count) {
        if (!any()) {
            return this;
        }
        Collector selected = new Collector(count);
        for (int i = 0; i < count; i++) {
            int row = i;
            at(rows[i]).ifPresent(error -> selected.add(row, error));
        }
        return selected.build();
    }

    /** Gathers failures row by row. */
    static final class Collector {
        private final int rows;
        private long[] bits = NullBits.NONE;
        private final Map<Integer, EvalError> errors = new TreeMap<>();

        Collector(int rows) {
            this.rows = rows;
        }

        /** Keeps the first error of a row. */
        void add(int row, EvalError error) {
            if (bits.length == 0) {
                bits = NullBits.room(rows);
            }
            if (!NullBits.test(bits, row)) {
                NullBits.set(bits, row);
                errors.put(row, error);
            }
        }

        /** Adds the failures of rows of a selection, under their numbers before it. */
        void addAll(Failures failures, int[] selection) {
            for (Map.Entry<Integer, EvalError> entry : failures.errors.entrySet()) {
                add(selection[entry.getKey()], entry.getValue());
            }
        }

        Failures build() {
            return errors.isEmpty() ? NONE : new Failures(bits, errors);
        }
    }
}
