package dev.mizu.archrules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Strongly connected components of more than one node: Tarjan's algorithm (1972). */
final class Knots {
    private final Map<String, Set<String>> uses;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<List<String>> knots = new ArrayList<>();

    private Knots(Map<String, Set<String>> uses) {
        this.uses = uses;
    }

    /** The knots of a graph, each sorted. */
    static List<List<String>> of(Map<String, Set<String>> uses) {
        Knots search = new Knots(uses);
        for (String node : uses.keySet()) {
            if (!search.order.containsKey(node)) {
                search.visit(node);
            }
        }
        return search.knots;
    }

    private int visit(String node) {
        int number = order.size();
        order.put(node, number);
        low.put(node, number);
        open.push(node);
        for (String next : uses.getOrDefault(node, Set.of())) {
            if (!order.containsKey(next)) {
                low.merge(node, visit(next), Math::min);
            } else if (open.contains(next)) {
                low.merge(node, order.getOrDefault(next, number), Math::min);
            }
        }
        int lowest = low.getOrDefault(node, number);
        if (lowest == number) {
            Set<String> knot = new TreeSet<>();
            String member = open.pop();
            while (!member.equals(node)) {
                knot.add(member);
                member = open.pop();
            }
            knot.add(node);
            if (knot.size() > 1) {
                knots.add(List.copyOf(knot));
            }
        }
        return lowest;
    }
}
