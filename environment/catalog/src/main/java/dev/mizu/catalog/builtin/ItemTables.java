package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.PRIVILEGES;
import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.owned;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.text;
import static dev.mizu.repr.SimpleType.OID;
import static dev.mizu.repr.SimpleType.TEXT;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import java.util.List;
import java.util.function.Function;

/** The items of schemas, a table a kind. */
final class ItemTables {
    private static BuiltinTable.EntryRows of(ItemKind kind, Function<ItemEntry, List<Row>> rows) {
        return (state, entry) -> entry instanceof CatalogEntry.OfItem(var item) && item.kind() == kind
                ? rows.apply(item) : List.of();
    }

    private static Columns named() {
        return columns().column("id", TEXT).column("oid", OID).column("schema_id", TEXT).column("name", TEXT);
    }

    private static Datum sql(ItemEntry item) {
        return item.createSql().isEmpty() ? Datum.NULL : Datum.of(item.createSql());
    }

    private static final BuiltinTable TABLES = new BuiltinTable(16707, "mz_catalog", "mz_tables",
            named().column("owner_id", TEXT).column("privileges", PRIVILEGES).nullable("create_sql", TEXT)
                    .nullable("redacted_create_sql", TEXT).nullable("source_id", TEXT).desc(),
            of(ItemKind.TABLE, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.owner()), owned(item.owner(), "arwd"), sql(item), sql(item),
                    Datum.NULL)));

    private static final BuiltinTable VIEWS = new BuiltinTable(16712, "mz_catalog", "mz_views",
            named().column("definition", TEXT).column("owner_id", TEXT).column("privileges", PRIVILEGES)
                    .column("create_sql", TEXT).column("redacted_create_sql", TEXT).desc(),
            of(ItemKind.VIEW, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), definition(item), text(item.owner()), owned(item.owner(), "r"),
                    text(item.createSql()), text(item.createSql()))));

    private static final BuiltinTable MATERIALIZED_VIEWS = new BuiltinTable(16713, "mz_catalog",
            "mz_materialized_views",
            named().column("cluster_id", TEXT).column("definition", TEXT).column("owner_id", TEXT)
                    .column("privileges", PRIVILEGES).column("create_sql", TEXT)
                    .column("redacted_create_sql", TEXT).desc(),
            of(ItemKind.MATERIALIZED_VIEW, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.cluster()), definition(item), text(item.owner()),
                    owned(item.owner(), "r"), text(item.createSql()), text(item.createSql()))));

    /** The query of a view: what comes after AS, ended by a semicolon. */
    private static Datum definition(ItemEntry item) {
        String sql = item.createSql();
        int as = sql.indexOf(" AS SELECT");
        int at = as < 0 ? sql.indexOf(" AS ") : as;
        return Datum.of(sql.substring(at < 0 ? 0 : at + 4) + ";");
    }

    private static final BuiltinTable SOURCES = new BuiltinTable(16710, "mz_catalog", "mz_sources",
            named().column("type", TEXT).nullable("connection_id", TEXT).nullable("size", TEXT)
                    .nullable("envelope_type", TEXT).nullable("key_format", TEXT).nullable("value_format", TEXT)
                    .nullable("cluster_id", TEXT).column("owner_id", TEXT).column("privileges", PRIVILEGES)
                    .nullable("create_sql", TEXT).nullable("redacted_create_sql", TEXT).desc(),
            of(ItemKind.SOURCE, item -> row(source(item))));

    private static Datum[] source(ItemEntry item) {
        Datum[] row = {text(item.id()), Datum.of(item.oid()), text(item.schema()), text(item.name()),
                text("subsource"), Datum.NULL, Datum.NULL, Datum.NULL, Datum.NULL, Datum.NULL, text(item.cluster()),
                text(item.owner()), owned(item.owner(), "r"), sql(item), sql(item)};
        if (item.body() instanceof ItemBody.Subsource subsource && subsource.progress()) {
            row[4] = text("progress");
        }
        if (item.body() instanceof ItemBody.Source source) {
            switch (source.plan().source()) {
                case KafkaSourcePlan kafka -> {
                    row[4] = text("kafka");
                    row[5] = text(kafka.connectionId());
                    row[7] = text(kafka.envelope().name().toLowerCase(java.util.Locale.ROOT));
                    row[8] = text(kafka.keyFormat().map(f -> f.name().toLowerCase(java.util.Locale.ROOT)));
                    row[9] = text(kafka.valueFormat().name().toLowerCase(java.util.Locale.ROOT));
                }
                case LoadGeneratorPlan g -> {
                    row[4] = text("load-generator");
                    row[7] = text("none");
                }
            }
        }
        return row;
    }

    private static final BuiltinTable KAFKA_SOURCES = new BuiltinTable(16698, "mz_catalog", "mz_kafka_sources",
            columns().column("id", TEXT).column("group_id_prefix", TEXT).column("topic", TEXT).desc(),
            of(ItemKind.SOURCE, item -> item.body() instanceof ItemBody.Source source
                    && source.plan().source() instanceof KafkaSourcePlan kafka
                    ? row(text(item.id()), text(kafka.groupIdPrefix().orElse("")), text(kafka.topic())) : List.of()));

    private static final BuiltinTable CONNECTIONS = new BuiltinTable(16708, "mz_catalog", "mz_connections",
            named().column("type", TEXT).column("owner_id", TEXT).column("privileges", PRIVILEGES)
                    .column("create_sql", TEXT).column("redacted_create_sql", TEXT).desc(),
            of(ItemKind.CONNECTION, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text("kafka"), text(item.owner()), owned(item.owner(), "U"),
                    text(item.createSql()), text(item.createSql()))));

    private static final BuiltinTable KAFKA_CONNECTIONS = new BuiltinTable(16700, "mz_catalog",
            "mz_kafka_connections",
            columns().column("id", TEXT).column("brokers", new dev.mizu.repr.ScalarType.Array(TEXT))
                    .column("sink_progress_topic", TEXT).desc(),
            of(ItemKind.CONNECTION, item -> item.body() instanceof ItemBody.Connection(KafkaConnection kafka)
                    ? row(text(item.id()), Datum.Array.of(kafka.brokers().stream().map(Datum::of).toList()),
                            text(kafka.progressTopic().orElse("_mizu_progress")))
                    : List.of()));

    private static final BuiltinTable SECRETS = new BuiltinTable(16747, "mz_catalog", "mz_secrets",
            named().column("owner_id", TEXT).column("privileges", PRIVILEGES).desc(),
            of(ItemKind.SECRET, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.owner()), owned(item.owner(), "U"))));

    private static final BuiltinTable DEPENDENCIES = new BuiltinTable(16696, "mz_internal",
            "mz_object_dependencies",
            columns().column("object_id", TEXT).column("referenced_object_id", TEXT).desc(),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    ? item.uses().stream().map(used -> Row.of(text(item.id()), text(used))).toList() : List.of());

    static final List<BuiltinTable> ALL = List.of(TABLES, VIEWS, MATERIALIZED_VIEWS, SOURCES, KAFKA_SOURCES,
            CONNECTIONS, KAFKA_CONNECTIONS, SECRETS, DEPENDENCIES);

    private ItemTables() {}
}
