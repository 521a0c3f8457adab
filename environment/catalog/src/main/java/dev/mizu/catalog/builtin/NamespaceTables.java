package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.repr.SimpleType.OID;
import static dev.mizu.repr.SimpleType.TEXT;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.List;

/** Databases and schemas. */
final class NamespaceTables {
    private static final BuiltinTable DATABASES = new BuiltinTable(1, "mz_catalog", "mz_databases",
            columns().column("id", TEXT).column("oid", OID).column("name", TEXT).column("owner_id", TEXT).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfDatabase(var database)
                    ? List.of(Row.of(Datum.of(database.id().toString()), Datum.of(database.oid()),
                            Datum.of(database.name()), Datum.of(database.owner().toString())))
                    : List.of());

    private static final BuiltinTable SCHEMAS = new BuiltinTable(2, "mz_catalog", "mz_schemas",
            columns().column("id", TEXT).column("oid", OID).nullable("database_id", TEXT).column("name", TEXT)
                    .column("owner_id", TEXT).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfSchema(var schema)
                    ? List.of(Row.of(Datum.of(schema.id().toString()), Datum.of(schema.oid()),
                            schema.database().map(id -> Datum.of(id.toString())).orElse(Datum.NULL),
                            Datum.of(schema.name()), Datum.of(schema.owner().toString())))
                    : List.of());

    static final List<BuiltinTable> ALL = List.of(DATABASES, SCHEMAS);

    private NamespaceTables() {}
}
