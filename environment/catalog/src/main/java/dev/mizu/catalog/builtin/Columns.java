package dev.mizu.catalog.builtin;

import dev.mizu.base.id.RoleId;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spells the columns of a builtin table, one call a column, and the values of its rows. */
final class Columns {
    /** The type of {@code privileges} columns. */
    static final ScalarType PRIVILEGES = new ScalarType.Array(SimpleType.MZ_ACLITEM);

    private final List<String> names = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();

    static Columns columns() {
        return new Columns();
    }

    Columns column(String name, ScalarType type) {
        names.add(name);
        types.add(type.notNull());
        return this;
    }

    Columns nullable(String name, ScalarType type) {
        names.add(name);
        types.add(type.nullable());
        return this;
    }

    RelationDesc desc() {
        return new RelationDesc(RelationType.of(types), names);
    }

    static Datum text(Object value) {
        return Datum.of(value.toString());
    }

    static Datum text(Optional<?> value) {
        return value.map(v -> Datum.of(v.toString())).orElse(Datum.NULL);
    }

    /** An owner holds every privilege of the object's class, given by itself. */
    static Datum owned(RoleId owner, String letters) {
        return Datum.Array.of(List.of(Datum.of(owner + "=" + letters + "/" + owner)));
    }

    static List<Row> row(Datum... values) {
        return List.of(Row.of(values));
    }
}
