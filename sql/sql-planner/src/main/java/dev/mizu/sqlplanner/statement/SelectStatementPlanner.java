package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.plan.Finishing;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.QueryWhen;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.query.Environment;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.PlannedQuery;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** SELECT as a statement. */
final class SelectStatementPlanner {
    private final StatementContext context;

    SelectStatementPlanner(StatementContext context) {
        this.context = context;
    }

    QueryPlan.Select plan(QueryStatement.Select select) {
        return plan(select.query(), when(select.asOf()));
    }

    QueryPlan.Select plan(Query query, QueryWhen when) {
        QueryPlanner queries = context.queries();
        PlannedQuery planned = queries.plan(query, Environment.TOP, List.of())
                .settled(queries.context().coercion());
        reads(queries.context().used());
        Finishing finishing = finishing(planned);
        List<Integer> needed = new ArrayList<>(new LinkedHashSet<>(finishing.project()));
        finishing.order().stream().map(ColumnOrder::column).filter(c -> !needed.contains(c)).distinct()
                .forEach(needed::add);
        HirRelation relation = needed.equals(IntStream.range(0, HirTypes.of(planned.relation()).size()).boxed()
                .toList()) ? planned.relation() : new HirRelation.Project(planned.relation(), needed);
        return new QueryPlan.Select(Lowering.lower(relation), renumbered(finishing, needed), planned.desc(), when);
    }

    /** The same finishing over rows that have the columns {@code needed} alone. */
    private static Finishing renumbered(Finishing finishing, List<Integer> needed) {
        List<ColumnOrder> order = finishing.order().stream().map(o -> new ColumnOrder(
                needed.indexOf(o.column()), o.descending(), o.nullsLast())).toList();
        return new Finishing(order, finishing.limit(), finishing.offset(),
                finishing.project().stream().map(needed::indexOf).toList());
    }

    /** Privileges for reading relations: a query of constants needs no cluster. */
    private void reads(Set<GlobalId> used) {
        context.reads(used);
        if (!used.isEmpty()) {
            clusterUsage();
        }
    }

    void clusterUsage() {
        Optional<? extends CatalogCluster> cluster = context.catalog().cluster(context.facts().cluster());
        cluster.ifPresent(c -> context.require(new PrivilegeTarget.ClusterTarget(c.id()), Privilege.USAGE));
    }

    private static Finishing finishing(PlannedQuery planned) {
        OptionalLong limit = planned.limit().isPresent() && planned.limit().get() instanceof HirScalar.Literal l
                ? OptionalLong.of(l.value().asLong()) : OptionalLong.empty();
        if (planned.limit().isPresent() && limit.isEmpty()
                && !(planned.limit().get() instanceof HirScalar.Parameter)) {
            throw StatementContext.error(
                    SqlState.FEATURE_NOT_SUPPORTED, "top-level LIMIT must be a constant expression", 0);
        }
        return new Finishing(planned.order(), limit, planned.offset(),
                planned.columns().stream().map(PlannedQuery.OutputColumn::index).toList());
    }

    QueryWhen when(Optional<QueryStatement.AsOf> asOf) {
        if (asOf.isEmpty()) {
            return QueryWhen.IMMEDIATELY;
        }
        ScalarExpr time = timestamp(asOf.get().time(), "AS OF");
        return asOf.get().atLeast() ? new QueryWhen.AtLeast(time) : new QueryWhen.At(time);
    }

    /** A constant point in time; values of the statement such as {@code mz_now()} may occur. */
    ScalarExpr timestamp(Expr expr, String clause) {
        Expressions expressions = Expressions.constant(context.queries());
        HirScalar time = expressions.cast(expr, SimpleType.MZ_TIMESTAMP, CastContext.ASSIGNMENT).orElseThrow(() ->
                StatementContext.error(SqlState.DATATYPE_MISMATCH, clause + " must be castable to mz_timestamp",
                        expr.position()));
        Optional<Datum> known = ScalarFolding.value(time, expr.position());
        if (known.isPresent()) {
            return new ScalarExpr.Literal(known.get(), SimpleType.MZ_TIMESTAMP.notNull());
        }
        return Lowering.scalars(List.of(time)).getFirst();
    }

    /** A query as rows of a relation, its limit kept, its order not. */
    record Rows(RelationExpr expr, RelationDesc desc, Set<GlobalId> used) {}

    Rows rows(QueryPlanner queries, Query query, List<ScalarType> targets) {
        PlannedQuery planned = queries.plan(query, Environment.TOP, targets).settled(queries.context().coercion());
        return new Rows(Lowering.lower(planned.closed()), planned.desc(),
                new LinkedHashSet<>(queries.context().used()));
    }
}
