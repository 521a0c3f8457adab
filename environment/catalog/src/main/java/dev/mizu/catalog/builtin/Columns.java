package dev.mizu.catalog.builtin;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import java.util.ArrayList;
import java.util.List;

/** Spells the columns of a builtin table, one call a column. */
final class Columns {
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
}
