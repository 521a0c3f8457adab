package dev.mizu.optimizer.join;

import dev.mizu.optimizer.join.JoinGraph.KeyPart;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the order of a join depends on, of one input.
 *
 * @param rows a guess of how many rows
 * @param keys its unique keys, over the columns of the whole join
 * @param arranged whether an arrangement is there already for a lookup
 */
public record InputFacts(double rows, List<List<Integer>> keys, Predicate<List<KeyPart>> arranged) {
    public InputFacts {
        keys = List.copyOf(keys);
    }
}
