package dev.mizu.sqlplanner.names;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogDatabase;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.CatalogRole;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what a name means to a session. System schemas that the search path does not list come before it: temporary
 * items, {@code mz_catalog}, {@code pg_catalog}.
 */
public final class NameResolver {
    private static final List<String> IMPLICIT = List.of(SessionCatalog.TEMP_SCHEMA, "mz_catalog", "pg_catalog");

    private final SessionCatalog catalog;
    private final SessionFacts facts;

    public NameResolver(SessionCatalog catalog, SessionFacts facts) {
        this.catalog = catalog;
        this.facts = facts;
    }

    public SessionCatalog catalog() {
        return catalog;
    }

    public SessionFacts facts() {
        return facts;
    }

    /** A relation that FROM may name; 42P01 when there is none, 42809 when it is something else. */
    public CatalogItem relation(ObjectName name) {
        CatalogItem item = find(name, i -> i.kind() != ItemKind.TYPE).orElseThrow(() -> unknownItem(name));
        if (!item.kind().relation()) {
            throw SqlError.of(SqlState.WRONG_OBJECT_TYPE,
                            "catalog item '" + item.name() + "' is " + article(item.kind())
                                    + " and so cannot be depended upon")
                    .withPosition(name.position()).toException();
        }
        return item;
    }

    /** An item of any kind but type; 42P01 when there is none. */
    public CatalogItem item(ObjectName name) {
        return find(name, i -> i.kind() != ItemKind.TYPE).orElseThrow(() -> unknownItem(name));
    }

    /** An item of one kind; 42809 when it is another. */
    public CatalogItem item(ObjectName name, ItemKind kind) {
        CatalogItem item = find(name, i -> (i.kind() == ItemKind.TYPE) == (kind == ItemKind.TYPE))
                .orElseThrow(() -> unknownItem(name));
        if (item.kind() != kind) {
            throw SqlError.of(SqlState.WRONG_OBJECT_TYPE,
                            item.name() + " is " + article(item.kind()) + " not " + article(kind))
                    .withPosition(name.position()).toException();
        }
        return item;
    }

    /** The item that a name means, if there is any. */
    public Optional<CatalogItem> find(ObjectName name, Predicate<CatalogItem> wanted) {
        if (name.id().isPresent()) {
            return catalog.item(GlobalId.parse(name.id().get().id())).filter(this::visible);
        }
        if (name.parts().size() > 3) {
            throw improper(name);
        }
        List<Ident> qualifier = name.qualifier();
        List<CatalogSchema> schemas = qualifier.isEmpty() ? path() : findSchema(qualifier).stream().toList();
        for (CatalogSchema schema : schemas) {
            Optional<CatalogItem> item = catalog.item(schema.id(), name.last().value());
            if (item.isPresent() && wanted.test(item.get())) {
                return item;
            }
        }
        return Optional.empty();
    }

    /** Temporary items are known to their session alone. */
    private boolean visible(CatalogItem item) {
        return !item.schema().temporary() || catalog.ambientSchema(SessionCatalog.TEMP_SCHEMA)
                .filter(own -> own.id().equals(item.schema())).isPresent();
    }

    /** The schemas searched for unqualified names, in order. */
    public List<CatalogSchema> path() {
        List<CatalogSchema> path = new ArrayList<>();
        for (String implicit : IMPLICIT) {
            if (!facts.searchPath().contains(implicit)) {
                catalog.ambientSchema(implicit).ifPresent(path::add);
            }
        }
        listed().forEach(path::add);
        return path;
    }

    private List<CatalogSchema> listed() {
        List<CatalogSchema> schemas = new ArrayList<>();
        for (String name : facts.searchPath()) {
            catalog.database(facts.database()).flatMap(db -> catalog.schema(db.id(), name))
                    .or(() -> catalog.ambientSchema(name)).ifPresent(schemas::add);
        }
        return schemas;
    }

    /** The schema that new items go to when none is written; 3F000 when no listed one exists. */
    public CatalogSchema creationSchema() {
        List<CatalogSchema> listed = listed();
        if (listed.isEmpty()) {
            throw SqlError.of(SqlState.INVALID_SCHEMA_NAME, "no valid schema selected").toException();
        }
        return listed.getFirst();
    }

