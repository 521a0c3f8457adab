package dev.mizu.optimizer.transform;

import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.notice.RawNotice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** What a transform is told besides the tree. Owns the notices of one optimization, on its thread. */
public final class TransformContext {
    private final OptimizerContext optimizer;
    private final SequencedSet<RawNotice> notices = new LinkedHashSet<>();

    public TransformContext(OptimizerContext optimizer) {
        this.optimizer = optimizer;
    }

    public OptimizerContext optimizer() {
        return optimizer;
    }

    /** Adds a finding; equal ones count once. */
    public void notice(RawNotice notice) {
        notices.add(notice);
    }

    public List<RawNotice> notices() {
        return List.copyOf(notices);
    }
}
