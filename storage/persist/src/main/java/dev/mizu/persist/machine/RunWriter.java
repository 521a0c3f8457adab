package dev.mizu.persist.machine;

import dev.mizu.persist.state.Part;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one run from consolidated, ascending chunks. A run that turns out small stays inline; otherwise it becomes
 * blobs of bounded size. Closing it before {@link #finish()} deletes what was written. Single-threaded.
 */
public final class RunWriter implements AutoCloseable {
    private final Place place;
    private final ShardId shard;
    private final int inlineMax;
    private final List<Part> parts = new ArrayList<>();
    private Optional<Updates> first = Optional.empty();
    private Optional<PartWriter> open = Optional.empty();
    private boolean finished;

    /** @param inlineMax up to how many row bytes the run may stay inline; -1 for never */
    public RunWriter(Place place, ShardId shard, int inlineMax) {
        this.place = place;
        this.shard = shard;
        this.inlineMax = inlineMax;
    }

    public void add(Updates chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        if (parts.isEmpty() && open.isEmpty() && first.isEmpty()) {
            first = Optional.of(chunk);
            return;
        }
        first.ifPresent(this::write);
        first = Optional.empty();
        write(chunk);
    }

    private void write(Updates chunk) {
        if (open.isEmpty()) {
            open = Optional.of(new PartWriter(place, shard));
        }
        PartWriter writer = open.get();
        writer.add(chunk);
        if (writer.rowBytes() >= place.sizes().partTarget()) {
            parts.add(writer.finish());
            open = Optional.empty();
        }
    }

    /** Makes everything durable that is not inline; no run when there was nothing to write. */
    public List<Run> finish() {
        if (first.isPresent()) {
            Part.Inline inline = new Part.Inline(first.get());
            if (inline.bytes() <= inlineMax) {
                parts.add(inline);
            } else {
                write(first.get());
            }
        }
        open.ifPresent(writer -> parts.add(writer.finish()));
        open = Optional.empty();
        finished = true;
        return parts.isEmpty() ? List.of() : List.of(new Run(parts));
    }

    @Override
    public void close() {
        open.ifPresent(PartWriter::close);
        if (!finished) {
            delete(place, List.of(new Run(parts)));
        }
    }

    /** Deletes the blobs of runs that no state refers to. */
    public static void delete(Place place, List<Run> runs) {
        for (Run run : runs) {
            for (Part part : run.parts()) {
                if (part instanceof Part.Stored stored) {
                    place.blob().delete(stored.key());
                }
            }
        }
    }
}
