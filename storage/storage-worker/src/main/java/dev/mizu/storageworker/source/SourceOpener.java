package dev.mizu.storageworker.source;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.storageplan.SecretReader;
import dev.mizu.storageplan.SourcePlan;
import java.time.Duration;

/** Makes the readers of all kinds of sources; given by the main that knows the connectors. */
@FunctionalInterface
public interface SourceOpener {
    /** Throws {@link dev.mizu.base.error.ExternalException}; connecting itself is left to the first polls. */
    SourceReader open(Request request);

    /**
     * What to read, and from where on.
     *
     * @param resume partitions that do not occur start where the plan says
     * @param patience how long an outside system may be silent before the reader gives up
     */
    record Request(GlobalId id, SourcePlan plan, Positions resume, SecretReader secrets, Clock clock,
            Duration patience) {}
}
