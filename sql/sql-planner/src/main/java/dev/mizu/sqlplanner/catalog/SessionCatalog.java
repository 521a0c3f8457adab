package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import java.util.List;
import java.util.Optional;

/**
 * An immutable snapshot of the catalog as one session sees it: exact look-ups only, the search path is the planner's
 * business. The session's temporary schema is the ambient schema {@code mz_temp}. Called by any thread.
 */
public interface SessionCatalog {
    /** Name of the ambient schema that holds the session's temporary items. */
    String TEMP_SCHEMA = "mz_temp";

    Optional<CatalogDatabase> database(String name);

    Optional<CatalogDatabase> database(DatabaseId id);

    /** A schema of a database. */
    Optional<CatalogSchema> schema(DatabaseId database, String name);

    /** A schema that exists in every database: {@code mz_catalog}, {@code pg_catalog}, {@code mz_temp} and so on. */
    Optional<CatalogSchema> ambientSchema(String name);

    Optional<CatalogSchema> schema(SchemaId id);

    /** An item of a schema. */
    Optional<CatalogItem> item(SchemaId schema, String name);

    Optional<CatalogItem> item(GlobalId id);

    /** The items of a schema, for hints and for DROP .. CASCADE; not asked on the way of a good statement. */
    Iterable<? extends CatalogItem> items(SchemaId schema);

    /** The schemas of a database. */
    List<? extends CatalogSchema> schemas(DatabaseId database);

    Optional<CatalogCluster> cluster(String name);

    Optional<CatalogCluster> cluster(ClusterId id);

    /** Every cluster, in order of names. */
    List<? extends CatalogCluster> clusters();

    Optional<CatalogRole> role(String name);

    Optional<CatalogRole> role(RoleId id);

    /** Whether a statement may use the feature; what is stored was allowed to when it was made. */
    boolean enabled(Feature feature);

    /** Whether a replica size of this name may be used. */
    boolean replicaSizeExists(String size);
}
