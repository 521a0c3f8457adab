package dev.mizu.catalog;

import dev.mizu.base.Check;
import dev.mizu.base.collect.PersistentMap;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp.CommentKey;
import dev.mizu.catalog.CatalogOp.NextIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that exists, at one revision. Immutable: {@link #with} gives the next state and shares what is the same,
 * so a change costs the same among ten objects and among thirty thousand.
 */
public final class CatalogState {
    /** User ids and oids start here; lower ones are the product's. */
    public static final NextIds FIRST_IDS = new NextIds(1, 1, 1, 1, 1, 1, 20_000);

    public static final CatalogState EMPTY = new CatalogState(new Maps());

    private final Maps maps;

    /** The maps of a state; a copy is edited while one op is applied, then never again. */
    private static final class Maps implements Cloneable {
        private long revision;
        private NextIds ids = FIRST_IDS;
        private PersistentMap<DatabaseId, DatabaseEntry> databases = PersistentMap.empty();
        private PersistentMap<String, DatabaseId> databaseNames = PersistentMap.empty();
        private PersistentMap<SchemaId, SchemaEntry> schemas = PersistentMap.empty();
        private PersistentMap<Optional<DatabaseId>, PersistentMap<String, SchemaId>> schemaNames =
                PersistentMap.empty();
        private Items items = new Items();
        private PersistentMap<ClusterId, ClusterEntry> clusters = PersistentMap.empty();
        private PersistentMap<String, ClusterId> clusterNames = PersistentMap.empty();
        private Others others = new Others();

        Maps copy() {
            try {
                Maps copy = (Maps) clone();
                copy.items = (Items) items.clone();
                copy.others = (Others) others.clone();
                copy.revision++;
                return copy;
            } catch (CloneNotSupportedException e) {
                throw Check.unreachable("maps are cloneable");
            }
        }
    }

    /** Items and the ways to find them. */
    private static final class Items implements Cloneable {
        private PersistentMap<GlobalId, ItemEntry> byId = PersistentMap.empty();
        private PersistentMap<SchemaId, PersistentMap<String, GlobalId>> byName = PersistentMap.empty();
        private PersistentMap<GlobalId, PersistentMap<GlobalId, Boolean>> usedBy = PersistentMap.empty();
        private PersistentMap<ClusterId, PersistentMap<GlobalId, Boolean>> onCluster = PersistentMap.empty();

        @Override
        protected Object clone() throws CloneNotSupportedException {
            return super.clone();
        }
    }

    /** Roles, settings and comments. */
    private static final class Others implements Cloneable {
        private PersistentMap<RoleId, RoleEntry> roles = PersistentMap.empty();
        private PersistentMap<String, RoleId> roleNames = PersistentMap.empty();
        private PersistentMap<String, String> settings = PersistentMap.empty();
        private PersistentMap<CommentKey, String> comments = PersistentMap.empty();

        @Override
        protected Object clone() throws CloneNotSupportedException {
            return super.clone();
        }
    }

    private CatalogState(Maps maps) {
        this.maps = maps;
    }

    /** Grows with every op. */
    public long revision() {
        return maps.revision;
    }

    public NextIds ids() {
        return maps.ids;
    }

    public Optional<DatabaseEntry> database(DatabaseId id) {
        return maps.databases.get(id);
    }

    public Optional<DatabaseEntry> database(String name) {
        return maps.databaseNames.get(name).flatMap(maps.databases::get);
    }

    public List<DatabaseEntry> databases() {
        return maps.databases.values();
    }

    public Optional<SchemaEntry> schema(SchemaId id) {
        return id.temporary() ? Optional.of(SchemaEntry.temporary(id)) : maps.schemas.get(id);
    }

    public Optional<SchemaEntry> schema(Optional<DatabaseId> database, String name) {
        return maps.schemaNames.get(database).flatMap(names -> names.get(name)).flatMap(maps.schemas::get);
    }

    public List<SchemaEntry> schemas() {
        return maps.schemas.values();
    }

    /** The schemas of a database; of none: the ambient ones. */
    public List<SchemaEntry> schemas(Optional<DatabaseId> database) {
        List<SchemaEntry> found = new ArrayList<>();
        maps.schemaNames.get(database).ifPresent(names ->
                names.forEach((name, id) -> found.add(maps.schemas.get(id).orElseThrow())));
        return found;
    }

    public Optional<ItemEntry> item(GlobalId id) {
        return maps.items.byId.get(id);
    }

    public Optional<ItemEntry> item(SchemaId schema, String name) {
        return maps.items.byName.get(schema).flatMap(names -> names.get(name)).flatMap(maps.items.byId::get);
    }

    public List<ItemEntry> items() {
        return maps.items.byId.values();
    }

    public List<ItemEntry> items(SchemaId schema) {
        List<ItemEntry> found = new ArrayList<>();
        maps.items.byName.get(schema).ifPresent(names ->
                names.forEach((name, id) -> found.add(maps.items.byId.get(id).orElseThrow())));
        return found;
    }

    /** The items whose definitions name this one, in order of ids. */
    public List<GlobalId> usedBy(GlobalId id) {
        return keys(maps.items.usedBy.get(id));
    }

    /** The items that run on a cluster, in order of ids. */
    public List<GlobalId> itemsOn(ClusterId cluster) {
        return keys(maps.items.onCluster.get(cluster));
    }

    private static List<GlobalId> keys(Optional<PersistentMap<GlobalId, Boolean>> set) {
        List<GlobalId> keys = new ArrayList<>();
        set.ifPresent(map -> map.forEach((key, present) -> keys.add(key)));
        keys.sort(null);
        return keys;
    }

    public Optional<ClusterEntry> cluster(ClusterId id) {
        return maps.clusters.get(id);
    }

    public Optional<ClusterEntry> cluster(String name) {
        return maps.clusterNames.get(name).flatMap(maps.clusters::get);
    }

    public List<ClusterEntry> clusters() {
        return maps.clusters.values();
    }

    public Optional<RoleEntry> role(RoleId id) {
        return maps.others.roles.get(id);
    }

    public Optional<RoleEntry> role(String name) {
        return maps.others.roleNames.get(name).flatMap(maps.others.roles::get);
    }

    public List<RoleEntry> roles() {
        return maps.others.roles.values();
    }

    /** The value of a system parameter that was set; empty = its default. */
    public Optional<String> setting(String name) {
        return maps.others.settings.get(name);
    }

    public PersistentMap<String, String> settings() {
        return maps.others.settings;
    }

    public PersistentMap<CommentKey, String> comments() {
        return maps.others.comments;
    }

    /** The state after one step. */
    public CatalogState with(CatalogOp op) {
        Maps next = maps.copy();
        switch (op) {
            case CatalogOp.PutDatabase(DatabaseEntry entry) -> {
                dropDatabase(next, entry.id());
                next.databases = next.databases.with(entry.id(), entry);
                next.databaseNames = next.databaseNames.with(entry.name(), entry.id());
            }
            case CatalogOp.DropDatabase(DatabaseId id) -> dropDatabase(next, id);
            case CatalogOp.PutSchema(SchemaEntry entry) -> {
                dropSchema(next, entry.id());
                next.schemas = next.schemas.with(entry.id(), entry);
                PersistentMap<String, SchemaId> names =
                        next.schemaNames.get(entry.database()).orElse(PersistentMap.empty());
                next.schemaNames = next.schemaNames.with(entry.database(), names.with(entry.name(), entry.id()));
            }
            case CatalogOp.DropSchema(SchemaId id) -> dropSchema(next, id);
            case CatalogOp.PutItem(ItemEntry entry) -> putItem(next.items, entry);
            case CatalogOp.DropItem(GlobalId id) -> dropItem(next.items, id);
            case CatalogOp.PutCluster(ClusterEntry entry) -> {
                dropCluster(next, entry.id());
                next.clusters = next.clusters.with(entry.id(), entry);
                next.clusterNames = next.clusterNames.with(entry.name(), entry.id());
            }
            case CatalogOp.DropCluster(ClusterId id) -> dropCluster(next, id);
            case CatalogOp.PutRole(RoleEntry entry) -> {
                dropRole(next.others, entry.id());
                next.others.roles = next.others.roles.with(entry.id(), entry);
                next.others.roleNames = next.others.roleNames.with(entry.name(), entry.id());
            }
            case CatalogOp.DropRole(RoleId id) -> dropRole(next.others, id);
            case CatalogOp.PutSetting(String name, Optional<String> value) ->
                    next.others.settings = value.map(v -> next.others.settings.with(name, v))
                            .orElseGet(() -> next.others.settings.without(name));
            case CatalogOp.PutComment(CommentKey key, Optional<String> text) ->
                    next.others.comments = text.map(t -> next.others.comments.with(key, t))
                            .orElseGet(() -> next.others.comments.without(key));
            case CatalogOp.PutIds(NextIds ids) -> next.ids = ids;
        }
        return new CatalogState(next);
    }

    private static void dropDatabase(Maps maps, DatabaseId id) {
        maps.databases.get(id).ifPresent(old -> maps.databaseNames = maps.databaseNames.without(old.name()));
        maps.databases = maps.databases.without(id);
    }

    private static void dropSchema(Maps maps, SchemaId id) {
        maps.schemas.get(id).ifPresent(old -> {
            PersistentMap<String, SchemaId> names = maps.schemaNames.get(old.database()).orElseThrow();
            maps.schemaNames = maps.schemaNames.with(old.database(), names.without(old.name()));
        });
        maps.schemas = maps.schemas.without(id);
    }

    private static void dropCluster(Maps maps, ClusterId id) {
        maps.clusters.get(id).ifPresent(old -> maps.clusterNames = maps.clusterNames.without(old.name()));
        maps.clusters = maps.clusters.without(id);
    }

    private static void dropRole(Others others, RoleId id) {
        others.roles.get(id).ifPresent(old -> others.roleNames = others.roleNames.without(old.name()));
        others.roles = others.roles.without(id);
    }

    private static void putItem(Items items, ItemEntry entry) {
        dropItem(items, entry.id());
        items.byId = items.byId.with(entry.id(), entry);
        PersistentMap<String, GlobalId> names = items.byName.get(entry.schema()).orElse(PersistentMap.empty());
        items.byName = items.byName.with(entry.schema(), names.with(entry.name(), entry.id()));
        for (GlobalId used : entry.uses()) {
            PersistentMap<GlobalId, Boolean> users = items.usedBy.get(used).orElse(PersistentMap.empty());
            items.usedBy = items.usedBy.with(used, users.with(entry.id(), true));
        }
        entry.cluster().ifPresent(cluster -> {
            PersistentMap<GlobalId, Boolean> there = items.onCluster.get(cluster).orElse(PersistentMap.empty());
            items.onCluster = items.onCluster.with(cluster, there.with(entry.id(), true));
        });
    }

    private static void dropItem(Items items, GlobalId id) {
        items.byId.get(id).ifPresent(old -> {
            PersistentMap<String, GlobalId> names = items.byName.get(old.schema()).orElseThrow();
            items.byName = items.byName.with(old.schema(), names.without(old.name()));
            for (GlobalId used : old.uses()) {
                items.usedBy.get(used).ifPresent(users ->
                        items.usedBy = items.usedBy.with(used, users.without(id)));
            }
            old.cluster().ifPresent(cluster -> items.onCluster.get(cluster).ifPresent(there ->
                    items.onCluster = items.onCluster.with(cluster, there.without(id))));
        });
        items.byId = items.byId.without(id);
    }
}
