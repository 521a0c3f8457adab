package dev.mizu.sqlplanner.statement;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TableElements;
import dev.mizu.sqlparser.ast.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Types as stored SQL writes them. */
final class TypeSyntax {
    private TypeSyntax() {}

    static TableElements.ColumnDef column(String name, ColumnType type) {
        List<TableElements.ColumnOption> options = type.nullable() ? List.of() : List.of(
                new TableElements.ColumnOption(Optional.empty(), new TableElements.ColumnProperty.NotNull(), 0));
        return new TableElements.ColumnDef(Ident.of(name), of(type.scalar()), Optional.empty(), options);
    }

    static TypeName of(ScalarType type) {
        return switch (type) {
            case SimpleType s -> named(s == SimpleType.PG_CHAR ? "char" : s.name().toLowerCase(Locale.ROOT),
                    OptionalInt.empty());
            case ScalarType.Numeric n -> n.scale().isEmpty() ? named("numeric", OptionalInt.empty())
                    : new TypeName.Named(ObjectName.of("numeric"), List.of(39L, (long) n.scale().getAsInt()), 0);
            case ScalarType.Varchar v -> named("varchar", v.length());
            case ScalarType.Char c -> named("bpchar", c.length());
            case ScalarType.Timestamp t -> named("timestamp", t.precision());
            case ScalarType.TimestampTz t -> named("timestamptz", t.precision());
            case ScalarType.Array a -> new TypeName.Array(of(a.element()), 0);
            case ScalarType.ListOf l -> new TypeName.ListOf(of(l.element()), 0);
            case ScalarType.MapOf m -> new TypeName.MapOf(of(SimpleType.TEXT), of(m.value()), 0);
            case ScalarType.Record r -> throw new IllegalArgumentException("a row type has no name");
            case ScalarType.Range r -> named(r.sqlName(), OptionalInt.empty());
        };
    }

    private static TypeName named(String name, OptionalInt modifier) {
        return new TypeName.Named(ObjectName.of(name),
                modifier.isPresent() ? List.of((long) modifier.getAsInt()) : List.of(), 0);
    }
}
