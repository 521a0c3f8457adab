package dev.mizu.catalog;

import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import java.util.Optional;

/** A schema; ambient ones have no database and belong to the product. */
public record SchemaEntry(SchemaId id, long oid, String name, Optional<DatabaseId> database, RoleId owner)
        implements CatalogSchema {
    @Override
    public boolean system() {
        return database.isEmpty();
    }
}
