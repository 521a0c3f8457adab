package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.key;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.text;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.pg.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns of relations, indexes and their keys. */
final class ColumnTables {
    private static final BuiltinTable COLUMNS = new BuiltinTable(16704, "mz_catalog", "mz_columns",
            columns("id text, name text, position uint8, nullable boolean, type text, default text?, type_oid oid,"
                    + " type_mod integer", key(0, 2)),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    ? item.desc().map(desc -> columnsOf(item, desc)).orElse(List.of()) : List.of());

    private static List<Row> columnsOf(ItemEntry item, RelationDesc desc) {
        Map<Integer, String> defaults = item.body() instanceof ItemBody.Table table ? table.defaults() : Map.of();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < desc.arity(); i++) {
            ColumnType type = desc.type().columns().get(i);
            rows.add(Row.of(text(item.id()), text(desc.names().get(i)), Datum.of(i + 1),
                    Datum.of(type.nullable()), text(type.scalar().sqlName()),
                    defaults.containsKey(i) ? text(defaults.get(i)) : Datum.NULL,
                    Datum.of(PgType.oid(type.scalar())), Datum.of(PgType.modifier(type.scalar()))));
        }
        return rows;
    }

    private static final BuiltinTable INDEXES = new BuiltinTable(16705, "mz_catalog", "mz_indexes",
            columns("id text, oid oid, name text, on_id text, cluster_id text, owner_id text, create_sql text,"
                    + " redacted_create_sql text", key(0), key(1)),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    && item.body() instanceof ItemBody.Index index
                    ? row(text(item.id()), Datum.of(item.oid()), text(item.name()), text(index.on()),
                            text(item.cluster()), text(item.owner()), text(Definitions.sql(item)),
                            text(Definitions.redacted(item)))
                    : List.of());

    private static final BuiltinTable INDEX_COLUMNS = new BuiltinTable(16706, "mz_catalog", "mz_index_columns",
            columns("index_id text, index_position uint8, on_position uint8?, on_expression text?,"
                    + " nullable boolean", key(0, 1)),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    && item.body() instanceof ItemBody.Index index ? keysOf(state, item, index) : List.of());

    /** A key part is a column by position, or an expression as it was written. */
    private static List<Row> keysOf(CatalogState state, ItemEntry item, ItemBody.Index index) {
        List<ColumnType> types = state.item(index.on()).flatMap(ItemEntry::desc)
                .map(desc -> desc.type().columns()).orElse(List.of());
        List<String> written = Definitions.keys(item);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < index.keys().size(); i++) {
            ScalarExpr key = index.keys().get(i);
            boolean plain = key instanceof ScalarExpr.Column c && c.index() < types.size();
            rows.add(Row.of(text(item.id()), Datum.of(i + 1),
                    key instanceof ScalarExpr.Column(int column) ? Datum.of(column + 1) : Datum.NULL,
                    key instanceof ScalarExpr.Column || i >= written.size() ? Datum.NULL : text(written.get(i)),
                    Datum.of(!plain || types.get(((ScalarExpr.Column) key).index()).nullable())));
        }
        return rows;
    }

    static final List<BuiltinTable> ALL = List.of(COLUMNS, INDEXES, INDEX_COLUMNS);

    private ColumnTables() {}
}
