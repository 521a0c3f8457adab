package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.CatalogState;
import dev.mizu.coordinator.session.SessionSettings;
import dev.mizu.coordinator.session.SessionSettings.Scope;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.coordinator.settings.RegionVariables;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.Notice;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.SessionPlan;
import dev.mizu.sqlplanner.plan.ShowPlan;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SET, RESET and SHOW of variables. */
final class VariableSequencer {
    private static final String OLD_CATALOG_CLUSTER = "mz_introspection";
    private static final List<String> UPGRADED_LEVELS =
            List.of("read uncommitted", "read committed", "repeatable read");

    private final RegionParts region;

    VariableSequencer(RegionParts region) {
        this.region = region;
    }

    /** What is set in a transaction that fails was never set, so everything waits for its commit. */
    void set(SessionState session, SessionPlan.SetVariable plan) {
        Variable variable = SessionSettings.variable(plan.name());
        Optional<List<String>> values = plan.values();
        if (plan.name().equalsIgnoreCase(SessionVariables.OLD_AUTO_ROUTE)) {
            session.notice(Notice.warning(SqlState.WARNING, SessionVariables.OLD_AUTO_ROUTE
                    + " has been renamed to " + variable.name()));
        }
        if (variable.name().equals("cluster") && values.equals(Optional.of(List.of(OLD_CATALOG_CLUSTER)))) {
            session.notice(Notice.warning(SqlState.WARNING, "cluster " + OLD_CATALOG_CLUSTER
                    + " has been renamed to " + QuerySequencer.CATALOG_CLUSTER));
            values = Optional.of(List.of(QuerySequencer.CATALOG_CLUSTER));
        }
        set(session, variable, values, plan.local());
    }

    void reset(SessionState session, String name) {
        set(session, SessionSettings.variable(name), Optional.empty(), false);
    }

    private void set(SessionState session, Variable variable, Optional<List<String>> values, boolean local) {
        checkUndecided(session, variable.name());
        if (variable.kind() instanceof Variable.Kind.ReadOnly && values.isEmpty()) {
            variable.parse(List.of());
        }
        session.enterTransaction();
        session.settings().set(variable.name(), values, local ? Scope.TRANSACTION : Scope.STAGED);
        if (local && session.transaction().filter(Transaction::explicit).isEmpty()) {
            session.notice(Notice.warning(SqlState.NO_ACTIVE_TRANSACTION,
                    "SET LOCAL can only be used in transaction blocks"));
        }
        tell(session, variable.name());
    }

    private static void checkUndecided(SessionState session, String variable) {
        boolean decided = session.transaction().filter(Transaction::explicit)
                .filter(t -> t.kind() != Transaction.Kind.UNDECIDED).isPresent();
        if (decided && variable.equals("cluster")) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION,
                    "SET cluster cannot be called in an active transaction");
        }
        if (decided && variable.equals("transaction_isolation")) {
            throw new SqlException(SqlState.ACTIVE_TRANSACTION,
                    "SET TRANSACTION ISOLATION LEVEL must be called before any query");
        }
    }

    /** SET TRANSACTION ISOLATION LEVEL; {@code local} = for this transaction alone. */
    void isolation(SessionState session, String level, boolean local) {
        checkUndecided(session, "transaction_isolation");
        session.enterTransaction();
        session.settings().set("transaction_isolation", Optional.of(List.of(level)),
                local ? Scope.TRANSACTION : Scope.STAGED);
        tell(session, "transaction_isolation");
    }

    /** Tells of a value that names nothing, or that means another than it says: no errors. */
    private void tell(SessionState session, String variable) {
        String value = session.settings().get(variable);
        CatalogState catalog = region.catalog().snapshot();
        Optional<Notice> notice = switch (variable) {
            case "database" -> catalog.database(value).isPresent() ? Optional.empty()
                    : Optional.of(Notice.notice("MZ006", "session database \"" + value + "\" does not exist"));
            case "cluster" -> catalog.cluster(value).isPresent() ? Optional.empty()
                    : Optional.of(Notice.notice("MZ007", "session cluster \"" + value + "\" does not exist"));
            case "search_path" -> anySchema(session, catalog) ? Optional.empty()
                    : Optional.of(Notice.notice("MZ008", "no schema on the search path exists: " + value));
            default -> Optional.empty();
        };
        notice.filter(n -> session.settings().on("current_object_missing_warnings")).ifPresent(session::notice);
        if (variable.equals("transaction_isolation") && UPGRADED_LEVELS.contains(value)) {
            session.notice(Notice.notice("00000", "transaction isolation level " + value
                    + " is unsupported, the session will use serializable"));
        }
    }

    private static boolean anySchema(SessionState session, CatalogState catalog) {
        var database = catalog.database(session.settings().get("database")).map(entry -> entry.id());
        return session.facts().searchPath().stream().anyMatch(name ->
                database.flatMap(id -> catalog.schema(Optional.of(id), name)).isPresent()
                        || catalog.schema(Optional.empty(), name).isPresent());
    }

    StatementResult show(SessionState session, ShowPlan plan) {
        return switch (plan) {
            case ShowPlan.ShowCreate create -> texts(
                    List.of("name", "create_sql"), List.of(List.of(create.name(), create.createSql())));
            case ShowPlan.ShowVariable variable -> {
                List<String> row = RegionVariables.find(variable.name())
                        .filter(known -> known.visible(session.identity().internal()))
                        .map(known -> List.of(known.name(),
                                SystemVariables.value(known.variable(), region.catalog().snapshot())))
                        .orElseGet(() -> {
                            Variable known = SessionSettings.variable(variable.name());
                            return List.of(known.name(), session.settings().get(known.name()));
                        });
                yield texts(List.of(row.get(0)), List.of(List.of(row.get(1))));
            }
            case ShowPlan.ShowAll all -> texts(List.of("name", "setting", "description"), everything(session));
        };
    }

    private List<List<String>> everything(SessionState session) {
        CatalogState catalog = region.catalog().snapshot();
        return Stream.concat(
                        SessionVariables.all().stream()
                                .map(v -> List.of(v.name(), session.settings().get(v.name()), v.doc())),
                        SystemVariables.visible(session).stream()
                                .map(v -> List.of(v.name(), SystemVariables.value(v, catalog), v.doc())))
                .sorted(Comparator.comparing(row -> row.get(0), String.CASE_INSENSITIVE_ORDER)).toList();
    }

    private static StatementResult texts(List<String> names, List<List<String>> rows) {
        RelationDesc desc = new RelationDesc(
                RelationType.of(Collections.nCopies(names.size(), SimpleType.TEXT.notNull())), names);
        List<Row> spelled = rows.stream().map(row -> new Row(row.stream().map(Datum::of).toList())).toList();
        return new StatementResult.Rows(desc, RowStream.of(spelled), "SELECT", false);
    }
}
