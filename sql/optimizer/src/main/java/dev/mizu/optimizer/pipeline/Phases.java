package dev.mizu.optimizer.pipeline;

import dev.mizu.optimizer.transform.ElideReductions;
import dev.mizu.optimizer.transform.ElideThreshold;
import dev.mizu.optimizer.transform.ElideTopK;
import dev.mizu.optimizer.transform.ExpandViews;
import dev.mizu.optimizer.transform.FoldConstants;
import dev.mizu.optimizer.transform.FuseMapFilterProject;
import dev.mizu.optimizer.transform.FuseUnions;
import dev.mizu.optimizer.transform.LimitNumberedRows;
import dev.mizu.optimizer.transform.NormalizeLets;
import dev.mizu.optimizer.transform.PushDistinctIntoJoins;
import dev.mizu.optimizer.transform.PushPredicates;
import dev.mizu.optimizer.transform.PushProjections;
import dev.mizu.optimizer.transform.RemoveRedundantJoins;
import dev.mizu.optimizer.transform.ShareSubtrees;
import dev.mizu.optimizer.transform.SimplifyJoins;
import dev.mizu.optimizer.transform.SimplifyScalars;
import dev.mizu.optimizer.transform.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of transforms, in order. */
public final class Phases {
    private static final int ROUNDS_MAX = 50;

    private static final Phase LOGICAL = new Phase.Fixpoint("logical", ROUNDS_MAX, steps(
            new NormalizeLets(),
            new FuseUnions(),
            new FuseMapFilterProject(),
            new SimplifyScalars(),
            new FoldConstants(),
            new SimplifyJoins(),
            new PushPredicates(),
            new FuseMapFilterProject(),
            new ElideReductions(),
            new LimitNumberedRows(),
            new ElideTopK(),
            new ElideThreshold(),
            new PushDistinctIntoJoins(),
            new RemoveRedundantJoins(),
            new PushProjections(),
            new FuseMapFilterProject()));

    private static final Phase SHARING = new Phase.Sequence("sharing", steps(
            new NormalizeLets(),
            new ShareSubtrees(),
            new NormalizeLets()));

    static final Phase LOCAL = new Phase.Sequence("local", List.of(LOGICAL));

    static final Phase GLOBAL = new Phase.Sequence("global", List.of(
            new Phase.Step(new ExpandViews()), LOGICAL, SHARING, LOGICAL));

    private Phases() {}

    /** Every transform that any pipeline has, each once. */
    public static List<Transform> transforms() {
        Map<String, Transform> found = new LinkedHashMap<>();
        order().forEach(transform -> found.putIfAbsent(transform.name(), transform));
        return List.copyOf(found.values());
    }

    /** Every transform in the order of a first round: local, then global. */
    static List<Transform> order() {
        List<Transform> found = new ArrayList<>();
        collect(LOCAL, found);
        collect(GLOBAL, found);
        return found;
    }

    private static void collect(Phase phase, List<Transform> into) {
        switch (phase) {
            case Phase.Step(Transform transform) -> into.add(transform);
            case Phase.Sequence sequence -> sequence.parts().forEach(part -> collect(part, into));
            case Phase.Fixpoint fixpoint -> fixpoint.parts().forEach(part -> collect(part, into));
        }
    }

    private static List<Phase> steps(Transform... transforms) {
        return Arrays.stream(transforms).map(transform -> (Phase) new Phase.Step(transform)).toList();
    }
}
