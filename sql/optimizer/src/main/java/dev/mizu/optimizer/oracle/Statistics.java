package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.GlobalId;
import java.util.OptionalLong;

/** How large collections are, roughly; only choices between correct plans depend on it. */
@FunctionalInterface
public interface Statistics {
    Statistics NONE = collection -> OptionalLong.empty();

    /** About how many rows. */
    OptionalLong cardinality(GlobalId collection);
}
