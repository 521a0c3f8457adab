package dev.mizu.dataflow.iterate;

import dev.mizu.base.Check;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.dataflow.operator.FlatMap;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Union;
import dev.mizu.repr.PhysicalType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the inside of a recursion together, inputs before what reads them. Used once. */
public final class Scope {
    private final List<Iterate.Node> nodes = new ArrayList<>();
    private final List<Integer> entrances = new ArrayList<>();
    private final Map<Integer, Integer> feedback = new HashMap<>();
    private final List<Integer> results = new ArrayList<>();
    private final Limit limit;
    private final ErrorMaker exceeded;

    /** An edge inside a scope. */
    public record Inner(int node, List<PhysicalType> types) {
        public Inner {
            types = List.copyOf(types);
        }
    }

    /** After how many rounds to stop, and whether what is there then is an answer or an error. */
    public record Limit(int rounds, boolean returnAtLimit) {}

    /** A scope. {@code exceeded} makes the error of a limit that cut something off. */
    public Scope(Limit limit, ErrorMaker exceeded) {
        this.limit = limit;
        this.exceeded = exceeded;
    }

    private Inner add(RoundOperator operator, List<Inner> inputs, List<PhysicalType> types) {
        nodes.add(new Iterate.Node(operator, inputs.stream().map(Inner::node).toList()));
        return new Inner(nodes.size() - 1, types);
    }

    /** The next input of the {@link Iterate}: it comes from outside, in round 0. */
    public Inner enter(List<PhysicalType> types) {
        Inner entrance = variable(types);
        entrances.add(entrance.node());
        return entrance;
    }

    /** What a result was in the round before; in round 0 empty. */
    public Inner variable(List<PhysicalType> types) {
        return add(new RoundOperator.Plain(new Union(false)), List.of(), types);
    }

    /** Says what a variable repeats. */
    public void feed(Inner variable, Inner result) {
        Check.that(feedback.put(variable.node(), result.node()) == null, "a variable is fed twice");
    }

    /** The next output: what this edge carries in the end. */
    public void leave(Inner result) {
        results.add(result.node());
    }

    /** A function of each row. */
    public Inner map(Inner input, BatchFunction function, List<PhysicalType> types) {
        return add(new RoundOperator.Plain(new FlatMap(function)), List.of(input), types);
    }

    /** An operator without state. */
    public Inner stateless(Operator operator, List<Inner> inputs, List<PhysicalType> types) {
        return add(new RoundOperator.Plain(operator), inputs, types);
    }

    /** A join by the first {@code keys} columns of both; {@code then} sees the left's columns, then the right's. */
    public Inner join(Inner left, Inner right, int keys, BatchFunction then, List<PhysicalType> types) {
        return add(new RoundJoin(left.types(), right.types(), keys, then), List.of(left, right), types);
    }

    /** An operator that works on the groups of equal first {@code keys} columns, which its output keeps first. */
    public Inner grouped(Inner input, int keys, Supplier<Operator> fresh, List<PhysicalType> types) {
        return add(new RoundGroups(new RoundGroups.Grouping(input.types(), types, keys, fresh)),
                List.of(input), types);
    }

    /** The whole as an operator. */
    public Iterate build() {
        return new Iterate(new Iterate.Plan(nodes, entrances, feedback, results, limit, exceeded));
    }

}
