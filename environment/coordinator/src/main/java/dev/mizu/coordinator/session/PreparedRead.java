package dev.mizu.coordinator.session;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.optimizer.PeekTemplate;
import dev.mizu.repr.RelationDesc;
import java.util.Set;

/**
 * A SELECT that one index answers, planned for any values of its parameters.
 *
 * @param inputs the stored collections that it reads, for the choice of a time
 */
public record PreparedRead(PeekTemplate template, RelationDesc desc, Set<GlobalId> inputs, ClusterId cluster) {
    public PreparedRead {
        inputs = Set.copyOf(inputs);
    }
}
