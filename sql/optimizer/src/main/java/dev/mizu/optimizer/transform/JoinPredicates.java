package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.Equality;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.NullSafeEquality;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of {@link PushPredicates} that passes a join. */
final class JoinPredicates {
    private final RelationExpr.Join join;
    private final JoinGraph graph;
    private final List<ColumnType> columns;
    private final List<ScalarExpr> waiting;
    private final List<ScalarExpr> above = new ArrayList<>();
    private final List<Set<ScalarExpr>> below = new ArrayList<>();
    private final List<Set<ScalarExpr>> classes = new ArrayList<>();
    /** Equalities that may fail and yet are the join's own. */
    private final Set<ScalarExpr> failingKeys = new HashSet<>();

    JoinPredicates(RelationExpr.Join join, List<ScalarExpr> predicates) {
        this.join = join;
        this.graph = JoinGraph.of(join);
        this.columns = join.inputs().stream()
                .flatMap(input -> RelationTypes.columnsOf(input).stream()).toList();
        this.waiting = new ArrayList<>(predicates);
        join.inputs().forEach(input -> below.add(new LinkedHashSet<>()));
        join.equivalences().forEach(equal -> addClass(new LinkedHashSet<>(equal)));
        chooseFailingKeys();
    }

    /**
     * An equality that may fail is a key of the join only where every row of one input would otherwise be paired with
     * every row of another. It then fails for a row whether or not the row has a partner.
     */
    private void chooseFailingKeys() {
        List<BitSet> connected = new ArrayList<>();
        classes.forEach(equal -> connect(connected, equal));
        List<ScalarExpr> failing = new ArrayList<>();
        for (ScalarExpr predicate : waiting) {
            Optional<Equality> matching = Equality.of(predicate).filter(e -> e.ofOneType(columns))
                    .filter(this::matchesInputs);
            if (matching.isPresent() && Scalars.fallible(predicate)) {
                failing.add(predicate);
            } else {
                matching.ifPresent(e -> connect(connected, List.of(e.left(), e.right())));
            }
        }
        for (ScalarExpr predicate : failing) {
            BitSet support = graph.support(predicate);
            if (connected.stream().noneMatch(together -> contains(together, support))) {
                failingKeys.add(predicate);
                connect(connected, List.of(predicate));
            }
        }
    }

    /** Inputs that these expressions bring together, and those together with them before, are together. */
    private void connect(List<BitSet> connected, Collection<ScalarExpr> equal) {
        BitSet together = new BitSet();
        equal.forEach(expr -> together.or(graph.support(expr)));
        connected.stream().filter(together::intersects).forEach(together::or);
        connected.removeIf(together::intersects);
        connected.add(together);
    }

    private static boolean contains(BitSet all, BitSet some) {
        BitSet missing = (BitSet) some.clone();
        missing.andNot(all);
        return missing.isEmpty();
    }

