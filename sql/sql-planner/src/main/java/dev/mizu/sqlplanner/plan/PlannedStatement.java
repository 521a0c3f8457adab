package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.GlobalId;
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
