package dev.mizu.acceptance.walk;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** One order of the load: the n-th of a seed is always the same, so what a topic holds can be worked out again. */
record Order(long id, int customer, long amount) {
    static final int CUSTOMERS = 500;
    static final int PARTITIONS = 4;

    static Order of(long seed, long id) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + id);
        // Some customers buy more than others, so that the top moves.
        int customer = random.nextInt(1 + random.nextInt(CUSTOMERS));
        return new Order(id, customer, 1 + random.nextInt(1000));
    }

    /** The order at an offset of a partition. */
    static Order at(long seed, int partition, long offset) {
        return of(seed, offset * PARTITIONS + partition);
    }

    int partition() {
        return (int) (id % PARTITIONS);
    }

    byte[] json() {
        return ("{\"id\":" + id + ",\"customer\":" + customer + ",\"amount\":" + amount + '}')
                .getBytes(StandardCharsets.UTF_8);
    }
}
