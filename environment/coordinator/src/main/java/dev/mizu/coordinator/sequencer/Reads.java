package dev.mizu.coordinator.sequencer;

import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.Read;
import dev.mizu.controller.ReadAnswer;
import dev.mizu.controller.ReadHold;
import dev.mizu.coordinator.implications.CatalogOracles;
import dev.mizu.coordinator.session.PreparedRead;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.pipeline.PeekPipeline;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.time.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One-off reads at a chosen time: optimize, ask a cluster, wait. On the session's thread. */
public final class Reads {
    private final RegionParts region;

    public Reads(RegionParts region) {
        this.region = region;
    }

    /**
     * What is read.
     *
     * @param expr statement-level values still in it
     * @param time held readable by the caller for all stored inputs
     */
    public record Request(
            RelationExpr expr, Finishing finishing, ClusterId cluster, StatementValues values, long time) {
        private SessionState session() {
            return values.session();
        }
    }

    /** A plan and the holds on the indexes that it may use. */
    public record Planned(Optimized<PeekPlan> optimized, List<ReadHold> holds) implements AutoCloseable {
        @Override
        public void close() {
            holds.forEach(ReadHold::close);
        }
    }

    /** Optimizes; indexes that are not readable at the time are left out. */
    public Planned plan(Request request) {
        List<ReadHold> holds = new ArrayList<>();
        Set<GlobalId> held = new HashSet<>();
        StatementValues values = request.values().at(request.time());
        OptimizerContext context = CatalogOracles.context(request.values().catalog(), request.cluster(),
                index -> held.contains(index) || hold(index, request.time(), holds, held), values::fill);
        try {
            return new Planned(PeekPipeline.optimize(values.fill(request.expr()), request.finishing(),
                    new PeekPipeline.Ids(region.transientIds().allocate(), region.transientIds().allocate()), context),
                    holds);
        } catch (RuntimeException e) {
            holds.forEach(ReadHold::close);
            throw e;
        }
    }

    private boolean hold(GlobalId index, long time, List<ReadHold> holds, Set<GlobalId> held) {
        Optional<ReadHold> hold = region.collections().acquire(Set.of(index), time);
        if (hold.isEmpty()) {
            return false;
        }
        if (hold.get().time() > time) {
            hold.get().close();
            return false;
        }
        holds.add(hold.get());
        held.add(index);
        return true;
    }

    /** The rows, finished. Waits; ends early when the session is cancelled. */
    public List<Row> rows(Request request) {
        try (Planned planned = plan(request)) {
            return switch (planned.optimized().plan()) {
                case PeekPlan.ConstantPeek constant -> {
                    constant.error().ifPresent(error -> {
                        throw error.toSqlError().toException();
                    });
                    yield Finishings.apply(constant.rows(), constant.finishing());
                }
                case PeekPlan.FastPathPeek fast -> peek(request,
                        new Read.Target.Index(fast.index(), fast.keys()), fast.mfp(), fast.finishing());
                case PeekPlan.ShardPeek shard -> peek(request,
                        new Read.Target.Shard(shard.collection(), shard.shard(), shard.type()), shard.mfp(),
                        shard.finishing());
                case PeekPlan.DataflowPeek slow -> slowPath(request, slow);
            };
        }
    }

    /** The rows of a read that was planned before; empty when its index cannot be read at the time. */
    Optional<List<Row>> rowsAt(PreparedRead prepared, List<Datum> values, long time, SessionState session) {
        return rowsFrom(prepared, values, time, session, time);
    }

    /**
     * The same at the oracle's time or the first after it at which the index can be read, as strict serializability
     * wants. One hold on the index alone is all that it takes.
     */
    Optional<List<Row>> rowsNow(PreparedRead prepared, List<Datum> values, SessionState session) {
        return rowsFrom(prepared, values, region.oracle().readTs(), session, Timestamps.CLOSED);
    }

