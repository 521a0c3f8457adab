package dev.mizu.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import java.util.Optional;

/** One step of a change: an entry put (new, or in place of the one with its id) or dropped. */
public sealed interface CatalogOp {
    record PutDatabase(DatabaseEntry entry) implements CatalogOp {}

    record DropDatabase(DatabaseId id) implements CatalogOp {}

    record PutSchema(SchemaEntry entry) implements CatalogOp {}

    record DropSchema(SchemaId id) implements CatalogOp {}

    record PutRole(RoleEntry entry) implements CatalogOp {}

    record DropRole(RoleId id) implements CatalogOp {}

    record PutCluster(ClusterEntry entry) implements CatalogOp {}

    record DropCluster(ClusterId id) implements CatalogOp {}

    record PutItem(ItemEntry entry) implements CatalogOp {}

    record DropItem(GlobalId id) implements CatalogOp {}

    /** A system parameter; empty = back to its default. */
    record PutSetting(String name, Optional<String> value) implements CatalogOp {}

    /** A comment on an object ({@code key} names it: kind, id and, for columns, the position); empty = none. */
    record PutComment(CommentKey key, Optional<String> text) implements CatalogOp {}

    /** What a comment is on: an object by kind and id, {@code column} 1-based or 0 for the object itself. */
    record CommentKey(String objectType, String id, int column) {}

    /** The next numbers to give out. */
    record PutIds(NextIds ids) implements CatalogOp {}

    /** Counters, one for each kind of id; they never go back. */
    record NextIds(long item, long database, long schema, long cluster, long replica, long role, long oid) {}
}
