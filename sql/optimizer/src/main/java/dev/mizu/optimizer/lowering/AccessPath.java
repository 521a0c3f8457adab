package dev.mizu.optimizer.lowering;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.notice.RawNotice.LiteralRows;
import dev.mizu.optimizer.oracle.IndexDef;
import dev.mizu.repr.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How a collection is read under an Mfp. Each variant's {@code rest} is what is still to be done with the rows. */
sealed interface AccessPath {
    Mfp rest();

    /** Some keys of an index. */
    record Lookup(IndexDef index, List<List<ScalarExpr>> keys, Mfp rest) implements AccessPath {}

    /** All of an index. */
    record Scan(IndexDef index, Mfp rest) implements AccessPath {}

    /** The collection itself. */
    record Stored(Mfp rest) implements AccessPath {}

    /**
     * The best of the indexes: the one whose whole, longest key is bound to the fewest literals, else any. An index
     * that would serve with a shorter key is noticed.
     */
    static AccessPath of(RelationExpr.Get get, Mfp mfp, List<IndexDef> indexes, Consumer<RawNotice> notices) {
        LiteralConstraints constraints = LiteralConstraints.of(mfp, get.type().columns());
        Optional<Lookup> best = indexes.stream()
                .flatMap(index -> constraints.lookup(index.key()).stream()
                        .map(found -> new Lookup(index, found.keys(), found.rest())))
                .min(Comparator.<Lookup>comparingInt(lookup -> lookup.keys().size())
                        .thenComparingInt(lookup -> -lookup.index().key().size()));
        if (best.isPresent()) {
            return best.get();
        }
        indexes.forEach(index -> tooWide(get, index, constraints).ifPresent(notices));
        return indexes.isEmpty() ? new Stored(mfp) : new Scan(indexes.get(0), mfp);
    }

    private static Optional<RawNotice> tooWide(
            RelationExpr.Get get, IndexDef index, LiteralConstraints constraints) {
        List<ScalarExpr> bound = constraints.constrained();
        List<ScalarExpr> usable = index.key().stream().filter(bound::contains).toList();
        if (usable.isEmpty() || usable.size() == index.key().size()) {
            return Optional.empty();
        }
        return constraints.lookup(usable).filter(AccessPath::literal)
                .map(found -> new RawNotice.IndexTooWideForLiteralConstraints(
                        index.id(), get.id(), index.key(), new LiteralRows(usable, rows(found.keys())), bound));
    }

    private static boolean literal(LiteralConstraints.Lookup found) {
        return found.keys().stream().allMatch(key -> key.stream().allMatch(ScalarExpr.Literal.class::isInstance));
    }

    /** Literal keys as rows. */
    static List<Row> rows(List<List<ScalarExpr>> keys) {
        return keys.stream()
                .map(key -> new Row(key.stream().map(e -> ((ScalarExpr.Literal) e).value()).toList()))
                .toList();
    }

    /** Whether the Mfp has no value that only a dataflow knows. */
    static boolean plain(Mfp mfp) {
        return !mfp.temporal()
                && mfp.maps().stream().noneMatch(ScalarExprs::unmaterializable)
                && mfp.predicates().stream().noneMatch(ScalarExprs::unmaterializable);
    }
}
