package dev.mizu.catalog.builtin;

import dev.mizu.base.Check;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Spells the columns of builtin relations and the values of their rows. */
final class Columns {
    private Columns() {}

    /**
     * Columns as {@code name type, name type?, ..}; a question mark says that NULL may occur.
     *
     * @param keys sets of columns that are unique
     */
    static RelationDesc columns(String text, int[]... keys) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (String column : text.split(",")) {
            String spec = column.strip();
            int space = spec.indexOf(' ');
            Check.that(space > 0, "a column has a name and a type");
            boolean nullable = spec.endsWith("?");
            String type = spec.substring(space + 1, nullable ? spec.length() - 1 : spec.length());
            names.add(spec.substring(0, space));
            types.add(new ColumnType(TypeNames.parse(type), nullable));
        }
        List<List<Integer>> unique = Arrays.stream(keys).map(key -> Arrays.stream(key).boxed().toList()).toList();
        return new RelationDesc(new RelationType(types, unique), names);
    }

    /** A key of one table: see {@link #columns}. */
    static int[] key(int... columns) {
        return columns;
    }

    static Datum text(Object value) {
        return Datum.of(value.toString());
    }

    static Datum text(Optional<?> value) {
        return value.map(v -> Datum.of(v.toString())).orElse(Datum.NULL);
    }

    static Datum texts(List<?> values) {
        return Datum.Array.of(values.stream().map(value -> Datum.of(value.toString())).toList());
    }

    /** An owner holds every privilege of the object's class, given by itself. */
    static Datum owned(RoleId owner, String letters) {
        return texts(List.of(owner + "=" + letters + "/" + owner));
    }

    /** The same; everybody has a share in what the product brings along. */
    static Datum shared(RoleId owner, String letters, SchemaId schema, String everybody) {
        return schema.system() ? texts(List.of("=" + everybody + "/" + owner, owner + "=" + letters + "/" + owner))
                : owned(owner, letters);
    }

    static List<Row> row(Datum... values) {
        return List.of(Row.of(values));
    }
}
