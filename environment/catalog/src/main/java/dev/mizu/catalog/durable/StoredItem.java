package dev.mizu.catalog.durable;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.StoredShard;
import java.util.List;
import java.util.Optional;

/**
 * An item as it is stored: the rest follows from its SQL.
 *
 * @param outputs the items that a source feeds, in order, and its progress last; else none
 */
public record StoredItem(
        GlobalId id, long oid, SchemaId schema, String name, RoleId owner, String createSql,
        Optional<StoredShard> shard, List<GlobalId> outputs) {
    public StoredItem {
        outputs = List.copyOf(outputs);
    }
}
