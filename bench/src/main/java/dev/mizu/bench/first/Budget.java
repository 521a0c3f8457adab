package dev.mizu.bench.first;

import java.time.Duration;

/**
 * How much is done in each phase.
 *
 * @param customers rows of the small side of the join
 * @param orders rows of the large side before views exist
 * @param steady how long orders are added while views exist, for each set of views
 * @param visible how long commits are timed
 * @param reads how long point reads are timed, for each server and number of connections
 * @param starts how often a start is timed, on each kind of folder
 * @param pairs rows whose index is weighed
 */
public record Budget(
        int customers, int orders, Duration steady, Duration visible, Duration reads, int starts, int pairs) {
    /** Minutes; the figures that are reported. */
    public static final Budget FULL = new Budget(10_000, 500_000, Duration.ofSeconds(10), Duration.ofSeconds(8),
            Duration.ofSeconds(5), 3, 1_000_000);

    /** Half a minute; shows that everything works. */
    public static final Budget QUICK = new Budget(500, 20_000, Duration.ofSeconds(1), Duration.ofSeconds(2),
            Duration.ofMillis(500), 1, 100_000);
}
