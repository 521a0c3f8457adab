package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.RoleId;

/** A database of the catalog. */
public interface CatalogDatabase {
    DatabaseId id();

    String name();

    RoleId owner();
}
