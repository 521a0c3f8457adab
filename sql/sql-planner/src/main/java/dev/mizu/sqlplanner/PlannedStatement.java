package dev.mizu.sqlplanner;

import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import java.util.List;
import java.util.Set;

/**
 * What to do, what the role must be allowed for it, and what to tell the user even when all goes well.
 *
 * @param dependencies the items that the statement names
 */
public record PlannedStatement(
        Plan plan, List<RequiredPrivilege> privileges, Set<GlobalId> dependencies, List<PlanNotice> notices) {
    public PlannedStatement {
        privileges = List.copyOf(privileges);
        dependencies = Set.copyOf(dependencies);
        notices = List.copyOf(notices);
    }
}
