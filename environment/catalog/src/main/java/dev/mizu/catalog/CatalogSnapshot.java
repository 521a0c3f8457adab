package dev.mizu.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.catalog.Feature;
import dev.mizu.sqlplanner.catalog.ItemDetail;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.catalog.QualifiedName;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A state as one session's planning sees it. Cheap to make, immutable.
 *
 * @param temporary the session's own schema, which its names {@code mz_temp} and {@code pg_temp} mean
 * @param features what statements may use of what is not always there
 */
public record CatalogSnapshot(
        CatalogState state, Predicate<String> sizes, SchemaId temporary, Predicate<Feature> features)
        implements SessionCatalog {
    private static final String POSTGRES_TEMP_SCHEMA = "pg_temp";
    private static final String ON = "on";

    /** As a session sees it. */
    public CatalogSnapshot(CatalogState state, Predicate<String> sizes, SchemaId temporary) {
        this(state, sizes, temporary,
                feature -> state.setting(feature.variable()).filter(ON::equals).isPresent());
    }

    /** As no session in particular sees it: for what is stored already, and was allowed when it was made. */
    public CatalogSnapshot(CatalogState state, Predicate<String> sizes) {
        this(state, sizes, SchemaId.temporary(0), feature -> true);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogDatabase> database(String name) {
        return state.database(name).map(entry -> entry);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogDatabase> database(DatabaseId id) {
        return state.database(id).map(entry -> entry);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogSchema> schema(DatabaseId database, String name) {
        return state.schema(Optional.of(database), name).map(entry -> entry);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogSchema> ambientSchema(String name) {
        return (name.equals(TEMP_SCHEMA) || name.equals(POSTGRES_TEMP_SCHEMA) ? state.schema(temporary)
                : state.schema(Optional.empty(), name)).map(entry -> entry);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogSchema> schema(SchemaId id) {
        return state.schema(id).map(entry -> entry);
    }

    @Override
    public Optional<CatalogItem> item(SchemaId schema, String name) {
        return state.item(schema, name).map(entry -> new Item(state, entry));
    }

    @Override
    public Optional<CatalogItem> item(GlobalId id) {
        return state.item(id).map(entry -> new Item(state, entry));
    }

    @Override
    public List<? extends CatalogItem> items(SchemaId schema) {
        return state.items(schema).stream().map(entry -> new Item(state, entry)).toList();
    }

    @Override
    public List<SchemaEntry> schemas(DatabaseId database) {
        return state.schemas(Optional.of(database));
    }

    @Override
    public Optional<CatalogCluster> cluster(String name) {
        return state.cluster(name).map(entry -> new Cluster(state, entry));
    }

    @Override
    public Optional<CatalogCluster> cluster(ClusterId id) {
        return state.cluster(id).map(entry -> new Cluster(state, entry));
    }

    @Override
    public List<? extends CatalogCluster> clusters() {
        return state.clusters().stream().sorted(Comparator.comparing(ClusterEntry::name))
                .map(entry -> new Cluster(state, entry)).toList();
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogRole> role(String name) {
        return state.role(name).map(entry -> entry);
    }

    @Override
    public Optional<dev.mizu.sqlplanner.catalog.CatalogRole> role(RoleId id) {
        return state.role(id).map(entry -> entry);
    }

    @Override
    public boolean enabled(Feature feature) {
        return features.test(feature);
    }

    @Override
    public boolean replicaSizeExists(String size) {
        return sizes.test(size);
    }

    /** The full name of an item. */
    public static QualifiedName nameOf(CatalogState state, ItemEntry entry) {
        SchemaEntry schema = state.schema(entry.schema()).orElseThrow();
        Optional<String> database = schema.database().flatMap(state::database).map(DatabaseEntry::name);
        return new QualifiedName(database, schema.name(), entry.name());
    }

    private record Item(CatalogState state, ItemEntry entry) implements CatalogItem {
        @Override
        public GlobalId id() {
            return entry.id();
        }

        @Override
        public long oid() {
            return entry.oid();
        }

        @Override
        public QualifiedName name() {
            return nameOf(state, entry);
        }

        @Override
        public SchemaId schema() {
            return entry.schema();
        }

        @Override
        public ItemKind kind() {
            return entry.kind();
        }

        @Override
        public RoleId owner() {
            return entry.owner();
        }

        @Override
        public Optional<RelationDesc> desc() {
            return entry.desc();
        }

        @Override
        public String createSql() {
            return entry.createSql();
        }

        @Override
        public Optional<ClusterId> cluster() {
            return entry.cluster();
        }

        @Override
        public List<GlobalId> uses() {
            return entry.uses();
        }

        @Override
        public List<GlobalId> usedBy() {
            return state.usedBy(entry.id());
        }

        @Override
        public ItemDetail detail() {
            return switch (entry.body()) {
                case ItemBody.Table table -> new ItemDetail.Table(table.defaults());
                case ItemBody.Index index -> new ItemDetail.Index(index.on(), index.keys());
                case ItemBody.Connection connection -> new ItemDetail.Connection(connection.plan());
                case ItemBody.Type type -> new ItemDetail.Type(type.type());
                case ItemBody.BuiltinTable t -> ItemDetail.PLAIN;
                case ItemBody.View v -> ItemDetail.PLAIN;
                case ItemBody.MaterializedView m -> ItemDetail.PLAIN;
                case ItemBody.Source s -> ItemDetail.PLAIN;
                case ItemBody.Subsource s -> ItemDetail.PLAIN;
                case ItemBody.Secret s -> ItemDetail.PLAIN;
            };
        }
    }

    private record Cluster(CatalogState state, ClusterEntry entry) implements CatalogCluster {
        @Override
        public ClusterId id() {
            return entry.id();
        }

        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public RoleId owner() {
            return entry.owner();
        }

        @Override
        public ClusterOptions options() {
            return entry.options();
        }

        @Override
        public List<Replica> replicas() {
            return entry.replicas();
        }

        @Override
        public List<GlobalId> boundItems() {
            return state.itemsOn(entry.id());
        }
    }
}
