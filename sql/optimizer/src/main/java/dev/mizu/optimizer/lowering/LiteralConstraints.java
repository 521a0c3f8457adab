package dev.mizu.optimizer.lowering;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.Equality;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an Mfp's predicates say about expressions being equal to values: alternatives, each binding some expressions,
 * of which every surviving row satisfies one. A value is a literal, or an expression of parameters.
 * {@code a = 1 AND b IN (2, 3)} has the alternatives {a: 1, b: 2} and {a: 1, b: 3}.
 */
final class LiteralConstraints {
    private static final int ALTERNATIVES_MAX = 1024;

    private final Mfp mfp;
    private final List<ColumnType> columns;
    /** Predicates that are nothing but such equalities, by position, and what they say. */
    private final Map<Integer, List<Map<ScalarExpr, ScalarExpr>>> byPredicate = new LinkedHashMap<>();

    private LiteralConstraints(Mfp mfp, List<ColumnType> columns) {
        this.mfp = mfp;
        this.columns = columns;
    }

    /** Reads the predicates of a canonical Mfp over an input with the given columns. */
    static LiteralConstraints of(Mfp mfp, List<ColumnType> columns) {
        LiteralConstraints found = new LiteralConstraints(mfp, columns);
        List<ScalarExpr> expanded = Mfps.expanded(mfp);
        for (int i = 0; i < mfp.predicates().size(); i++) {
            int place = i;
            found.alternatives(Scalars.substitute(mfp.predicates().get(i), expanded))
                    .filter(found::compatible)
                    .ifPresent(alternatives -> found.byPredicate.put(place, alternatives));
        }
        return found;
    }

    /** Whether it can be told now which combinations with the predicates before contradict each other. */
    private boolean compatible(List<Map<ScalarExpr, ScalarExpr>> alternatives) {
        return byPredicate.values().stream().allMatch(before -> comparable(before, alternatives));
    }

    /** Values that only a run knows are equal when they are the same expression; else nothing is known. */
    private static boolean comparable(
            List<Map<ScalarExpr, ScalarExpr>> left, List<Map<ScalarExpr, ScalarExpr>> right) {
        return left.stream().allMatch(a -> right.stream().allMatch(b -> a.entrySet().stream().allMatch(bound -> {
            ScalarExpr other = b.getOrDefault(bound.getKey(), bound.getValue());
            return other.equals(bound.getValue()) || Scalars.literal(other) && Scalars.literal(bound.getValue());
        })));
    }

    /** The rows under a key that can survive, and the Mfp without the predicates that the lookup makes true. */
    record Lookup(List<List<ScalarExpr>> keys, Mfp rest) {}

    /** Present when every alternative binds all of {@code key}. */
    Optional<Lookup> lookup(List<ScalarExpr> key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<Map<ScalarExpr, ScalarExpr>> rows = List.of(Map.of());
        Set<Integer> implied = new LinkedHashSet<>();
        for (Map.Entry<Integer, List<Map<ScalarExpr, ScalarExpr>>> entry : byPredicate.entrySet()) {
            boolean helps = entry.getValue().stream().allMatch(a -> a.keySet().stream().anyMatch(key::contains));
            if (!helps || (long) rows.size() * entry.getValue().size() > ALTERNATIVES_MAX) {
                continue;
            }
            rows = product(rows, entry.getValue());
            if (entry.getValue().stream().allMatch(a -> key.containsAll(a.keySet()))) {
                implied.add(entry.getKey());
            }
        }
        Set<List<ScalarExpr>> keys = new LinkedHashSet<>();
        for (Map<ScalarExpr, ScalarExpr> row : rows) {
            if (!row.keySet().containsAll(key)) {
                return Optional.empty();
            }
            keys.add(key.stream().map(k -> (ScalarExpr) row.get(k)).toList());
        }
        List<ScalarExpr> rest = new ArrayList<>();
        for (int i = 0; i < mfp.predicates().size(); i++) {
            if (!implied.contains(i)) {
                rest.add(mfp.predicates().get(i));
            }
        }
        Mfp remaining = new Mfp(mfp.inputArity(), mfp.maps(), rest, mfp.lowerBounds(), mfp.upperBounds(),
                mfp.outputs());
        return Optional.of(new Lookup(List.copyOf(keys), Mfps.canonical(remaining)));
    }

