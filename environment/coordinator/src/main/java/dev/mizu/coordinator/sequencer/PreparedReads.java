package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.coordinator.implications.CatalogInputs;
import dev.mizu.coordinator.implications.CatalogOracles;
import dev.mizu.coordinator.session.PreparedRead;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.optimizer.pipeline.PeekPipeline;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlplanner.Planner;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.QueryWhen;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Plans prepared SELECTs once for all their runs, where one index is all that they read. */
final class PreparedReads {
    private final RegionParts region;
    private final QuerySequencer queries;

    PreparedReads(RegionParts region, QuerySequencer queries) {
        this.region = region;
        this.queries = queries;
    }

    /** How to run a statement without planning it; empty when it must be planned each time. */
    Optional<PreparedRead> of(SessionState session, PreparedStatement prepared) {
        if (prepared.statement().filter(QueryStatement.Select.class::isInstance).isEmpty()
                || session.settings().on(QuerySequencer.EMIT_TIMESTAMP)) {
            return Optional.empty();
        }
        CatalogState catalog = region.catalog().snapshot();
        PreparedStatement.Ground ground =
                new PreparedStatement.Ground(catalog.revision(), session.settings().revision());
        return prepared.read(ground, () -> plan(session, prepared, catalog));
    }

    private Optional<PreparedRead> plan(SessionState session, PreparedStatement prepared, CatalogState catalog) {
        return Planner.planGeneric(prepared.statement().orElseThrow(),
                        new CatalogSnapshot(catalog, ReplicaSize.NAMES::contains, session.temporarySchema()),
                        session.facts(), prepared.desc().parameters())
                .filter(planned -> planned.notices().isEmpty())
                .map(PlannedStatement::plan)
                .flatMap(plan -> plan instanceof QueryPlan.Select select
                        && select.when() instanceof QueryWhen.Immediately ? Optional.of(select) : Optional.empty())
                .flatMap(select -> template(session, select, catalog));
    }

    private Optional<PreparedRead> template(SessionState session, QueryPlan.Select select, CatalogState catalog) {
        Set<GlobalId> inputs = CatalogInputs.of(select.expr(), catalog);
        ClusterId cluster = queries.cluster(session, catalog, inputs);
        return PeekPipeline.template(select.expr(), Finishings.of(select.finishing()),
                        CatalogOracles.context(catalog, cluster, index -> true, UnaryOperator.identity()))
                .map(template -> new PreparedRead(template, select.desc(), inputs, cluster));
    }
}
