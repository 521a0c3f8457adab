package dev.mizu.catalog;

import dev.mizu.catalog.CatalogOp.CommentKey;
import java.util.Optional;

/** Anything that a catalog change puts or drops, as the system catalog's tables see it. */
public sealed interface CatalogEntry {
    record OfDatabase(DatabaseEntry entry) implements CatalogEntry {}

    record OfSchema(SchemaEntry entry) implements CatalogEntry {}

    record OfRole(RoleEntry entry) implements CatalogEntry {}

    record OfCluster(ClusterEntry entry) implements CatalogEntry {}

    record OfItem(ItemEntry entry) implements CatalogEntry {}

    record OfSetting(String name, String value) implements CatalogEntry {}

    record OfComment(CommentKey key, String text) implements CatalogEntry {}

    /** The entry that an op is about, as a state has it. */
    static Optional<CatalogEntry> of(CatalogState state, CatalogOp op) {
        return switch (op) {
            case CatalogOp.PutDatabase p -> state.database(p.entry().id()).map(OfDatabase::new);
            case CatalogOp.DropDatabase d -> state.database(d.id()).map(OfDatabase::new);
            case CatalogOp.PutSchema p -> state.schema(p.entry().id()).map(OfSchema::new);
            case CatalogOp.DropSchema d -> state.schema(d.id()).map(OfSchema::new);
            case CatalogOp.PutRole p -> state.role(p.entry().id()).map(OfRole::new);
            case CatalogOp.DropRole d -> state.role(d.id()).map(OfRole::new);
            case CatalogOp.PutCluster p -> state.cluster(p.entry().id()).map(OfCluster::new);
            case CatalogOp.DropCluster d -> state.cluster(d.id()).map(OfCluster::new);
            case CatalogOp.PutItem p -> state.item(p.entry().id()).map(OfItem::new);
            case CatalogOp.DropItem d -> state.item(d.id()).map(OfItem::new);
            case CatalogOp.PutSetting p ->
                    state.setting(p.name()).map(value -> new OfSetting(p.name(), value));
            case CatalogOp.PutComment p ->
                    state.comments().get(p.key()).map(text -> new OfComment(p.key(), text));
            case CatalogOp.PutIds ids -> Optional.empty();
        };
    }
}
