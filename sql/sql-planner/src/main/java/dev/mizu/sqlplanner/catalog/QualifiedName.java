package dev.mizu.sqlplanner.catalog;

import java.util.Optional;

/** The full name of an item; items of ambient schemas have no database. */
public record QualifiedName(Optional<String> database, String schema, String item) {
    public static QualifiedName of(String database, String schema, String item) {
        return new QualifiedName(Optional.of(database), schema, item);
    }

    /** As messages show it: dotted, not quoted. */
    @Override
    public String toString() {
        return database.map(name -> name + ".").orElse("") + schema + "." + item;
    }
}
