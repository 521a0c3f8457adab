package dev.mizu.sqlplanner.names;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemDetail;
import dev.mizu.sqlplanner.catalog.ItemKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** From written types to types. Types that users made are reported to {@code used}, with the names that meant them. */
public final class TypeResolver {
    private static final Map<String, ScalarType> PLAIN = new HashMap<>();
    private static final int MAX_LENGTH = 10_485_760;

    static {
        Map<String, ScalarType> names = Map.ofEntries(
                Map.entry("bool", SimpleType.BOOL), Map.entry("int2", SimpleType.INT2),
                Map.entry("int4", SimpleType.INT4), Map.entry("int8", SimpleType.INT8),
                Map.entry("uint2", SimpleType.UINT2), Map.entry("uint4", SimpleType.UINT4),
                Map.entry("uint8", SimpleType.UINT8), Map.entry("float4", SimpleType.FLOAT4),
                Map.entry("float8", SimpleType.FLOAT8), Map.entry("text", SimpleType.TEXT),
                Map.entry("char", SimpleType.PG_CHAR), Map.entry("name", SimpleType.NAME),
                Map.entry("bytea", SimpleType.BYTEA), Map.entry("date", SimpleType.DATE),
                Map.entry("time", SimpleType.TIME), Map.entry("interval", SimpleType.INTERVAL),
                Map.entry("uuid", SimpleType.UUID), Map.entry("jsonb", SimpleType.JSONB),
                Map.entry("oid", SimpleType.OID), Map.entry("regclass", SimpleType.REGCLASS),
                Map.entry("regproc", SimpleType.REGPROC), Map.entry("regtype", SimpleType.REGTYPE),
                Map.entry("int2vector", SimpleType.INT2VECTOR), Map.entry("mz_timestamp", SimpleType.MZ_TIMESTAMP),
                Map.entry("mz_aclitem", SimpleType.MZ_ACLITEM), Map.entry("aclitem", SimpleType.ACLITEM),
                Map.entry("numeric", ScalarType.NUMERIC), Map.entry("varchar", ScalarType.VARCHAR),
                Map.entry("bpchar", ScalarType.BPCHAR), Map.entry("timestamp", ScalarType.TIMESTAMP),
                Map.entry("timestamptz", ScalarType.TIMESTAMPTZ),
                Map.entry("int4range", new ScalarType.Range(SimpleType.INT4)),
                Map.entry("int8range", new ScalarType.Range(SimpleType.INT8)),
                Map.entry("numrange", new ScalarType.Range(ScalarType.NUMERIC)),
                Map.entry("daterange", new ScalarType.Range(SimpleType.DATE)),
                Map.entry("tsrange", new ScalarType.Range(ScalarType.TIMESTAMP)),
                Map.entry("tstzrange", new ScalarType.Range(ScalarType.TIMESTAMPTZ)));
        names.forEach((name, type) -> {
            PLAIN.put(name, type);
            PLAIN.put("_" + name, new ScalarType.Array(type));
        });
    }

    private final NameResolver names;
    private final BiConsumer<ObjectName, CatalogItem> used;

    public TypeResolver(NameResolver names, BiConsumer<ObjectName, CatalogItem> used) {
        this.names = names;
        this.used = used;
    }

    public ScalarType resolve(TypeName name) {
        return switch (name) {
            case TypeName.Named n -> named(n);
            case TypeName.Array a -> resolve(a.element()) instanceof ScalarType.Array inner
                    ? inner : new ScalarType.Array(resolve(a.element()));
            case TypeName.ListOf l -> new ScalarType.ListOf(resolve(l.element()));
            case TypeName.MapOf m -> map(m);
        };
    }

    private ScalarType map(TypeName.MapOf map) {
        if (resolve(map.key()) != SimpleType.TEXT) {
            throw SqlError.of(SqlState.DATATYPE_MISMATCH, "map key type must be text")
                    .withPosition(map.key().position()).toException();
        }
        return new ScalarType.MapOf(resolve(map.value()));
    }

    private ScalarType named(TypeName.Named type) {
        ObjectName name = type.name();
        boolean builtin = name.id().isEmpty() && (name.parts().size() == 1
                || name.parts().getFirst().value().equals("pg_catalog")
                || name.parts().getFirst().value().equals("mz_catalog"));
        ScalarType plain = builtin ? PLAIN.get(name.last().value()) : null;
        if (plain == null) {
            return custom(type);
        }
        return type.modifiers().isEmpty() ? plain : modified(plain, type);
    }

    private ScalarType custom(TypeName.Named type) {
        Optional<CatalogItem> item = names.find(type.name(), i -> i.kind() == ItemKind.TYPE);
        if (item.isEmpty() || !(item.get().detail() instanceof ItemDetail.Type(ScalarType made))) {
            throw SqlError.of(SqlState.UNDEFINED_OBJECT,
                            "type \"" + NameResolver.dotted(type.name().parts()) + "\" does not exist")
                    .withPosition(type.position()).toException();
        }
        used.accept(type.name(), item.get());
        return made;
    }

    private static ScalarType modified(ScalarType plain, TypeName.Named type) {
        return switch (plain) {
            case ScalarType.Numeric n -> numeric(type);
            case ScalarType.Varchar v -> new ScalarType.Varchar(one(type, 1, MAX_LENGTH, "length"));
            case ScalarType.Char c -> new ScalarType.Char(one(type, 1, MAX_LENGTH, "length"));
            case ScalarType.Timestamp t -> new ScalarType.Timestamp(one(type, 0, 6, "precision"));
            case ScalarType.TimestampTz t -> new ScalarType.TimestampTz(one(type, 0, 6, "precision"));
            default -> throw invalid(type, plain.sqlName() + " does not support type modifiers");
        };
    }

    private static ScalarType numeric(TypeName.Named type) {
        long precision = type.modifiers().getFirst();
        long scale = type.modifiers().size() > 1 ? type.modifiers().get(1) : 0;
        if (type.modifiers().size() > 2) {
            throw invalid(type, "numeric type supports at most 2 type modifiers");
        }
        if (precision < 1 || precision > 39) {
            throw invalid(type, "precision for type numeric must be between 1 and 39");
        }
        if (scale < 0 || scale > precision) {
            throw invalid(type, "scale for type numeric must be between 0 and precision " + precision);
        }
        return new ScalarType.Numeric(OptionalInt.of((int) scale));
    }

    private static OptionalInt one(TypeName.Named type, long low, long high, String what) {
        long value = type.modifiers().getFirst();
        if (type.modifiers().size() > 1 || value < low || value > high) {
            throw invalid(type, what + " for type " + type.name().last().value() + " must be between " + low + " and "
                    + high);
        }
        return OptionalInt.of((int) value);
    }

    private static SqlException invalid(TypeName.Named type, String message) {
        return SqlError.of(SqlState.INVALID_PARAMETER_VALUE, message).withPosition(type.position()).toException();
    }
}
