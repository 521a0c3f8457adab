package dev.mizu.coordinator;

import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.coordinator.sequencer.IdAllocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles that come to be without CREATE ROLE. */
final class Roles {
    private Roles() {}

    static List<CatalogOp> create(CatalogState state, String name) {
        IdAllocation ids = new IdAllocation(state.ids());
        RoleEntry role = new RoleEntry(
                ids.role(), ids.oid(), name, true, true, Optional.empty(), Map.of());
        return List.of(new CatalogOp.PutRole(role), ids.op());
    }
}
