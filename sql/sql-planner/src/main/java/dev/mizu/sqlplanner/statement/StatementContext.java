package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.PlannedStatement;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import dev.mizu.sqlplanner.query.QueryContext;
import dev.mizu.sqlplanner.query.QueryPlanner;
import dev.mizu.sqlplanner.typing.ParameterTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One statement being planned: what it may ask, and what is collected besides its plan. One thread. */
public final class StatementContext {
    private final NameResolver names;
    private final ParameterTypes parameters;
    private final List<PlanNotice> notices = new ArrayList<>();
    private final Set<RequiredPrivilege> privileges = new LinkedHashSet<>();
    private final Set<GlobalId> used = new LinkedHashSet<>();

    public StatementContext(SessionCatalog catalog, SessionFacts facts, ParameterTypes parameters) {
        this.names = new NameResolver(catalog, facts);
        this.parameters = parameters;
    }

    NameResolver names() {
        return names;
    }

    SessionCatalog catalog() {
        return names.catalog();
    }

    SessionFacts facts() {
        return names.facts();
    }

    public ParameterTypes parameters() {
        return parameters;
    }

    /** For a query that runs once. */
    QueryPlanner queries() {
        return new QueryPlanner(new QueryContext(names, parameters, false));
    }

    /** For a query whose text is stored; it takes no parameters. */
    QueryPlanner storedQueries() {
        return new QueryPlanner(new QueryContext(names, ParameterTypes.none(), true));
    }

    void notice(PlanNotice notice) {
        notices.add(notice);
    }

    void require(PrivilegeTarget target, Privilege privilege) {
        privileges.add(new RequiredPrivilege.On(target, privilege));
    }

    void requireOwnership(PrivilegeTarget target) {
        privileges.add(new RequiredPrivilege.OwnershipOf(target));
    }

    void require(RequiredPrivilege privilege) {
        privileges.add(privilege);
    }

    /** Notes items that are read: SELECT on each, USAGE on its schema. */
    void reads(Set<GlobalId> ids) {
        for (GlobalId id : ids) {
            used.add(id);
            catalog().item(id).ifPresent(item -> {
                require(new PrivilegeTarget.SchemaTarget(item.schema()), Privilege.USAGE);
                require(new PrivilegeTarget.ItemTarget(id),
                        item.kind().relation() ? Privilege.SELECT : Privilege.USAGE);
            });
        }
    }

    void uses(CatalogItem item) {
        used.add(item.id());
    }

    /** The plan with all that was collected. */
    public PlannedStatement planned(Plan plan) {
        return new PlannedStatement(plan, List.copyOf(privileges), used, notices);
    }

    static SqlException error(String code, String message, int position) {
        SqlError error = SqlError.of(code, message);
        return (position > 0 ? error.withPosition(position) : error).toException();
    }
}
