package dev.mizu.catalog.builtin;

import dev.mizu.repr.Decimal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A size that a replica may have. All run in the region's own process with one worker; the figures are what the name
 * stands for elsewhere, so that clients can compare sizes.
 */
public record ReplicaSize(String name, long nanoCores, long memoryBytes, Decimal creditsPerHour) {
    private static final long GIB = 1L << 30;
    private static final long CORE = 1_000_000_000L;

    /** All sizes. */
    public static final List<ReplicaSize> ALL = List.of(
            size("xs", 1, 8, "0.25"), size("s", 2, 16, "0.5"), size("m", 4, 32, "1"), size("l", 8, 64, "2"),
            size("xl", 16, 128, "4"), size("25cc", 1, 4, "0.25"), size("50cc", 1, 8, "0.5"),
            size("100cc", 2, 16, "1"), size("200cc", 4, 32, "2"), size("300cc", 6, 48, "3"),
            size("400cc", 8, 64, "4"), size("600cc", 12, 96, "6"), size("800cc", 16, 128, "8"),
            size("1200cc", 24, 192, "12"), size("1600cc", 31, 256, "16"), size("3200cc", 62, 512, "32"),
            size("scale=1,workers=1", 1, 4, "1"));

    /** Their names. */
    public static final Set<String> NAMES = ALL.stream().map(ReplicaSize::name).collect(Collectors.toSet());

    private static ReplicaSize size(String name, long cores, long gib, String credits) {
        return new ReplicaSize(name, cores * CORE, gib * GIB, Decimal.of(new BigDecimal(credits)));
    }
}
