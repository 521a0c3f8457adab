package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.repr.RelationDesc;
import java.util.List;
import java.util.Optional;

/** An item of a schema. */
public interface CatalogItem {
    GlobalId id();

    /** Its number towards PostgreSQL clients. */
    long oid();

    QualifiedName name();

    SchemaId schema();

    ItemKind kind();

    RoleId owner();

    /** The columns; present exactly for relations. */
    Optional<RelationDesc> desc();

    /** The statement that makes it, names resolved; empty text for what the product brings along. */
    String createSql();

    Optional<ClusterId> cluster();

    /** The items that its definition names, without repeats. */
    List<GlobalId> uses();

    /** The items whose definitions name it, without repeats. */
    List<GlobalId> usedBy();

    ItemDetail detail();
}
