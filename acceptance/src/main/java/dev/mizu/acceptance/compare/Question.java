package dev.mizu.acceptance.compare;

import java.util.List;

/**
 * A query and what may be expected of its answer.
 *
 * @param ordered    the order of the rows is part of the answer
 * @param mustFail   an error of the judge is one in every evaluation order
 * @param maintained its columns have names of their own, so that it can be a view
 */
record Question(Piece sql, List<Kind> kinds, boolean ordered, boolean mustFail, boolean maintained) {
    Question {
        kinds = List.copyOf(kinds);
    }

    Question with(Piece other) {
        return new Question(other, kinds, ordered, mustFail, maintained);
    }
}