    /** A schema by one or two parts, if there is any. */
    public Optional<CatalogSchema> findSchema(List<Ident> parts) {
        String name = parts.getLast().value();
        if (parts.size() > 1) {
            CatalogDatabase database = database(parts.getFirst());
            return catalog.schema(database.id(), name).or(() -> catalog.ambientSchema(name));
        }
        return catalog.database(facts.database()).flatMap(db -> catalog.schema(db.id(), name))
                .or(() -> catalog.ambientSchema(name));
    }

    /** A schema by one or two parts; 3F000 when there is none. */
    public CatalogSchema schema(List<Ident> parts) {
        return findSchema(parts).orElseThrow(() -> SqlError.of(
                        SqlState.INVALID_SCHEMA_NAME, "unknown schema '" + dotted(parts) + "'")
                .withPosition(parts.getFirst().position()).toException());
    }

    public CatalogDatabase database(Ident name) {
        return catalog.database(name.value()).orElseThrow(() -> SqlError.of(
                        SqlState.INVALID_CATALOG_NAME, "unknown database '" + name.value() + "'")
                .withPosition(name.position()).toException());
    }

    /** The session's database; 3D000 when it does not exist. */
    public CatalogDatabase currentDatabase() {
        return catalog.database(facts.database()).orElseThrow(() -> SqlError.of(
                SqlState.INVALID_CATALOG_NAME, "unknown database '" + facts.database() + "'").toException());
    }

    public CatalogCluster cluster(ClusterName name) {
        Optional<? extends CatalogCluster> found = switch (name) {
            case ClusterName.Named n -> catalog.cluster(n.name().value());
            case ClusterName.ById b -> catalog.cluster(ClusterId.parse(b.id()));
        };
        String text = switch (name) {
            case ClusterName.Named n -> n.name().value();
            case ClusterName.ById b -> b.id();
        };
        return found.map(c -> (CatalogCluster) c).orElseThrow(() -> unknownCluster(text, name.position()));
    }

    public CatalogCluster cluster(Ident name) {
        return catalog.cluster(name.value()).orElseThrow(() -> unknownCluster(name.value(), name.position()));
    }

    /** The cluster that a statement means by naming none. */
    public CatalogCluster currentCluster() {
        return catalog.cluster(facts.cluster()).orElseThrow(() -> unknownCluster(facts.cluster(), 0));
    }

    public CatalogRole role(Ident name) {
        return catalog.role(name.value()).orElseThrow(() -> SqlError.of(
                        SqlState.UNDEFINED_OBJECT, "unknown role '" + name.value() + "'")
                .withPosition(name.position()).toException());
    }

    /** The parts of a name, dotted. */
    public static String dotted(List<Ident> parts) {
        return parts.stream().map(Ident::value).collect(Collectors.joining("."));
    }

    private static String article(ItemKind kind) {
        String words = kind.words();
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    private static SqlException unknownCluster(String name, int position) {
        SqlError error = SqlError.of(SqlState.UNDEFINED_OBJECT, "unknown cluster '" + name + "'");
        return (position > 0 ? error.withPosition(position) : error).toException();
    }

    private static SqlException improper(ObjectName name) {
        return SqlError.of(SqlState.SYNTAX_ERROR, "qualified name did not have between 1 and 3 components: "
                        + dotted(name.parts()))
                .withPosition(name.position()).toException();
    }

    private SqlException unknownItem(ObjectName name) {
        SqlError error = SqlError.of(SqlState.UNDEFINED_TABLE, "unknown catalog item '" + dotted(name.parts()) + "'")
                .withPosition(name.position());
        List<String> names = new ArrayList<>();
        List<CatalogSchema> schemas =
                name.qualifier().isEmpty() ? listed() : findSchema(name.qualifier()).stream().toList();
        for (CatalogSchema schema : schemas) {
            catalog.items(schema.id()).forEach(item -> names.add(item.name().item()));
        }
        return Similarity.hint(name.last().value(), names).map(error::withHint).orElse(error).toException();
    }
}
