package dev.mizu.dataflow;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import java.util.List;

/** An operator in its place in a dataflow, with what it cost so far. */
final class Node {
    final String name;
    final Operator operator;
    final List<Integer> inputs;
    Deltas output = Deltas.EMPTY;
    boolean stepped;
    long elapsedNanos;
    long rowsOut;

    Node(String name, Operator operator, List<Integer> inputs) {
        this.name = name;
        this.operator = operator;
        this.inputs = List.copyOf(inputs);
    }
}
