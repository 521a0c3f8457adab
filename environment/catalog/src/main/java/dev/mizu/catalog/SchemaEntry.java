package dev.mizu.catalog;

import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import java.util.Optional;

/** A schema; ambient ones have no database and belong to the product. */
public record SchemaEntry(SchemaId id, long oid, String name, Optional<DatabaseId> database, RoleId owner)
        implements CatalogSchema {
    private static final long TEMPORARY_OID = 16_609;

    /** The schema of a session's temporary items. */
    static SchemaEntry temporary(SchemaId id) {
        return new SchemaEntry(id, TEMPORARY_OID, SessionCatalog.TEMP_SCHEMA, Optional.empty(), RoleId.system(1));
    }

    @Override
    public boolean system() {
        return database.isEmpty() && !id.temporary();
    }
}
