package dev.mizu.computeworker.export;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeworker.render.IndexSource;
import dev.mizu.protocol.ComputeResponse;

/** An export of a running dataflow. Owned by the loop. */
public sealed interface ExportState permits ExportState.Index, ShardSinkState, SubscribeState {
    GlobalId id();

    /** Says what has changed, given that the dataflow is complete before {@code upper}. */
    void advance(long upper);

    /** The export's own frontiers. */
    ComputeResponse.Frontiers frontiers(long upper, boolean hydrated);

    /** Lets go of whatever works for it. */
    void close();

    /** An index: its trace is readable by others. */
    record Index(GlobalId id, IndexSource source) implements ExportState {
        @Override
        public void advance(long upper) {}

        @Override
        public ComputeResponse.Frontiers frontiers(long upper, boolean hydrated) {
            return new ComputeResponse.Frontiers(id, upper, source.trace().since(), hydrated);
        }

        @Override
        public void close() {}
    }
}
