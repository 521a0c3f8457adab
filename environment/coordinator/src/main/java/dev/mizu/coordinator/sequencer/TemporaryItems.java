package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.coordinator.session.SessionState;
import java.util.List;

/** The temporary items of a session, which end with it. */
public final class TemporaryItems {
    private TemporaryItems() {}

    /** Drops them all. */
    public static void drop(RegionParts region, SessionState session) {
        SchemaId schema = session.temporarySchema();
        if (!region.catalog().snapshot().items(schema).isEmpty()) {
            region.catalog().change(state -> drops(state, schema));
        }
    }

    private static List<CatalogOp> drops(CatalogState state, SchemaId schema) {
        return state.items(schema).stream().map(ItemEntry::id).<CatalogOp>map(CatalogOp.DropItem::new).toList();
    }
}
