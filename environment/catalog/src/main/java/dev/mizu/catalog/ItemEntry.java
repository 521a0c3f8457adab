package dev.mizu.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlplanner.catalog.ItemKind;
import java.util.List;
import java.util.Optional;

/**
 * An item of a schema.
 *
 * @param createSql the normalised statement; empty for what the product brings along
 * @param uses the items that its definition names
 */
public record ItemEntry(
        GlobalId id, long oid, SchemaId schema, String name, ItemKind kind, RoleId owner, String createSql,
        Optional<RelationDesc> desc, Optional<ClusterId> cluster, List<GlobalId> uses, ItemBody body) {
    public ItemEntry {
        uses = List.copyOf(uses);
    }

    public ItemEntry renamed(String newName, String newSql) {
        return new ItemEntry(id, oid, schema, newName, kind, owner, newSql, desc, cluster, uses, body);
    }

    public ItemEntry ownedBy(RoleId newOwner) {
        return new ItemEntry(id, oid, schema, name, kind, newOwner, createSql, desc, cluster, uses, body);
    }
}
