package dev.mizu.base.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes ids that nothing else has, from randomness that is passed in so that a seed replays them. As thread-safe as
 * its generator.
 */
public final class FreshIds {
    private final RandomGenerator random;

    public FreshIds(RandomGenerator random) {
        this.random = random;
    }

    /** Ids that nobody can guess. Thread-safe. */
    public static FreshIds secure() {
        return new FreshIds(new SecureRandom());
    }

    /** A UUID of version 4 (RFC 9562, section 5.4): 122 random bits. */
    public UUID uuid() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low);
    }

    /** A secret number of 32 random bits. */
    public int key() {
        return random.nextInt();
    }
}
