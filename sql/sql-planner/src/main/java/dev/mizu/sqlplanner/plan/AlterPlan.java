package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Statements that change or drop what exists. */
public sealed interface AlterPlan extends Plan {
    /**
     * DROP of anything.
     *
     * @param objectType as the command tag says it, for example {@code MATERIALIZED VIEW}
     * @param named what the statement named
     * @param dropped all that goes, dependants before what they depend on; empty when IF EXISTS found nothing
     */
    record Drop(String objectType, List<ObjectRef> named, List<ObjectRef> dropped) implements AlterPlan {
        public Drop {
            named = List.copyOf(named);
            dropped = List.copyOf(dropped);
        }
    }

    /** ALTER .. RENAME TO. */
    record Rename(String objectType, ObjectRef object, String newName) implements AlterPlan {}

    /** ALTER .. SWAP WITH, between two schemas or two clusters. */
    record Swap(String objectType, ObjectRef first, ObjectRef second) implements AlterPlan {}

    /** ALTER .. OWNER TO. */
    record ChangeOwner(String objectType, ObjectRef object, RoleId newOwner) implements AlterPlan {}

    /** ALTER CLUSTER .. SET or RESET. */
    record AlterCluster(ClusterId cluster, ClusterOptions options) implements AlterPlan {}

    /** ALTER MATERIALIZED VIEW .. SET CLUSTER. */
    record SetCluster(GlobalId item, ClusterId cluster) implements AlterPlan {}

    /** ALTER SECRET; {@code value} is a constant of type bytea, never printed. */
    record AlterSecret(GlobalId secret, ScalarExpr value) implements AlterPlan {
        @Override
        public String toString() {
            return "AlterSecret[" + secret + "]";
        }
    }

    /** ALTER ROLE .. with attributes. */
    record AlterRole(RoleId role, CreatePlan.RoleAttributes attributes) implements AlterPlan {}

    /** ALTER ROLE .. SET or RESET; empty = reset. */
    record AlterRoleVariable(RoleId role, String name, Optional<List<String>> values) implements AlterPlan {}

    /** ALTER SYSTEM SET. */
    record SystemSet(String name, List<String> values) implements AlterPlan {
        public SystemSet {
            values = List.copyOf(values);
        }
    }

    /** ALTER SYSTEM RESET. */
    record SystemReset(String name) implements AlterPlan {}

    /** ALTER SYSTEM RESET ALL. */
    record SystemResetAll() implements AlterPlan {}

    /**
     * COMMENT ON.
     *
     * @param column 0-based, empty = the object itself
     * @param text empty = the comment goes
     */
    record Comment(ObjectRef object, OptionalInt column, Optional<String> text) implements AlterPlan {}

    /** An ALTER .. IF EXISTS whose object is not there: nothing to do but the notice. */
    record NoOp(String objectType) implements AlterPlan {}
}
