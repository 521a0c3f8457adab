package dev.mizu.expr.window;

import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An aggregate over the frames of a partition, as the frame slides: sums take rows in at its end and give them back
 * at its start, extremes keep the rows that may still win (a queue from best to last), all else is evaluated over.
 * The value of rows with one frame is computed once.
 */
final class FrameAggregation {
    private final AggregateFunction function;
    private final Frames frames;
    private final List<Partition.Values> args;
    private final boolean[] seen;
    private final Contents contents;

    FrameAggregation(WindowExpr expr, AggregateFunction function, Partition partition) {
        this.function = function;
        this.frames = new Frames(expr.frame(), partition);
        this.args = expr.args().stream().map(partition::values).toList();
        this.seen = new boolean[partition.size()];
        for (int row = 0; row < seen.length; row++) {
            seen[row] = true;
            for (Partition.Values arg : args) {
                seen[row] &= !function.skipsNulls() || !arg.nullAt(row);
            }
            if (expr.filter().isPresent()) {
                seen[row] &= partition.values(expr.filter().get()).at(row) == Datum.TRUE;
            }
        }
        this.contents = function instanceof AggregateFunction.Accumulable sum ? new Sums(sum)
                : switch (function.maintenance()) {
                    case MIN, MAX -> new Candidates();
                    case ACCUMULABLE, BASIC -> new Rows();
                };
    }

    void evaluate(VectorBuilder out) {
        int start = 0;
        int end = 0;
        Datum value = function.empty();
        boolean known = true;
        for (int row = 0; row < seen.length; row++) {
            int nextStart = frames.start(row);
            int nextEnd = frames.end(row);
            for (; end < nextEnd; end++) {
                if (seen[end]) {
                    contents.add(end);
                    known = false;
                }
            }
            for (; start < nextStart; start++) {
                if (seen[start]) {
                    contents.remove(start);
                    known = false;
                }
            }
            if (!known) {
                value = contents.value();
                known = true;
            }
            out.append(value);
        }
    }

    private Datum[] row(int row) {
        Datum[] values = new Datum[args.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = args.get(i).at(row);
        }
        return values;
    }

    /** What is in the frame, of the rows that the aggregate sees. Rows come and go in order. */
    private sealed interface Contents {
        void add(int row);

        void remove(int row);

        Datum value();
    }

    private final class Sums implements Contents {
        private final AggregateFunction.Accumulable sum;
        private final long[] words;

        Sums(AggregateFunction.Accumulable sum) {
            this.sum = sum;
            this.words = new long[sum.words()];
        }

        @Override
        public void add(int row) {
            sum.accumulate(row(row), 1, words, 0);
        }

        @Override
        public void remove(int row) {
            sum.accumulate(row(row), -1, words, 0);
        }

        @Override
        public Datum value() {
            return sum.finish(words, 0);
        }
    }

    private final class Candidates implements Contents {
        private final Deque<Candidate> queue = new ArrayDeque<>();

        private record Candidate(int row, Datum value) {}

        @Override
        public void add(int row) {
            Datum value = args.getFirst().at(row);
            while (!queue.isEmpty() && better(value, queue.getLast().value())) {
                queue.removeLast();
            }
            queue.addLast(new Candidate(row, value));
        }

        private boolean better(Datum later, Datum earlier) {
            return function.evaluate(List.of(new Datum[] {earlier}, new Datum[] {later})) == later;
        }

        @Override
        public void remove(int row) {
            if (!queue.isEmpty() && queue.getFirst().row() == row) {
                queue.removeFirst();
            }
        }

        @Override
        public Datum value() {
            return queue.isEmpty() ? function.empty() : queue.getFirst().value();
        }
    }

    private final class Rows implements Contents {
        private final List<Datum[]> rows = new ArrayList<>();
        private int removed;

        @Override
        public void add(int row) {
            rows.add(row(row));
        }

        @Override
        public void remove(int row) {
            removed++;
        }

        @Override
        public Datum value() {
            List<Datum[]> inside = rows.subList(removed, rows.size());
            return inside.isEmpty() ? function.empty() : function.evaluate(inside);
        }
    }
}
