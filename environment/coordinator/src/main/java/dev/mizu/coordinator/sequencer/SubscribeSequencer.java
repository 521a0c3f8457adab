package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.ReadHold;
import dev.mizu.coordinator.implications.CatalogInputs;
import dev.mizu.coordinator.implications.CatalogOracles;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.timestamp.ReadTime;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.pipeline.SubscribePipeline;
import dev.mizu.repr.Row;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.session.Notice;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.QueryPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SUBSCRIBE. */
public final class SubscribeSequencer {
    private final RegionParts region;
    private final QuerySequencer queries;

    public SubscribeSequencer(RegionParts region, QuerySequencer queries) {
        this.region = region;
        this.queries = queries;
    }

    /** Starts the dataflow; the result's rows come as changes happen. */
    public StatementResult.Rows subscribe(SessionState session, QueryPlan.Subscribe plan) {
        CatalogState catalog = region.catalog().snapshot();
        StatementValues values = queries.values(session, catalog);
        RelationExpr expr = values.fill(source(plan, catalog), false);
        Set<GlobalId> inputs = CatalogInputs.of(expr, catalog);
        try (ReadTime time = queries.timestamps().choose(
                inputs, queries.wish(plan.options().when(), values),
                session.settings().get("transaction_isolation"))) {
            long until = plan.options().upTo().map(upTo -> queries.time(upTo, values)).orElse(Timestamps.CLOSED);
            if (until < time.time()) {
                throw SqlError.of(SqlState.DATA_EXCEPTION, "subscribe lower and upper bounds are inverted")
                        .withDetail("AS OF is " + time.time() + ", UP TO is " + until + ".").toException();
            }
            if (until == time.time()) {
                session.notice(Notice.notice("00000", "subscribe as of " + time.time()
                        + " (inclusive) up to the same bound " + until + " (exclusive) is guaranteed to be empty"));
                return new StatementResult.Rows(plan.outputDesc(), RowStream.of(List.of()), "SELECT", true);
            }
            RowStream rows = start(plan, expr, new Start(inputs, time.time(), until), values);
            return new StatementResult.Rows(plan.outputDesc(), rows, "SELECT", true);
        }
    }

    private record Start(Set<GlobalId> inputs, long asOf, long until) {}

    private static RelationExpr source(QueryPlan.Subscribe plan, CatalogState catalog) {
        return switch (plan.from()) {
            case QueryPlan.SubscribeFrom.Relation(GlobalId id) -> new RelationExpr.Get(
                    id, catalog.item(id).flatMap(ItemEntry::desc).orElseThrow().type());
            case QueryPlan.SubscribeFrom.Query(RelationExpr expr) -> expr;
        };
    }

    private RowStream start(QueryPlan.Subscribe plan, RelationExpr expr, Start start, StatementValues values) {
        ClusterId cluster = queries.cluster(values, start.inputs());
        GlobalId sink = region.transientIds().allocate();
        OptimizerContext context = CatalogOracles.context(values.catalog(), cluster,
                index -> region.collections().knows(index) && region.collections().since(index) <= start.asOf(),
                view -> values.fill(view, false));
        DataflowDescription dataflow = SubscribePipeline.optimize(expr, new SubscribePipeline.Target(
                sink, region.transientIds().allocate(), plan.options().snapshot()), context).plan()
                .at(start.asOf(), start.until());
        Set<GlobalId> imports = new HashSet<>(dataflow.shardImports().keySet());
        imports.addAll(dataflow.indexImports().keySet());
        Optional<ReadHold> hold = region.collections().acquire(imports, start.asOf());
        if (hold.isEmpty() || hold.get().time() > start.asOf()) {
            hold.ifPresent(ReadHold::close);
            throw new SqlException(SqlState.UNDEFINED_OBJECT, "a relation that is subscribed to changed concurrently");
        }
        SubscribeOutput output = new SubscribeOutput(
                plan.options().output(), plan.options().progress(), plan.desc().arity(), start.until());
        List<Row> first = new ArrayList<>();
        if (plan.options().progress()) {
            first.add(output.progressRow(start.asOf()));
        }
        RegionRows.SubscriptionRow row = new RegionRows.SubscriptionRow(sink,
                values.session().identity().sessionId(), cluster, region.clock().epochMillis(),
                start.inputs().stream().sorted().toList());
        SubscribeStream stream = new SubscribeStream(output, values.session(), start.until(), first, () -> {
            region.compute().drop(Set.of(sink));
            region.rows().unsubscribed(row);
        });
        region.rows().subscribed(row);
        region.compute().createDataflow(cluster, dataflow, hold.get(), new ComputeController.Audience(
                stream::accept, Clusters.pinned(values.session(), values.catalog(), cluster)));
        return stream;
    }
}
