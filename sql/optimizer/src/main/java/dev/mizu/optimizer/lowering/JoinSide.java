package dev.mizu.optimizer.lowering;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.join.JoinGraph.KeyPart;
import dev.mizu.optimizer.oracle.IndexDef;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One input of a join, as something to look up in. Where it is an Mfp over an indexed collection, the lookup may go to
 * the index and the Mfp be done after it: then columns are those of the collection.
 *
 * @param offset of the input's first column in the join
 * @param mfp from the collection's columns to the input's; meaningless without indexes
 */
record JoinSide(RelationExpr expr, int offset, Mfp mfp, List<IndexDef> indexes) {
    static JoinSide of(RelationExpr expr, int offset, Imports imports) {
        Mfps.Peeled peeled = Mfps.peel(expr);
        Mfp mfp = Mfps.canonical(peeled.mfp());
        if (peeled.input() instanceof RelationExpr.Get get && AccessPath.plain(mfp)) {
            List<IndexDef> indexes = imports.available(get.id());
            // A few keys of an index are better arranged anew than the whole index walked.
            boolean looksUp = AccessPath.of(get, mfp, indexes, notice -> { }) instanceof AccessPath.Lookup;
            return new JoinSide(expr, offset, mfp, looksUp ? List.of() : indexes);
        }
        return new JoinSide(expr, offset, mfp, List.of());
    }

    /** A lookup in an index: for each of the index's key expressions what the stream calls it. */
    record Probe(IndexDef index, List<KeyPart> parts) {}

    /** The index of the longest key that the parts cover. */
    Optional<Probe> probe(List<KeyPart> parts) {
        return indexes.stream()
                .flatMap(index -> covered(index, parts).stream().map(found -> new Probe(index, found)))
                .max(Comparator.comparingInt(probe -> probe.index().key().size()));
    }

    private Optional<List<KeyPart>> covered(IndexDef index, List<KeyPart> parts) {
        if (index.key().isEmpty()) {
            return Optional.empty();
        }
        List<KeyPart> ordered = new ArrayList<>();
        for (ScalarExpr key : index.key()) {
            Optional<KeyPart> part = parts.stream().filter(p -> inCollection(p.lookup()).equals(key)).findFirst();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            ordered.add(part.get());
        }
        return Optional.of(ordered);
    }

    /** An expression over the join's columns, all of this input, as one over the collection's. */
    private ScalarExpr inCollection(ScalarExpr expr) {
        List<ScalarExpr> expanded = Mfps.expanded(mfp);
        List<ScalarExpr> outputs = mfp.outputs().stream().map(expanded::get).toList();
        return Scalars.substitute(local(expr), outputs);
    }

    /** An expression over the join's columns as one over this input's. */
    ScalarExpr local(ScalarExpr expr) {
        return Scalars.shifted(expr, -offset);
    }
}
