package dev.mizu.optimizer.lowering;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
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
 * What an Mfp's predicates say about expressions being equal to literals: alternatives, each binding some expressions,
 * of which every surviving row satisfies one. {@code a = 1 AND b IN (2, 3)} has the alternatives {a: 1, b: 2} and
 * {a: 1, b: 3}.
 */
final class LiteralConstraints {
    private static final int ALTERNATIVES_MAX = 1024;

    private final Mfp mfp;
    private final List<ColumnType> columns;
    /** Predicates that are nothing but such equalities, by position, and what they say. */
    private final Map<Integer, List<Map<ScalarExpr, ScalarExpr.Literal>>> byPredicate = new LinkedHashMap<>();

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
                    .ifPresent(alternatives -> found.byPredicate.put(place, alternatives));
        }
        return found;
    }

    /** The rows under a key that can survive, and the Mfp without the predicates that the lookup makes true. */
    record Lookup(List<List<ScalarExpr>> keys, Mfp rest) {}

    /** Present when every alternative binds all of {@code key}. */
    Optional<Lookup> lookup(List<ScalarExpr> key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<Map<ScalarExpr, ScalarExpr.Literal>> rows = List.of(Map.of());
        Set<Integer> implied = new LinkedHashSet<>();
        for (Map.Entry<Integer, List<Map<ScalarExpr, ScalarExpr.Literal>>> entry : byPredicate.entrySet()) {
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
        for (Map<ScalarExpr, ScalarExpr.Literal> row : rows) {
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
        for (List<Map<ScalarExpr, ScalarExpr.Literal>> alternatives : byPredicate.values()) {
            Set<ScalarExpr> always = new LinkedHashSet<>(alternatives.isEmpty() ? Set.of()
                    : alternatives.get(0).keySet());
            alternatives.forEach(alternative -> always.retainAll(alternative.keySet()));
            exprs.addAll(always);
        }
        return List.copyOf(exprs);
    }

    /** Contradictory combinations vanish; equal bindings are bound to one literal value only. */
    private static List<Map<ScalarExpr, ScalarExpr.Literal>> product(
            List<Map<ScalarExpr, ScalarExpr.Literal>> left, List<Map<ScalarExpr, ScalarExpr.Literal>> right) {
        List<Map<ScalarExpr, ScalarExpr.Literal>> both = new ArrayList<>();
        for (Map<ScalarExpr, ScalarExpr.Literal> a : left) {
            for (Map<ScalarExpr, ScalarExpr.Literal> b : right) {
                merged(a, b).ifPresent(both::add);
            }
        }
        return both;
    }

    private static Optional<Map<ScalarExpr, ScalarExpr.Literal>> merged(
            Map<ScalarExpr, ScalarExpr.Literal> a, Map<ScalarExpr, ScalarExpr.Literal> b) {
        Map<ScalarExpr, ScalarExpr.Literal> merged = new LinkedHashMap<>(a);
        for (Map.Entry<ScalarExpr, ScalarExpr.Literal> entry : b.entrySet()) {
            ScalarExpr.Literal known = merged.putIfAbsent(entry.getKey(), entry.getValue());
            if (known != null && !known.value().equals(entry.getValue().value())) {
                return Optional.empty();
            }
        }
        return Optional.of(merged);
    }

    private Optional<List<Map<ScalarExpr, ScalarExpr.Literal>>> alternatives(ScalarExpr predicate) {
        return switch (predicate) {
            case ScalarExpr.Or(var operands) -> {
                List<Map<ScalarExpr, ScalarExpr.Literal>> all = new ArrayList<>();
                for (ScalarExpr operand : operands) {
                    Optional<List<Map<ScalarExpr, ScalarExpr.Literal>>> some = alternatives(operand);
                    if (some.isEmpty()) {
                        yield Optional.empty();
                    }
                    all.addAll(some.get());
                }
                yield Optional.of(all);
            }
            case ScalarExpr.And(var operands) -> {
                List<Map<ScalarExpr, ScalarExpr.Literal>> all = List.of(Map.of());
                for (ScalarExpr operand : operands) {
                    Optional<List<Map<ScalarExpr, ScalarExpr.Literal>>> some = alternatives(operand);
                    if (some.isEmpty() || (long) all.size() * some.get().size() > ALTERNATIVES_MAX) {
                        yield Optional.empty();
                    }
                    all = product(all, some.get());
                }
                yield Optional.of(all);
            }
            default -> equality(predicate).map(List::of);
        };
    }

    private Optional<Map<ScalarExpr, ScalarExpr.Literal>> equality(ScalarExpr predicate) {
        Optional<Equality> equality = Equality.of(predicate).filter(e -> e.ofOneType(columns));
        if (equality.isEmpty()) {
            return Optional.empty();
        }
        ScalarExpr left = equality.get().left();
        ScalarExpr right = equality.get().right();
        if (right instanceof ScalarExpr.Literal literal && !Scalars.literal(left) && !literal.value().isNull()) {
            return Optional.of(Map.of(left, literal));
        }
        if (left instanceof ScalarExpr.Literal literal && !Scalars.literal(right) && !literal.value().isNull()) {
            return Optional.of(Map.of(right, literal));
        }
        return Optional.empty();
    }
}
