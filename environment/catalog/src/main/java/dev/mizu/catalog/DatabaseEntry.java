package dev.mizu.catalog;

import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.RoleId;
import dev.mizu.sqlplanner.catalog.CatalogDatabase;

/** A database. */
public record DatabaseEntry(DatabaseId id, long oid, String name, RoleId owner) implements CatalogDatabase {}
