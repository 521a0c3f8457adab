package dev.mizu.computeworker;

import dev.mizu.expr.EvalError;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Keeps the state of all dataflows below a limit by naming one that has to go: of those that hydrate the largest, else
 * the largest of all. So a view that does not fit fails with an error, and what ran before runs on. One thread.
 */
final class MemoryGuard {
    private static final String OUT_OF_MEMORY = "53200";

    private final long bytesMax;
    private final int stepsALook;
    private int steps;

    /** A guard that looks at every so many steps. */
    MemoryGuard(long bytesMax, int stepsALook) {
        this.bytesMax = bytesMax;
        this.stepsALook = stepsALook;
    }

    /** The dataflow that has to go, if it is time to look and the limit is crossed. */
    Optional<InstalledDataflow> look(Collection<InstalledDataflow> dataflows) {
        if (bytesMax == Long.MAX_VALUE || ++steps < stepsALook) {
            return Optional.empty();
        }
        steps = 0;
        long sum = 0;
        for (InstalledDataflow dataflow : dataflows) {
            sum += dataflow.dataflow().bytes();
        }
        if (sum <= bytesMax) {
            return Optional.empty();
        }
        return dataflows.stream().max(
                Comparator.<InstalledDataflow>comparingInt(dataflow -> dataflow.dataflow().hydrated() ? 0 : 1)
                        .thenComparingLong(dataflow -> dataflow.dataflow().bytes()));
    }

    EvalError error(InstalledDataflow dataflow) {
        return error(dataflow.dataflow().name() + " does not fit into the replica's " + (bytesMax >> 20) + " MiB");
    }

    static EvalError error(String what) {
        return EvalError.of(OUT_OF_MEMORY, "out of memory: " + what);
    }
}
