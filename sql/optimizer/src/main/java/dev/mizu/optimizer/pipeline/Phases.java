package dev.mizu.optimizer.pipeline;

import dev.mizu.optimizer.transform.ExpandViews;
import dev.mizu.optimizer.transform.NormalizeLets;
import dev.mizu.optimizer.transform.Transform;
import java.util.Arrays;
import java.util.List;

/** The lists of transforms, in order. */
final class Phases {
    static final Phase LOCAL = new Phase.Sequence("local", steps(new NormalizeLets()));
    static final Phase GLOBAL = new Phase.Sequence("global", steps(new ExpandViews(), new NormalizeLets()));

    private Phases() {}

    private static List<Phase> steps(Transform... transforms) {
        return Arrays.stream(transforms).map(transform -> (Phase) new Phase.Step(transform)).toList();
    }
}