    /** The expressions that every alternative of every predicate together binds. */
    List<ScalarExpr> constrained() {
        Set<ScalarExpr> exprs = new LinkedHashSet<>();
        for (List<Map<ScalarExpr, ScalarExpr>> alternatives : byPredicate.values()) {
            Set<ScalarExpr> always = new LinkedHashSet<>(alternatives.isEmpty() ? Set.of()
                    : alternatives.get(0).keySet());
            alternatives.forEach(alternative -> always.retainAll(alternative.keySet()));
            exprs.addAll(always);
        }
        return List.copyOf(exprs);
    }

    /** Contradictory combinations vanish; equal bindings are bound to one literal value only. */
    private static List<Map<ScalarExpr, ScalarExpr>> product(
            List<Map<ScalarExpr, ScalarExpr>> left, List<Map<ScalarExpr, ScalarExpr>> right) {
        List<Map<ScalarExpr, ScalarExpr>> both = new ArrayList<>();
        for (Map<ScalarExpr, ScalarExpr> a : left) {
            for (Map<ScalarExpr, ScalarExpr> b : right) {
                merged(a, b).ifPresent(both::add);
            }
        }
        return both;
    }

    private static Optional<Map<ScalarExpr, ScalarExpr>> merged(
            Map<ScalarExpr, ScalarExpr> a, Map<ScalarExpr, ScalarExpr> b) {
        Map<ScalarExpr, ScalarExpr> merged = new LinkedHashMap<>(a);
        for (Map.Entry<ScalarExpr, ScalarExpr> entry : b.entrySet()) {
            ScalarExpr known = merged.putIfAbsent(entry.getKey(), entry.getValue());
            if (known instanceof ScalarExpr.Literal one && entry.getValue() instanceof ScalarExpr.Literal other
                    && !one.value().equals(other.value())) {
                return Optional.empty();
            }
        }
        return Optional.of(merged);
    }

    private Optional<List<Map<ScalarExpr, ScalarExpr>>> alternatives(ScalarExpr predicate) {
        return switch (predicate) {
            case ScalarExpr.Or(var operands) -> {
                List<Map<ScalarExpr, ScalarExpr>> all = new ArrayList<>();
                for (ScalarExpr operand : operands) {
                    Optional<List<Map<ScalarExpr, ScalarExpr>>> some = alternatives(operand);
                    if (some.isEmpty()) {
                        yield Optional.empty();
                    }
                    all.addAll(some.get());
                }
                yield Optional.of(all);
            }
            case ScalarExpr.And(var operands) -> {
                List<Map<ScalarExpr, ScalarExpr>> all = List.of(Map.of());
                for (ScalarExpr operand : operands) {
                    Optional<List<Map<ScalarExpr, ScalarExpr>>> some = alternatives(operand);
                    if (some.isEmpty() || (long) all.size() * some.get().size() > ALTERNATIVES_MAX
                            || !comparable(all, some.get())) {
                        yield Optional.empty();
                    }
                    all = product(all, some.get());
                }
                yield Optional.of(all);
            }
            default -> equality(predicate).map(List::of);
        };
    }

    private Optional<Map<ScalarExpr, ScalarExpr>> equality(ScalarExpr predicate) {
        Optional<Equality> equality = Equality.of(predicate).filter(e -> e.ofOneType(columns));
        if (equality.isEmpty()) {
            return Optional.empty();
        }
        ScalarExpr left = equality.get().left();
        ScalarExpr right = equality.get().right();
        if (value(right) && !value(left)) {
            return Optional.of(Map.of(left, right));
        }
        if (value(left) && !value(right)) {
            return Optional.of(Map.of(right, left));
        }
        return Optional.empty();
    }

    /** Whether it is one value in each run: a literal, or computed from parameters. NULL equals nothing. */
    private static boolean value(ScalarExpr expr) {
        return expr instanceof ScalarExpr.Literal literal ? !literal.value().isNull()
                : ScalarExprs.parameterized(expr) && ScalarExprs.columns(expr).isEmpty()
                        && !ScalarExprs.unmaterializable(expr);
    }
}