    private Optional<List<Row>> rowsFrom(
            PreparedRead prepared, List<Datum> values, long from, SessionState session, long latest) {
        PeekPlan.FastPathPeek plan = bound(prepared, values);
        Optional<ReadHold> held = region.collections().acquire(Set.of(plan.index()), from);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try (ReadHold hold = held.get()) {
            long time = hold.time();
            Read.Target target = new Read.Target.Index(plan.index(), plan.keys());
            return time > latest ? Optional.empty() : Optional.of(peek(prepared.cluster(), session,
                    new Read(region.transientIds().read(), target, time, plan.mfp(), plan.finishing())));
        }
    }

    private static PeekPlan.FastPathPeek bound(PreparedRead prepared, List<Datum> values) {
        try {
            return prepared.template().bind(values);
        } catch (EvalException e) {
            throw e.error().toSqlError().toException();
        }
    }

    private List<Row> slowPath(Request request, PeekPlan.DataflowPeek slow) {
        DataflowDescription dataflow = slow.dataflow().at(request.time(), Timestamps.next(request.time()));
        Set<GlobalId> inputs = new HashSet<>(dataflow.shardImports().keySet());
        inputs.addAll(dataflow.indexImports().keySet());
        ReadHold hold = region.collections().acquire(inputs, request.time()).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "a relation that the query reads was dropped concurrently"));
        region.compute().createDataflow(request.cluster(), dataflow, hold, new ComputeController.Audience(
                batch -> { }, Clusters.pinned(request.session(), request.values().catalog(), request.cluster())));
        try {
            return peek(request, new Read.Target.Index(slow.index(), Optional.empty()), slow.mfp(), slow.finishing());
        } finally {
            region.compute().drop(Set.of(slow.index()));
        }
    }

    private List<Row> peek(Request request, Read.Target target, Mfp mfp, Finishing finishing) {
        return peek(request.cluster(), request.session(),
                new Read(region.transientIds().read(), target, request.time(), mfp, finishing));
    }

    private List<Row> peek(ClusterId cluster, SessionState session, Read read) {
        if (!region.compute().hasReplicas(cluster)) {
            throw noReplicas(cluster);
        }
        Promise<ReadAnswer> answer = region.compute().peek(
                cluster, read, Clusters.pinned(session, region.catalog().snapshot(), cluster));
        session.onCancel(() -> region.compute().cancelPeek(cluster, read.id()));
        try {
            return switch (answer(answer, session, cluster, read)) {
                case ReadAnswer.Rows(List<Row> rows) -> rows;
                case ReadAnswer.Error(var error) -> throw error.toSqlError().toException();
                case ReadAnswer.Unreadable(String reason) -> throw SqlError.of(
                        SqlState.UNDEFINED_OBJECT, "the query could not be answered").withDetail(reason).toException();
                case ReadAnswer.Cancelled c -> throw SessionState.cancelledException();
            };
        } catch (InterruptedException e) {
            region.compute().cancelPeek(cluster, read.id());
            Thread.currentThread().interrupt();
            throw SessionState.cancelledException();
        }
    }

    private SqlException noReplicas(ClusterId cluster) {
        String name = region.catalog().snapshot().cluster(cluster).map(ClusterEntry::name).orElse(cluster.toString());
        return SqlError.of(SqlState.FEATURE_NOT_SUPPORTED,
                        "CLUSTER \"" + name + "\" has no replicas available to service request")
                .withHint("give the cluster a replica, or use another cluster").toException();
    }

    /** Waits as long as the statement may take. */
    private ReadAnswer answer(Promise<ReadAnswer> answer, SessionState session, ClusterId cluster, Read read)
            throws InterruptedException {
        answer.expectSoon();
        OptionalLong left = Limits.left(session, region.clock());
        if (left.isEmpty()) {
            return answer.await();
        }
        return answer.await(Duration.ofNanos(Math.max(0, left.getAsLong()))).orElseThrow(() -> {
            region.compute().cancelPeek(cluster, read.id());
            return Limits.timedOut();
        });
    }
}
