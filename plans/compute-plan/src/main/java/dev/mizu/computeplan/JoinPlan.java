package dev.mizu.computeplan;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import java.util.List;

/**
 * How a join is carried out. The stream starts with the columns of one input; each stage looks its rows up in the
 * arrangement of another input and appends that input's columns, then applies its Mfp to the concatenation. Rows with
 * a NULL in a stage's key match nothing.
 */
public sealed interface JoinPlan {
    /**
     * One left-deep chain of binary joins: every intermediate stream is arranged by its stage's stream key.
     *
     * @param source the input that the stream starts with, through {@code initial}
     */
    record Linear(int source, Mfp initial, List<Stage> stages) implements JoinPlan {
        public Linear {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One path for each input: a change of input i walks path i through the arrangements of the others, seeing those
     * before i with, and those after i without, the changes of the same tick. All paths give the same columns.
     */
    record Delta(List<Path> paths) implements JoinPlan {
        public Delta {
            paths = List.copyOf(paths);
        }
    }

    /** The path of one input's changes. */
    record Path(int source, Mfp initial, List<Stage> stages) {
        public Path {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One lookup.
     *
     * @param lookup the input looked up
     * @param streamKey over the stream's columns so far
     * @param lookupKey over the looked-up input's columns, one of its arrangement keys
     * @param mfp over the stream's columns, then the looked-up input's
     */
    record Stage(int lookup, List<ScalarExpr> streamKey, List<ScalarExpr> lookupKey, Mfp mfp) {
        public Stage {
            streamKey = List.copyOf(streamKey);
            lookupKey = List.copyOf(lookupKey);
        }
    }
}
