package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;

/** Any object of the catalog. */
public sealed interface ObjectRef {
    /** A database. */
    record Database(DatabaseId id) implements ObjectRef {}

    /** A schema. */
    record Schema(SchemaId id) implements ObjectRef {}

    /** An item of a schema. */
    record Item(GlobalId id) implements ObjectRef {}

    /** A cluster. */
    record Cluster(ClusterId id) implements ObjectRef {}

    /** A replica of a cluster. */
    record Replica(ClusterId cluster, ReplicaId id) implements ObjectRef {}

    /** A role. */
    record Role(RoleId id) implements ObjectRef {}
}
