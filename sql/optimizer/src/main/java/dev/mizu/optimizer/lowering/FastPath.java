package dev.mizu.optimizer.lowering;

import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.PeekTemplate;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.scalar.Mfps;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads that need no dataflow: constants, one index, one stored collection, each through an Mfp at most. */
public final class FastPath {
    private FastPath() {}

    /** A read through an index for any values of the parameters in it; empty when it is not one. */
    public static Optional<PeekTemplate> template(
            RelationExpr expr, Finishing finishing, OptimizerContext context, Consumer<RawNotice> notices) {
        Mfps.Peeled peeled = Mfps.peel(expr);
        Mfp mfp = Mfps.canonical(peeled.mfp());
        if (!(peeled.input() instanceof RelationExpr.Get get) || !AccessPath.plain(mfp)) {
            return Optional.empty();
        }
        return switch (AccessPath.of(
                get, mfp, context.indexes().indexesOn(get.id(), context.cluster()), notices)) {
            case AccessPath.Lookup lookup -> Optional.of(new PeekTemplate(
                    lookup.index().id(), get.id(), Optional.of(lookup.keys()), lookup.rest(), finishing));
            case AccessPath.Scan scan -> Optional.of(new PeekTemplate(
                    scan.index().id(), get.id(), Optional.empty(), scan.rest(), finishing));
            case AccessPath.Stored stored -> Optional.empty();
        };
    }

    /** Empty when a dataflow is needed. */
    public static Optional<PeekPlan> of(
            RelationExpr expr, Finishing finishing, OptimizerContext context, Consumer<RawNotice> notices) {
        if (expr instanceof RelationExpr.Constant constant) {
            return Optional.of(new PeekPlan.ConstantPeek(
                    constant.rows(), constant.error(), constant.type(), finishing));
        }
        Mfps.Peeled peeled = Mfps.peel(expr);
        Mfp mfp = Mfps.canonical(peeled.mfp());
        if (!(peeled.input() instanceof RelationExpr.Get get) || !AccessPath.plain(mfp)) {
            return Optional.empty();
        }
        AccessPath path = AccessPath.of(
                get, mfp, context.indexes().indexesOn(get.id(), context.cluster()), notices);
        return switch (path) {
            case AccessPath.Lookup lookup -> Optional.of(new PeekPlan.FastPathPeek(lookup.index().id(), get.id(),
                    Optional.of(AccessPath.rows(lookup.keys())), lookup.rest(), finishing));
            case AccessPath.Scan scan -> Optional.of(new PeekPlan.FastPathPeek(
                    scan.index().id(), get.id(), Optional.empty(), scan.rest(), finishing));
            case AccessPath.Stored stored -> {
                Optional<ShardRef> shard = context.shards().shardOf(get.id());
                yield shard.map(ref -> new PeekPlan.ShardPeek(
                        get.id(), ref, get.type(), stored.rest(), finishing));
            }
        };
    }
}
