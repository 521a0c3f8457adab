package dev.mizu.optimizer.pipeline;

import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized.TraceEntry;
import dev.mizu.optimizer.transform.Transform;
import dev.mizu.optimizer.transform.TransformContext;
import java.util.List;

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

    /** Runs the piece; every transform leaves an entry in {@code trace}. */
    default RelationExpr run(RelationExpr expr, TransformContext context, List<TraceEntry> trace) {
        return run(expr, context, trace, "optimize");
    }

    private RelationExpr run(RelationExpr expr, TransformContext context, List<TraceEntry> trace, String parent) {
        String path = parent + "/" + name();
        switch (this) {
            case Step(Transform transform) -> {
                if (!transform.required() && !context.optimizer().features().enabled(transform.name())) {
                    return expr;
                }
                long start = System.nanoTime();
                RelationExpr after = transform.apply(expr, context);
                long nanos = System.nanoTime() - start;
                boolean changed = after != expr && !after.equals(expr);
                trace.add(new TraceEntry(path, nanos, changed, after));
                return changed ? after : expr;
            }
            case Sequence sequence -> {
                RelationExpr current = expr;
                for (Phase part : sequence.parts()) {
                    current = part.run(current, context, trace, path);
                }
                return current;
            }
            case Fixpoint fixpoint -> {
                RelationExpr current = expr;
                for (int round = 0; round < fixpoint.rounds(); round++) {
                    RelationExpr before = current;
                    for (Phase part : fixpoint.parts()) {
                        current = part.run(current, context, trace, path);
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
