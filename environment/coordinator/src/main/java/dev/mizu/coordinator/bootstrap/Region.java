package dev.mizu.coordinator.bootstrap;

import dev.mizu.coordinator.Coordinator;
import dev.mizu.coordinator.sequencer.RegionParts;
import java.util.List;

/** A running region. Closing it stops sessions, replicas and threads, in that order; storage is the opener's. */
public final class Region implements AutoCloseable {
    private final Coordinator coordinator;
    private final RegionParts parts;
    private final List<AutoCloseable> running;

    Region(Coordinator coordinator, RegionParts parts, List<AutoCloseable> running) {
        this.coordinator = coordinator;
        this.parts = parts;
        this.running = List.copyOf(running);
    }

    public Coordinator sessions() {
        return coordinator;
    }

    public RegionParts parts() {
        return parts;
    }

    @Override
    public void close() {
        coordinator.close();
        for (AutoCloseable part : running) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("could not stop " + part, e);
            }
        }
    }
}
