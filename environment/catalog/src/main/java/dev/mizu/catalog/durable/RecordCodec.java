package dev.mizu.catalog.durable;

import dev.mizu.base.Check;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp.CommentKey;
import dev.mizu.catalog.CatalogOp.NextIds;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.DatabaseEntry;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.catalog.SchemaEntry;
import dev.mizu.catalog.StoredShard;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Entries as records and back. Field order is fixed, so equal entries give equal text. */
final class RecordCodec {
    private static final ObjectMapper JSON = JsonMapper.shared();

    private RecordCodec() {}

    static CatalogRecord database(DatabaseEntry entry) {
        return record("database/" + entry.id(), JSON.createObjectNode().put("oid", entry.oid())
                .put("name", entry.name()).put("owner", entry.owner().toString()));
    }

    static Optional<CatalogRecord> schema(SchemaEntry entry) {
        return entry.database().map(database -> record("schema/" + entry.id(), JSON.createObjectNode()
                .put("oid", entry.oid()).put("name", entry.name()).put("database", database.toString())
                .put("owner", entry.owner().toString())));
    }

    static CatalogRecord role(RoleEntry entry) {
        ObjectNode node = JSON.createObjectNode().put("oid", entry.oid()).put("name", entry.name())
                .put("superuser", entry.superuser()).put("login", entry.login());
        entry.verifier().ifPresent(verifier -> node.put("verifier", verifier));
        ObjectNode defaults = node.putObject("defaults");
        new TreeMap<>(entry.defaults()).forEach(defaults::put);
        return record("role/" + entry.id(), node);
    }

    static CatalogRecord cluster(ClusterEntry entry) {
        ObjectNode node = JSON.createObjectNode().put("name", entry.name()).put("owner", entry.owner().toString());
        switch (entry.options()) {
            case ClusterOptions.Managed managed -> {
                ObjectNode options = node.putObject("managed").put("size", managed.size())
                        .put("replicationFactor", managed.replicationFactor())
                        .put("introspectionDebugging", managed.introspectionDebugging());
                managed.introspectionMillis().ifPresent(millis -> options.put("introspectionMillis", millis));
            }
            case ClusterOptions.Unmanaged unmanaged -> {
                ArrayNode replicas = node.putArray("unmanaged");
                for (ClusterOptions.ReplicaDefinition definition : unmanaged.replicas()) {
                    ObjectNode replica = replicas.addObject().put("name", definition.name())
                            .put("size", definition.size());
                    definition.availabilityZone().ifPresent(zone -> replica.put("zone", zone));
                    definition.introspectionMillis().ifPresent(ms -> replica.put("introspectionMillis", ms));
                }
            }
        }
        ArrayNode replicas = node.putArray("replicas");
        for (Replica replica : entry.replicas()) {
            replicas.addObject().put("id", replica.id().toString()).put("name", replica.name())
                    .put("size", replica.size());
        }
        return record("cluster/" + entry.id(), node);
    }

    static Optional<CatalogRecord> item(ItemEntry entry) {
        if (entry.id().kind() != GlobalId.Kind.USER || entry.schema().temporary()) {
            return Optional.empty();
        }
        ObjectNode node = JSON.createObjectNode().put("oid", entry.oid()).put("schema", entry.schema().toString())
                .put("name", entry.name()).put("owner", entry.owner().toString()).put("sql", entry.createSql());
        entry.body().shard().ifPresent(shard -> node.putObject("shard").put("id", shard.shardId())
                .put("durable", shard.durable()).put("table", shard.table()));
        if (entry.body() instanceof ItemBody.Source source) {
            ArrayNode outputs = node.putArray("outputs");
            source.outputs().forEach(id -> outputs.add(id.toString()));
            outputs.add(source.progress().toString());
        }
        return Optional.of(record("item/" + entry.id(), node));
    }

    static CatalogRecord comment(CommentKey key, String text) {
        return record("comment/" + key.objectType() + "/" + key.id() + "/" + key.column(),
                JSON.createObjectNode().put("text", text));
    }

    static CatalogRecord ids(NextIds ids) {
        return record("ids", JSON.createObjectNode().put("item", ids.item()).put("database", ids.database())
                .put("schema", ids.schema()).put("cluster", ids.cluster()).put("replica", ids.replica())
                .put("role", ids.role()).put("oid", ids.oid()));
    }

    private static CatalogRecord record(String key, ObjectNode value) {
        return new CatalogRecord(key, value.toString());
    }

