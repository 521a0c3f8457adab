package dev.mizu.optimizer.pipeline;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized.TraceEntry;
import dev.mizu.optimizer.transform.Transform;
import dev.mizu.optimizer.transform.TransformContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A piece of a pipeline. */
sealed interface Phase {
    String name();

    /** One transform. */
    record Step(Transform transform) implements Phase {
        @Override
        public String name() {
            return transform.name();
        }
    }

    /** Pieces one after the other. */
    record Sequence(String name, List<Phase> parts) implements Phase {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** Pieces over and over until none changes the tree, {@code rounds} times at most. */
    record Fixpoint(String name, int rounds, List<Phase> parts) implements Phase {
        public Fixpoint {
            parts = List.copyOf(parts);
        }
    }

    /** Runs the piece; every transform that runs leaves an entry in the trace. */
    default RelationExpr run(RelationExpr expr, Run run) {
        return run(expr, run, "optimize");
    }

    /**
     * One optimization.
     *
     * @param settled by transform, the last tree that it left as it was
     */
    record Run(TransformContext context, List<TraceEntry> trace, Map<String, RelationExpr> settled) {
        Run(TransformContext context) {
            this(context, new ArrayList<>(), new HashMap<>());
        }
    }

    private RelationExpr run(RelationExpr expr, Run run, String parent) {
        String path = parent + "/" + name();
        switch (this) {
            case Step(Transform transform) -> {
                boolean off = !transform.required()
                        && !run.context().optimizer().features().enabled(transform.name());
                if (off || run.settled().get(transform.name()) == expr) {
                    return expr;
                }
                long start = System.nanoTime();
                RelationExpr after = transform.apply(expr, run.context());
                long nanos = System.nanoTime() - start;
                boolean changed = after != expr && !after.equals(expr);
                run.trace().add(new TraceEntry(path, nanos, changed, after));
                if (!changed) {
                    run.settled().put(transform.name(), expr);
                }
                return changed ? after : expr;
            }
            case Sequence sequence -> {
                RelationExpr current = expr;
                for (Phase part : sequence.parts()) {
                    current = part.run(current, run, path);
                }
                return current;
            }
            case Fixpoint fixpoint -> {
                RelationExpr current = expr;
                for (int round = 0; round < fixpoint.rounds(); round++) {
                    RelationExpr before = current;
                    for (Phase part : fixpoint.parts()) {
                        current = part.run(current, run, path);
                    }
                    if (current == before || current.equals(before)) {
                        break;
                    }
                }
                return current;
            }
        }
    }
}
