package dev.mizu.persist.machine;

import dev.mizu.persist.state.Part;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.List;
import java.util.Optional;

/** Reads the parts of a run in order, a block at a time. A failed call can be repeated. Single-threaded. */
public final class RunReader {
    private final Place place;
    private final ShardId shard;
    private final List<Part> parts;
    private int nextPart;
    private Optional<PartReader> open = Optional.empty();

    public RunReader(Place place, ShardId shard, Run run) {
        this(place, shard, run.parts());
    }

    public RunReader(Place place, ShardId shard, List<Part> parts) {
        this.place = place;
        this.shard = shard;
        this.parts = parts;
    }

    /** The next block, never an empty one; none at the end. */
    public Optional<Updates> next() {
        while (true) {
            Optional<Updates> block = open.flatMap(PartReader::next);
            if (block.isPresent() && !block.get().isEmpty()) {
                return block;
            }
            if (block.isEmpty()) {
                open = Optional.empty();
                if (nextPart == parts.size()) {
                    return Optional.empty();
                }
                switch (parts.get(nextPart)) {
                    case Part.Inline inline -> {
                        nextPart++;
                        if (!inline.updates().isEmpty()) {
                            return Optional.of(inline.updates());
                        }
                    }
                    case Part.Stored stored -> {
                        open = Optional.of(new PartReader(place, shard, stored));
                        nextPart++;
                    }
                }
            }
        }
    }
}
