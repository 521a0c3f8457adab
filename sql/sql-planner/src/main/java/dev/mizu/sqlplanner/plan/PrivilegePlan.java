package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.RoleId;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** GRANT, REVOKE and what belongs to them. */
public sealed interface PrivilegePlan extends Plan {
    /** GRANT (or with {@code grant} false REVOKE) of privileges; an absent role id is PUBLIC. */
    record ChangePrivileges(boolean grant, List<Change> changes, List<Grantee> grantees) implements PrivilegePlan {
        public ChangePrivileges {
            changes = List.copyOf(changes);
            grantees = List.copyOf(grantees);
        }
    }

    /** Privileges on one object. */
    record Change(PrivilegeTarget target, Set<Privilege> privileges) {
        public Change {
            privileges = Collections.unmodifiableSet(new TreeSet<>(privileges));
        }
    }

    /** Who is granted to. */
    sealed interface Grantee {
        /** A role. */
        record Role(RoleId id) implements Grantee {}

        /** Every role. */
        record Public() implements Grantee {}
    }

    /** GRANT role TO role, REVOKE role FROM role. */
    record ChangeMembership(boolean grant, List<RoleId> roles, List<RoleId> members) implements PrivilegePlan {
        public ChangeMembership {
            roles = List.copyOf(roles);
            members = List.copyOf(members);
        }
    }

    /** REASSIGN OWNED BY .. TO. */
    record ReassignOwned(List<RoleId> from, RoleId to) implements PrivilegePlan {
        public ReassignOwned {
            from = List.copyOf(from);
        }
    }
}
