package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.CatalogState;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.Trees;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Interval;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one statement stands on: its session, a catalog snapshot, and the values that belong to it ({@code now()}, the
 * user, {@code mz_now()}), which it puts into expressions.
 */
public final class StatementValues {
    private static final List<String> SYSTEM_PATH = List.of("mz_catalog", "pg_catalog");

    private final SessionState session;
    private final CatalogState catalog;
    private final Moments moments;
    private final OptionalLong timestamp;

    /** When the region and the statement started, in milliseconds since the Unix epoch. */
    private record Moments(long regionMillis, long statementMillis) {}

    private StatementValues(SessionState session, CatalogState catalog, Moments moments, OptionalLong timestamp) {
        this.session = session;
        this.catalog = catalog;
        this.moments = moments;
        this.timestamp = timestamp;
    }

    /** Of a statement that starts now; what {@code mz_now()} is for it has not been chosen. */
    public static StatementValues of(RegionParts region, SessionState session, CatalogState catalog) {
        return new StatementValues(session, catalog,
                new Moments(region.startMillis(), region.clock().epochMillis()), OptionalLong.empty());
    }

    /** The same for a statement that reads at a time, which is its {@code mz_now()}. */
    public StatementValues at(long time) {
        return new StatementValues(session, catalog, moments, OptionalLong.of(time));
    }

    SessionState session() {
        return session;
    }

    CatalogState catalog() {
        return catalog;
    }

    /** The expression with literals in place of statement-level values. */
    public ScalarExpr fill(ScalarExpr expr) {
        return ScalarExprs.rewrite(expr, part -> part instanceof ScalarExpr.Unmaterializable(var function)
                ? new ScalarExpr.Literal(value(function), function.type()) : part);
    }

    /** The same for all expressions of a tree that is maintained: {@code mz_now()} stays, it moves. */
    public RelationExpr fill(RelationExpr expr, boolean withTime) {
        return Trees.rewriteUp(expr, node -> Trees.mapScalars(node, scalar -> ScalarExprs.rewrite(scalar, part ->
                part instanceof ScalarExpr.Unmaterializable(var function)
                        && (withTime || function != UnmaterializableFunction.MZ_NOW)
                        ? new ScalarExpr.Literal(value(function), function.type()) : part)));
    }

    /** The same for all expressions of a tree. */
    public RelationExpr fill(RelationExpr expr) {
        return Trees.rewriteUp(expr, node -> Trees.mapScalars(node, this::fill));
    }

    /** The value of an expression without columns; errors are the user's. */
    public Datum evaluate(ScalarExpr expr) {
        try {
            return RowEvaluator.eval(fill(expr), Row.of());
        } catch (EvalException e) {
            throw e.error().toSqlError().toException();
        }
    }

    private Datum value(UnmaterializableFunction function) {
        return switch (function) {
            case CURRENT_DATABASE -> Datum.of(session.settings().get("database"));
            case CURRENT_SCHEMA -> path(false).stream().findFirst().map(Datum::of).orElse(Datum.NULL);
            case CURRENT_SCHEMAS_WITH_SYSTEM -> textArray(path(true));
            case CURRENT_SCHEMAS_WITHOUT_SYSTEM -> textArray(path(false));
            case CURRENT_USER, SESSION_USER -> Datum.of(session.identity().user());
            case CURRENT_TIMESTAMP -> Datum.of(moments.statementMillis() * 1_000);
            case CONNECTION_ID -> Datum.of((long) session.identity().connectionId());
            case MZ_NOW -> Datum.of(timestamp.orElseThrow(() -> new SqlException(
                    SqlState.FEATURE_NOT_SUPPORTED, "cannot call mz_now in this context")));
            case MZ_VERSION -> Datum.of(SessionVariables.MZ_VERSION);
            case MZ_VERSION_NUM -> Datum.of(100L);
            case MZ_ENVIRONMENT_ID -> Datum.of(catalog.setting("environment_id").orElse("mizu-local"));
            case MZ_SESSION_ID -> new Datum.UuidDatum(session.identity().sessionId());
            case MZ_UPTIME -> new Datum.IntervalDatum(
                    new Interval(0, 0, (moments.statementMillis() - moments.regionMillis()) * 1_000));
            case PG_POSTMASTER_START_TIME -> Datum.of(moments.regionMillis() * 1_000);
            case VERSION -> Datum.of("PostgreSQL 9.5.0 on Mizu " + SessionVariables.MZ_VERSION);
            case VIEWABLE_VARIABLES -> {
                TreeMap<String, Datum> map = new TreeMap<>();
                session.settings().all().forEach((name, value) -> map.put(name, Datum.of(value)));
                SystemVariables.visible(session).forEach(variable ->
                        map.put(variable.name(), Datum.of(SystemVariables.value(variable, catalog))));
                yield new Datum.MapDatum(map);
            }
            case IS_RBAC_ENABLED -> Datum.FALSE;
            case MZ_IS_SUPERUSER -> Datum.of(session.settings().on("is_superuser"));
            case MZ_ROLE_OID_MEMBERSHIPS -> {
                TreeMap<String, Datum> map = new TreeMap<>();
                catalog.roles().forEach(role -> map.put(Long.toString(role.oid()), textArray(List.of())));
                yield new Datum.MapDatum(map);
            }
        };
    }

    private static Datum textArray(List<String> names) {
        return Datum.Array.of(names.stream().map(Datum::of).toList());
    }

    /** The schemas of the search path that exist. */
    private List<String> path(boolean withSystem) {
        List<String> found = new ArrayList<>(withSystem ? SYSTEM_PATH : List.of());
        for (String name : session.facts().searchPath()) {
            boolean exists = catalog.database(session.settings().get("database"))
                    .flatMap(db -> catalog.schema(Optional.of(db.id()), name)).isPresent()
                    || catalog.schema(Optional.empty(), name).isPresent();
            if (exists) {
                found.add(name);
            }
        }
        return found;
    }
}
