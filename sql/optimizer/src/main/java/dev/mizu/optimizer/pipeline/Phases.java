package dev.mizu.optimizer.pipeline;

import java.util.List;

/** The lists of transforms, in order. */
final class Phases {
    static final Phase LOCAL = new Phase.Sequence("local", List.of());
    static final Phase GLOBAL = new Phase.Sequence("global", List.of());

    private Phases() {}
}