    /** What a record says: an op to apply, or an item whose SQL is still to be planned. */
    static StoredCatalog.Stored read(CatalogRecord record) {
        String[] key = record.key().split("/", -1);
        if (key[0].equals("setting")) {
            return new StoredCatalog.Op(new CatalogOp.PutSetting(key[1], Optional.of(record.value())));
        }
        JsonNode node = JSON.readTree(record.value());
        return switch (key[0]) {
            case "database" -> new StoredCatalog.Op(new CatalogOp.PutDatabase(new DatabaseEntry(
                    DatabaseId.parse(key[1]), node.get("oid").asLong(), node.get("name").asString(), owner(node))));
            case "schema" -> new StoredCatalog.Op(new CatalogOp.PutSchema(new SchemaEntry(SchemaId.parse(key[1]),
                    node.get("oid").asLong(), node.get("name").asString(),
                    Optional.of(DatabaseId.parse(node.get("database").asString())), owner(node))));
            case "role" -> new StoredCatalog.Op(new CatalogOp.PutRole(readRole(RoleId.parse(key[1]), node)));
            case "cluster" ->
                    new StoredCatalog.Op(new CatalogOp.PutCluster(readCluster(ClusterId.parse(key[1]), node)));
            case "comment" -> new StoredCatalog.Op(new CatalogOp.PutComment(
                    new CommentKey(key[1], key[2], Integer.parseInt(key[3])),
                    Optional.of(node.get("text").asString())));
            case "ids" -> new StoredCatalog.Op(new CatalogOp.PutIds(new NextIds(node.get("item").asLong(),
                    node.get("database").asLong(), node.get("schema").asLong(), node.get("cluster").asLong(),
                    node.get("replica").asLong(), node.get("role").asLong(), node.get("oid").asLong())));
            case "item" -> new StoredCatalog.Item(readItem(GlobalId.parse(key[1]), node));
            default -> throw Check.unreachable("catalog record of an unknown kind: " + record.key());
        };
    }

    private static RoleId owner(JsonNode node) {
        return RoleId.parse(node.get("owner").asString());
    }

    private static RoleEntry readRole(RoleId id, JsonNode node) {
        Map<String, String> defaults = new TreeMap<>();
        node.get("defaults").properties().forEach(e -> defaults.put(e.getKey(), e.getValue().asString()));
        return new RoleEntry(id, node.get("oid").asLong(), node.get("name").asString(),
                node.get("superuser").asBoolean(), node.get("login").asBoolean(), text(node, "verifier"), defaults);
    }

    private static ClusterEntry readCluster(ClusterId id, JsonNode node) {
        ClusterOptions options;
        if (node.has("managed")) {
            JsonNode managed = node.get("managed");
            options = new ClusterOptions.Managed(managed.get("size").asString(),
                    managed.get("replicationFactor").asInt(), millis(managed),
                    managed.get("introspectionDebugging").asBoolean());
        } else {
            List<ClusterOptions.ReplicaDefinition> definitions = new ArrayList<>();
            node.get("unmanaged").forEach(replica -> definitions.add(new ClusterOptions.ReplicaDefinition(
                    replica.get("name").asString(), replica.get("size").asString(), text(replica, "zone"),
                    millis(replica))));
            options = new ClusterOptions.Unmanaged(definitions);
        }
        List<Replica> replicas = new ArrayList<>();
        node.get("replicas").forEach(replica -> replicas.add(new Replica(
                ReplicaId.parse(replica.get("id").asString()), replica.get("name").asString(),
                replica.get("size").asString())));
        return new ClusterEntry(id, node.get("name").asString(), owner(node), options, replicas);
    }

    private static StoredItem readItem(GlobalId id, JsonNode node) {
        Optional<StoredShard> shard = Optional.ofNullable(node.get("shard")).map(s -> new StoredShard(
                s.get("id").asString(), s.get("durable").asBoolean(), s.get("table").asBoolean()));
        List<GlobalId> outputs = new ArrayList<>();
        if (node.has("outputs")) {
            node.get("outputs").forEach(output -> outputs.add(GlobalId.parse(output.asString())));
        }
        return new StoredItem(id, node.get("oid").asLong(), SchemaId.parse(node.get("schema").asString()),
                node.get("name").asString(), owner(node), node.get("sql").asString(), shard, outputs);
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(JsonNode::asString);
    }

    private static Optional<Long> millis(JsonNode node) {
        return Optional.ofNullable(node.get("introspectionMillis")).map(JsonNode::asLong);
    }
}
