package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp.NextIds;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.DatabaseEntry;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.builtin.BuiltinSchema;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a region has before anybody made anything. */
final class InitialCatalog {
    private static final RoleId SYSTEM = RoleId.system(1);
    private InitialCatalog() {}

    /** The parts that are the same in every region and are not stored. */
    static List<CatalogOp> builtin() {
        List<CatalogOp> ops = new ArrayList<>();
        for (BuiltinSchema schema : BuiltinSchema.values()) {
            ops.add(new CatalogOp.PutSchema(new SchemaEntry(
                    schema.id(), schema.oid(), schema.sqlName(), Optional.empty(), SYSTEM)));
        }
        return ops;
    }

    /** The parts of a new region that are stored, and may change afterwards. */
    static List<CatalogOp> fresh() {
        RoleId user = RoleId.user(1);
        ClusterOptions small = new ClusterOptions.Managed("25cc", 1, Optional.of(1_000L), false);
        return List.of(
                role(SYSTEM, 16_620, "mz_system"),
                role(RoleId.system(2), 16_621, "mz_support"),
                new CatalogOp.PutRole(new RoleEntry(user, 20_000, "materialize", true, true, Optional.empty(),
                        Map.of())),
                new CatalogOp.PutDatabase(new DatabaseEntry(DatabaseId.user(1), 20_001, "materialize", SYSTEM)),
                new CatalogOp.PutSchema(new SchemaEntry(
                        SchemaId.user(1), 20_002, "public", Optional.of(DatabaseId.user(1)), SYSTEM)),
                cluster(ClusterId.system(1), "mz_system", small, ReplicaId.system(1)),
                cluster(ClusterId.system(2), "mz_catalog_server", small, ReplicaId.system(2)),
                cluster(ClusterId.user(1), "quickstart", small, ReplicaId.user(1)),
                new CatalogOp.PutIds(new NextIds(1, 2, 2, 2, 2, 2, 20_003)));
    }

    private static CatalogOp role(RoleId id, long oid, String name) {
        return new CatalogOp.PutRole(new RoleEntry(id, oid, name, true, true, Optional.empty(), Map.of()));
    }

    private static CatalogOp cluster(ClusterId id, String name, ClusterOptions options, ReplicaId replica) {
        return new CatalogOp.PutCluster(new ClusterEntry(
                id, name, SYSTEM, options, List.of(new Replica(replica, "r1", "25cc"))));
    }
}
