package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogOp.NextIds;

/** Takes ids from the catalog's counters during one change. */
public final class IdAllocation {
    private NextIds next;

    public IdAllocation(NextIds next) {
        this.next = next;
    }

    GlobalId item() {
        GlobalId id = GlobalId.user(next.item());
        next = new NextIds(next.item() + 1, next.database(), next.schema(), next.cluster(), next.replica(),
                next.role(), next.oid());
        return id;
    }

    public DatabaseId database() {
        DatabaseId id = DatabaseId.user(next.database());
        next = new NextIds(next.item(), next.database() + 1, next.schema(), next.cluster(), next.replica(),
                next.role(), next.oid());
        return id;
    }

    public SchemaId schema() {
        SchemaId id = SchemaId.user(next.schema());
        next = new NextIds(next.item(), next.database(), next.schema() + 1, next.cluster(), next.replica(),
                next.role(), next.oid());
        return id;
    }

    public ClusterId cluster() {
        ClusterId id = ClusterId.user(next.cluster());
        next = new NextIds(next.item(), next.database(), next.schema(), next.cluster() + 1, next.replica(),
                next.role(), next.oid());
        return id;
    }

    public ReplicaId replica() {
        ReplicaId id = ReplicaId.user(next.replica());
        next = new NextIds(next.item(), next.database(), next.schema(), next.cluster(), next.replica() + 1,
                next.role(), next.oid());
        return id;
    }

    public RoleId role() {
        RoleId id = RoleId.user(next.role());
        next = new NextIds(next.item(), next.database(), next.schema(), next.cluster(), next.replica(),
                next.role() + 1, next.oid());
        return id;
    }

    public long oid() {
        long oid = next.oid();
        next = new NextIds(next.item(), next.database(), next.schema(), next.cluster(), next.replica(),
                next.role(), oid + 1);
        return oid;
    }

    /** The counters as they are now, to be stored with the change. */
    public CatalogOp op() {
        return new CatalogOp.PutIds(next);
    }
}
