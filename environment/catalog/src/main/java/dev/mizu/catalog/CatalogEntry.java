package dev.mizu.catalog;

import dev.mizu.catalog.CatalogOp.CommentKey;

/** Anything that a catalog change puts or drops, as the system catalog's tables see it. */
public sealed interface CatalogEntry {
    record OfDatabase(DatabaseEntry entry) implements CatalogEntry {}

    record OfSchema(SchemaEntry entry) implements CatalogEntry {}

    record OfRole(RoleEntry entry) implements CatalogEntry {}

    record OfCluster(ClusterEntry entry) implements CatalogEntry {}

    record OfItem(ItemEntry entry) implements CatalogEntry {}

    record OfSetting(String name, String value) implements CatalogEntry {}

    record OfComment(CommentKey key, String text) implements CatalogEntry {}
}
