package dev.mizu.coordinator.sequencer;

import dev.mizu.base.Check;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.Plan;

/** Command tags of statements that change the catalog. */
final class Tags {
    private Tags() {}

    static String of(Plan plan) {
        return switch (plan) {
            case CreatePlan create -> of(create);
            case AlterPlan alter -> of(alter);
            default -> throw Check.unreachable("only changes of the catalog have tags here");
        };
    }

    static String of(CreatePlan plan) {
        return switch (plan) {
            case CreatePlan.CreateDatabase d -> "CREATE DATABASE";
            case CreatePlan.CreateSchema s -> "CREATE SCHEMA";
            case CreatePlan.CreateTable t -> "CREATE TABLE";
            case CreatePlan.CreateView v -> "CREATE VIEW";
            case CreatePlan.CreateMaterializedView v -> "CREATE MATERIALIZED VIEW";
            case CreatePlan.CreateIndex i -> "CREATE INDEX";
            case CreatePlan.CreateConnection c -> "CREATE CONNECTION";
            case CreatePlan.CreateSource s -> "CREATE SOURCE";
            case CreatePlan.CreateSubsource s -> "CREATE SOURCE";
            case CreatePlan.CreateSecret s -> "CREATE SECRET";
            case CreatePlan.CreateType t -> "CREATE TYPE";
            case CreatePlan.CreateCluster c -> "CREATE CLUSTER";
            case CreatePlan.CreateClusterReplica r -> "CREATE CLUSTER REPLICA";
            case CreatePlan.CreateRole r -> "CREATE ROLE";
        };
    }

    static String of(AlterPlan plan) {
        return switch (plan) {
            case AlterPlan.Drop d -> "DROP " + d.objectType();
            case AlterPlan.Rename r -> "ALTER " + r.objectType();
            case AlterPlan.Swap s -> "ALTER " + s.objectType();
            case AlterPlan.ChangeOwner o -> "ALTER " + o.objectType();
            case AlterPlan.AlterCluster c -> "ALTER CLUSTER";
            case AlterPlan.SetCluster c -> "ALTER MATERIALIZED VIEW";
            case AlterPlan.AlterSecret s -> "ALTER SECRET";
            case AlterPlan.AlterRole r -> "ALTER ROLE";
            case AlterPlan.AlterRoleVariable r -> "ALTER ROLE";
            case AlterPlan.SystemSet s -> "ALTER SYSTEM";
            case AlterPlan.SystemReset s -> "ALTER SYSTEM";
            case AlterPlan.SystemResetAll s -> "ALTER SYSTEM";
            case AlterPlan.Comment c -> "COMMENT";
            case AlterPlan.NoOp n -> "ALTER " + n.objectType();
        };
    }
}
