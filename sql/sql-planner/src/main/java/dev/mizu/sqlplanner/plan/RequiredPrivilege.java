package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.SchemaId;

/** One right that the current role must have for a statement to run. */
public sealed interface RequiredPrivilege {
    /** A privilege on an object. */
    record On(PrivilegeTarget target, Privilege privilege) implements RequiredPrivilege {}

    /** Being, or being a member of, an object's owner. */
    record OwnershipOf(PrivilegeTarget target) implements RequiredPrivilege {}

    /** Being a superuser. */
    record Superuser() implements RequiredPrivilege {}

    /** What can be granted. */
    enum Privilege {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        USAGE,
        CREATE,
        CREATEROLE,
        CREATEDB,
        CREATECLUSTER,
        CREATENETWORKPOLICY
    }

    /** What privileges are held on. */
    sealed interface PrivilegeTarget {
        /** The whole region. */
        record SystemTarget() implements PrivilegeTarget {}

        /** A database. */
        record DatabaseTarget(DatabaseId id) implements PrivilegeTarget {}

        /** A schema. */
        record SchemaTarget(SchemaId id) implements PrivilegeTarget {}

        /** An item of a schema. */
        record ItemTarget(GlobalId id) implements PrivilegeTarget {}

        /** A cluster. */
        record ClusterTarget(ClusterId id) implements PrivilegeTarget {}
    }
}
