package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import java.util.Optional;

/** A schema of the catalog; ambient ones belong to no database. */
public interface CatalogSchema {
    SchemaId id();

    String name();

    Optional<DatabaseId> database();

    RoleId owner();

    /** Whether the product owns it: nobody creates there, and stored views may not say {@code *} over it. */
    boolean system();
}