    RelationExpr push(int depth) {
        BitSet failing = failingInputs();
        for (ScalarExpr predicate : waiting) {
            BitSet support = graph.support(predicate);
            if (support.cardinality() == 1 && support.intersects(failing)) {
                below.get(support.nextSetBit(0)).add(predicate);
            } else {
                place(predicate);
            }
        }
        List<List<ScalarExpr>> kept = new ArrayList<>();
        classes.forEach(equal -> settle(equal).ifPresent(kept::add));
        spread();
        List<RelationExpr> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs(); i++) {
            int offset = graph.offset(i);
            List<ScalarExpr> local = below.get(i).stream().map(p -> Scalars.shifted(p, -offset)).toList();
            inputs.add(PushPredicates.push(join.inputs().get(i), Scalars.conjuncts(local), depth));
        }
        return PushPredicates.filtered(new RelationExpr.Join(inputs, kept), above);
    }

    /**
     * Inputs with a key that may fail. What the input is filtered by must drop its rows before they fail, even when
     * the filter may fail itself.
     */
    private BitSet failingInputs() {
        BitSet failing = new BitSet();
        for (ScalarExpr predicate : failingKeys) {
            Equality.of(predicate).ifPresent(equality -> List.of(equality.left(), equality.right()).stream()
                    .filter(Scalars::fallible).map(graph::support).forEach(failing::or));
        }
        for (List<ScalarExpr> equal : join.equivalences()) {
            equal.stream().filter(Scalars::fallible).map(graph::support)
                    .filter(support -> support.cardinality() == 1).forEach(failing::or);
        }
        return failing;
    }

    private void place(ScalarExpr predicate) {
        BitSet support = graph.support(predicate);
        boolean timed = support.cardinality() > 1 && ScalarExprs.unmaterializable(predicate);
        Optional<Equality> equality = Equality.of(predicate).filter(e -> e.ofOneType(columns));
        if (timed || Scalars.fallible(predicate) && !failingKeys.contains(predicate)) {
            above.add(predicate);
            return;
        }
        Optional<NullSafeEquality> nullSafe = NullSafeEquality.of(predicate, columns);
        if (support.cardinality() == 1) {
            below.get(support.nextSetBit(0)).add(predicate);
        } else if (support.isEmpty()) {
            above.add(predicate);
        } else if (equality.isPresent()) {
            addClass(new LinkedHashSet<>(List.of(equality.get().left(), equality.get().right())));
        } else if (nullSafe.isPresent()) {
            nullSafe.get().classes().forEach(equal -> addClass(new LinkedHashSet<>(equal)));
        } else {
            above.add(predicate);
        }
    }

    /** Whether an equality matches rows of two inputs. */
    private boolean matchesInputs(Equality equality) {
        BitSet left = graph.support(equality.left());
        BitSet right = graph.support(equality.right());
        return left.cardinality() == 1 && right.cardinality() == 1 && !left.equals(right);
    }

    /** Classes that share an expression are one. */
    private void addClass(Set<ScalarExpr> equal) {
        Set<ScalarExpr> merged = new LinkedHashSet<>();
        List<Set<ScalarExpr>> touching = classes.stream()
                .filter(other -> other.stream().anyMatch(equal::contains)).toList();
        touching.forEach(merged::addAll);
        merged.addAll(equal);
        classes.removeAll(touching);
        classes.add(merged);
    }

    /**
     * What of a class stays in the join: at most one expression of each input. Others of the same input, and all that
     * equal a literal, become filters of the input.
     */
    private Optional<List<ScalarExpr>> settle(Set<ScalarExpr> equal) {
        Optional<ScalarExpr> literal = equal.stream().filter(Scalars::literal).findFirst();
        List<ScalarExpr> kept = new ArrayList<>();
        List<ScalarExpr> firsts = new ArrayList<>();
        for (ScalarExpr expr : equal) {
            BitSet support = graph.support(expr);
            boolean local = support.cardinality() == 1 && !Scalars.fallible(expr);
            if (!local) {
                kept.add(expr);
                continue;
            }
            int input = support.nextSetBit(0);
            Optional<ScalarExpr> sibling = firsts.stream()
                    .filter(other -> graph.support(other).equals(support)).findFirst();
            if (literal.isPresent()) {
                below.get(input).add(Scalars.equal(expr, literal.get(), columns));
            } else if (sibling.isPresent()) {
                below.get(input).add(Scalars.equal(sibling.get(), expr, columns));
            } else {
                firsts.add(expr);
                kept.add(expr);
                requireValue(expr, input);
            }
        }
        if (kept.size() == 1 && firsts.size() == 1) {
            // The only one left: all it must be is not NULL.
            ScalarExpr only = firsts.get(0);
            if (ScalarExprs.typeOf(only, columns).nullable()) {
                below.get(graph.support(only).nextSetBit(0)).add(Scalars.notNull(only));
            }
            return Optional.empty();
        }
        boolean settled = literal.isPresent() && kept.equals(List.of(literal.get()))
                && !((ScalarExpr.Literal) literal.get()).value().isNull();
        return settled ? Optional.empty() : Optional.of(kept);
    }

    /** Rows padded with NULLs by an outer join below are dropped there, not here. */
    private void requireValue(ScalarExpr expr, int input) {
        boolean padded = Mfps.peel(join.inputs().get(input)).input() instanceof RelationExpr.Union;
        if (padded && expr instanceof ScalarExpr.Column && ScalarExprs.typeOf(expr, columns).nullable()) {
            below.get(input).add(Scalars.notNull(expr));
        }
    }

    /** A predicate on one column holds for every column that equals it. */
    private void spread() {
        for (Set<ScalarExpr> equal : classes) {
            for (ScalarExpr from : equal) {
                if (from instanceof ScalarExpr.Column(int column)) {
                    List<ScalarExpr> told = below.get(graph.inputOf(column)).stream()
                            .filter(p -> ScalarExprs.columns(p).cardinality() == 1
                                    && ScalarExprs.columns(p).get(column) && waiting.contains(p)).toList();
                    told.forEach(predicate -> tell(predicate, column, equal));
                }
            }
        }
    }

    private void tell(ScalarExpr predicate, int column, Set<ScalarExpr> equal) {
        for (ScalarExpr to : equal) {
            if (to instanceof ScalarExpr.Column(int other) && other != column
                    && columns.get(other).scalar().equals(columns.get(column).scalar())) {
                below.get(graph.inputOf(other)).add(ScalarExprs.mapColumns(predicate, c -> other));
            }
        }
    }
}
