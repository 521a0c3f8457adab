package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.key;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.shared;
import static dev.mizu.catalog.builtin.Columns.text;
import static dev.mizu.catalog.builtin.Columns.texts;

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
import java.util.Locale;
import java.util.function.Function;

/** The items of schemas, a table a kind. */
final class ItemTables {
    private static BuiltinTable.EntryRows of(ItemKind kind, Function<ItemEntry, List<Row>> rows) {
        return (state, entry) -> entry instanceof CatalogEntry.OfItem(var item) && item.kind() == kind
                ? rows.apply(item) : List.of();
    }

    private static Datum privileges(ItemEntry item, String letters, String everybody) {
        return shared(item.owner(), letters, item.schema(), everybody);
    }

    private static final BuiltinTable TABLES = new BuiltinTable(16707, "mz_catalog", "mz_tables",
            columns("id text, oid oid, schema_id text, name text, owner_id text, privileges mz_aclitem[],"
                    + " create_sql text?, redacted_create_sql text?, source_id text?", key(0), key(1)),
            of(ItemKind.TABLE, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.owner()), privileges(item, "arwd", "r"),
                    Definitions.sqlOrNull(item), Definitions.redactedOrNull(item), Datum.NULL)));

    private static final BuiltinTable VIEWS = new BuiltinTable(16712, "mz_catalog", "mz_views",
            columns("id text, oid oid, schema_id text, name text, definition text, owner_id text,"
                    + " privileges mz_aclitem[], create_sql text, redacted_create_sql text", key(0), key(1)),
            of(ItemKind.VIEW, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(Definitions.query(item)), text(item.owner()),
                    privileges(item, "r", "r"), text(Definitions.sql(item)), text(Definitions.redacted(item)))));

    private static final BuiltinTable MATERIALIZED_VIEWS = new BuiltinTable(16713, "mz_catalog",
            "mz_materialized_views",
            columns("id text, oid oid, schema_id text, name text, cluster_id text, definition text, owner_id text,"
                    + " privileges mz_aclitem[], create_sql text, redacted_create_sql text", key(0), key(1)),
            of(ItemKind.MATERIALIZED_VIEW, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.cluster()), text(Definitions.query(item)), text(item.owner()),
                    privileges(item, "r", "r"), text(Definitions.sql(item)), text(Definitions.redacted(item)))));

    private static final BuiltinTable SOURCES = new BuiltinTable(16710, "mz_catalog", "mz_sources",
            columns("id text, oid oid, schema_id text, name text, type text, connection_id text?, size text?,"
                    + " envelope_type text?, key_format text?, value_format text?, cluster_id text?, owner_id text,"
                    + " privileges mz_aclitem[], create_sql text?, redacted_create_sql text?", key(0), key(1)),
            of(ItemKind.SOURCE, item -> row(source(item))));

    private static Datum[] source(ItemEntry item) {
        Datum[] row = {text(item.id()), Datum.of(item.oid()), text(item.schema()), text(item.name()),
                text("subsource"), Datum.NULL, Datum.NULL, Datum.NULL, Datum.NULL, Datum.NULL, text(item.cluster()),
                text(item.owner()), privileges(item, "r", "r"), Definitions.sqlOrNull(item),
                Definitions.redactedOrNull(item)};
        if (item.body() instanceof ItemBody.Subsource subsource && subsource.progress()) {
            row[4] = text("progress");
        }
        if (item.body() instanceof ItemBody.Source source) {
            switch (source.plan().source()) {
                case KafkaSourcePlan kafka -> {
                    row[4] = text("kafka");
                    row[5] = text(kafka.connectionId());
                    row[7] = word(kafka.envelope());
                    row[8] = kafka.keyFormat().map(ItemTables::word).orElse(Datum.NULL);
                    row[9] = word(kafka.valueFormat());
                }
                case LoadGeneratorPlan g -> {
                    row[4] = text("load-generator");
                    row[7] = text("none");
                }
            }
        }
        return row;
    }

    private static Datum word(Enum<?> value) {
        return text(value.name().toLowerCase(Locale.ROOT));
    }

    private static final BuiltinTable KAFKA_SOURCES = new BuiltinTable(16696, "mz_catalog", "mz_kafka_sources",
            columns("id text, group_id_prefix text, topic text"),
            of(ItemKind.SOURCE, item -> item.body() instanceof ItemBody.Source source
                    && source.plan().source() instanceof KafkaSourcePlan kafka
                    ? row(text(item.id()), text(kafka.groupIdPrefix().orElse("")), text(kafka.topic())) : List.of()));

    private static final BuiltinTable CONNECTIONS = new BuiltinTable(16708, "mz_catalog", "mz_connections",
            columns("id text, oid oid, schema_id text, name text, type text, owner_id text,"
                    + " privileges mz_aclitem[], create_sql text, redacted_create_sql text", key(0), key(1)),
            of(ItemKind.CONNECTION, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text("kafka"), text(item.owner()), privileges(item, "U", "U"),
                    text(Definitions.sql(item)), text(Definitions.redacted(item)))));

    private static final BuiltinTable KAFKA_CONNECTIONS = new BuiltinTable(16695, "mz_catalog",
            "mz_kafka_connections", columns("id text, brokers text[], sink_progress_topic text"),
            of(ItemKind.CONNECTION, item -> item.body() instanceof ItemBody.Connection(KafkaConnection kafka)
                    ? row(text(item.id()), texts(kafka.brokers()),
                            text(kafka.progressTopic().orElse("_mizu_progress")))
                    : List.of()));

    private static final BuiltinTable SECRETS = new BuiltinTable(16727, "mz_catalog", "mz_secrets",
            columns("id text, oid oid, schema_id text, name text, owner_id text, privileges mz_aclitem[]"),
            of(ItemKind.SECRET, item -> row(text(item.id()), Datum.of(item.oid()), text(item.schema()),
                    text(item.name()), text(item.owner()), privileges(item, "U", "U"))));

    private static final BuiltinTable DEPENDENCIES = new BuiltinTable(16698, "mz_internal",
            "mz_object_dependencies", columns("object_id text, referenced_object_id text"),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    ? item.uses().stream().distinct().map(used -> Row.of(text(item.id()), text(used))).toList()
                    : List.of());

    private static final BuiltinTable GLOBAL_IDS = new BuiltinTable(17061, "mz_internal", "mz_object_global_ids",
            columns("id text, global_id text"),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    && (item.kind().relation() || item.kind() == ItemKind.INDEX)
                    ? row(text(item.id()), text(item.id())) : List.of());

    private static final BuiltinTable STORAGE_SHARDS = new BuiltinTable(16770, "mz_internal", "mz_storage_shards",
            columns("object_id text, shard_id text"),
            (state, entry) -> entry instanceof CatalogEntry.OfItem(var item)
                    ? item.body().shard().filter(shard -> shard.durable()).map(shard ->
                            row(text(item.id()), text(shard.shardId()))).orElse(List.of())
                    : List.of());

    static final List<BuiltinTable> ALL = List.of(TABLES, VIEWS, MATERIALIZED_VIEWS, SOURCES, KAFKA_SOURCES,
            CONNECTIONS, KAFKA_CONNECTIONS, SECRETS, DEPENDENCIES, GLOBAL_IDS, STORAGE_SHARDS);

    private ItemTables() {}
}
