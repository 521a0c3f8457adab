package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.key;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.shared;
import static dev.mizu.catalog.builtin.Columns.text;

import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.pg.PseudoType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Types: those that the product brings along from the start, those that users name as they come. */
final class TypeTables {
    private static final RoleId SYSTEM = RoleId.system(1);

    private static final BuiltinTable TYPES = new BuiltinTable(16714, "mz_catalog", "mz_types",
            columns("id text, oid oid, schema_id text, name text, category text, owner_id text,"
                    + " privileges mz_aclitem[], create_sql text?, redacted_create_sql text?", key(0), key(1)),
            ofUsers((item, type) -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(category(type)), text(item.owner()),
                    shared(item.owner(), "U", item.schema(), "U"), text(Definitions.sql(item)),
                    text(Definitions.redacted(item)))))
            .with(builtinTypes());

    private static BuiltinTable.EntryRows ofUsers(BiFunction<ItemEntry, ScalarType, List<Row>> rows) {
        return (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                && item.body() instanceof ItemBody.Type(ScalarType type) ? rows.apply(item, type) : List.of();
    }

    private static List<Row> builtinTypes() {
        List<Row> rows = new ArrayList<>();
        for (PgType type : PgType.values()) {
            if (type != PgType.RECORD) {
                rows.add(type(type.oid(), type.inPgCatalog(), type.pgName(), category(type.type())));
            }
            if (type.arrayOid() != 0) {
                rows.add(type(type.arrayOid(), type.inPgCatalog(), "_" + type.pgName(), "array"));
            }
        }
        for (PseudoType pseudo : PseudoType.values()) {
            rows.add(type(pseudo.oid(), pseudo.oid() < 16384, pseudo.sqlName(), "pseudo"));
        }
        return rows;
    }

    private static Row type(long oid, boolean inPgCatalog, String name, String category) {
        BuiltinSchema schema = inPgCatalog ? BuiltinSchema.PG_CATALOG : BuiltinSchema.MZ_CATALOG;
        return Row.of(text(TypeIds.id(oid)), Datum.of(oid), text(schema.id()), text(name), text(category),
                text(SYSTEM), Columns.texts(List.of("=U/" + SYSTEM, SYSTEM + "=U/" + SYSTEM)), Datum.NULL, Datum.NULL);
    }

    /** What {@code pg_type.typcategory} calls by letters. */
    private static String category(ScalarType type) {
        return switch (PgType.of(type instanceof ScalarType.Array array ? array.element() : type)) {
            case PgType t when type instanceof ScalarType.Array -> "array";
            case BOOL -> "boolean";
            case INT2, INT4, INT8, UINT2, UINT4, UINT8, FLOAT4, FLOAT8, NUMERIC, OID, REGCLASS, REGPROC, REGTYPE ->
                    "numeric";
            case TEXT, VARCHAR, BPCHAR, NAME, CHAR -> "string";
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> "date-time";
            case INTERVAL -> "timespan";
            case LIST -> "list";
            case MAP -> "pseudo";
            case RECORD -> "composite";
            case INT4RANGE, INT8RANGE, NUMRANGE, TSRANGE, TSTZRANGE, DATERANGE -> "range";
            case INT2VECTOR -> "array";
            case BYTEA, UUID, JSONB, MZ_TIMESTAMP, MZ_ACLITEM, ACLITEM -> "user-defined";
        };
    }

    private static final BuiltinTable BASE = new BuiltinTable(16717, "mz_catalog", "mz_base_types",
            columns("id text"),
            ofUsers((item, type) -> type instanceof ScalarType.ListOf || type instanceof ScalarType.MapOf
                    ? List.of() : row(text(item.id()))))
            .with(Arrays.stream(PgType.values()).filter(PgType::namesOneType)
                    .map(type -> Row.of(text(TypeIds.id(type.oid())))).toList());

    private static final BuiltinTable ARRAYS = BuiltinTable.constant(16716, "mz_catalog", "mz_array_types",
            columns("id text, element_id text"),
            Arrays.stream(PgType.values()).filter(type -> type.arrayOid() != 0)
                    .map(type -> Row.of(text(TypeIds.id(type.arrayOid())), text(TypeIds.id(type.oid())))).toList());

    private static final BuiltinTable LISTS = new BuiltinTable(16718, "mz_catalog", "mz_list_types",
            columns("id text, element_id text, element_modifiers bigint list?"),
            ofUsers((item, type) -> type instanceof ScalarType.ListOf(ScalarType element)
                    ? row(text(item.id()), text(TypeIds.id(element)), modifiers(element)) : List.of()));

    private static final BuiltinTable MAPS = new BuiltinTable(16719, "mz_catalog", "mz_map_types",
            columns("id text, key_id text, value_id text, key_modifiers bigint list?, value_modifiers bigint list?"),
            ofUsers((item, type) -> type instanceof ScalarType.MapOf(ScalarType value)
                    ? row(text(item.id()), text(TypeIds.id(PgType.TEXT.oid())), text(TypeIds.id(value)),
                            Datum.NULL, modifiers(value))
                    : List.of()));

    private static Datum modifiers(ScalarType type) {
        int modifier = PgType.modifier(type);
        return modifier < 0 ? Datum.NULL : new Datum.ListDatum(List.of(Datum.of(modifier)));
    }

    private static final BuiltinTable PSEUDO = BuiltinTable.constant(16722, "mz_catalog", "mz_pseudo_types",
            columns("id text"), pseudoTypes());

    private static List<Row> pseudoTypes() {
        List<Row> rows = new ArrayList<>();
        for (PseudoType pseudo : PseudoType.values()) {
            rows.add(Row.of(text(TypeIds.id(pseudo.oid()))));
        }
        rows.add(Row.of(text(TypeIds.id(PgType.LIST.oid()))));
        rows.add(Row.of(text(TypeIds.id(PgType.MAP.oid()))));
        return rows;
    }

    private static final BuiltinTable METADATA = BuiltinTable.constant(16715, "mz_internal", "mz_type_pg_metadata",
            columns("id text, typinput oid, typreceive oid"), metadata());

    private static List<Row> metadata() {
        List<Row> rows = new ArrayList<>();
        for (PgType type : PgType.values()) {
            TypeIo.of(type).ifPresent(io -> rows.add(
                    Row.of(text(TypeIds.id(type.oid())), Datum.of(io.inputOid()), Datum.of(io.receiveOid()))));
            if (type.arrayOid() != 0) {
                rows.add(Row.of(text(TypeIds.id(type.arrayOid())), Datum.of(TypeIo.ARRAY.inputOid()),
                        Datum.of(TypeIo.ARRAY.receiveOid())));
            }
        }
        return rows;
    }

    static final List<BuiltinTable> ALL = List.of(TYPES, BASE, ARRAYS, LISTS, MAPS, PSEUDO, METADATA);

    private TypeTables() {}
}
