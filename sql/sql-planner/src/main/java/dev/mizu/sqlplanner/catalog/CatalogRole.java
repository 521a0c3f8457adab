package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.RoleId;

/** A role of the catalog. */
public interface CatalogRole {
    RoleId id();

    String name();
}
