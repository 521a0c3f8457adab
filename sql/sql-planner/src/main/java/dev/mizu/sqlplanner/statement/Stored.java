package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.CatalogSchema;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.catalog.QualifiedName;
import dev.mizu.sqlplanner.catalog.SessionCatalog;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Names and normalised text of items to be stored. */
final class Stored {
    private static final int MAX_NAME_BYTES = 255;

    private final StatementContext context;

    Stored(StatementContext context) {
        this.context = context;
    }

    /** Where a new item goes and what it is called there. */
    record Place(CatalogSchema schema, QualifiedName name, boolean temporary, int position) {
        /** The full name as syntax. */
        ObjectName ast() {
            List<Ident> parts = new ArrayList<>();
            name.database().ifPresent(database -> parts.add(Ident.of(database)));
            parts.add(Ident.of(name.schema()));
            parts.add(Ident.of(name.item()));
            return new ObjectName(parts, 0);
        }
    }

    /** The place that a written name asks for; the schema must exist and not be the system's. */
    Place place(ObjectName name, boolean temporary) {
        if (temporary) {
            CatalogSchema schema = context.catalog().ambientSchema(SessionCatalog.TEMP_SCHEMA).orElseThrow();
            boolean elsewhere = !name.qualifier().isEmpty() && context.names().findSchema(name.qualifier())
                    .filter(named -> named.id().equals(schema.id())).isEmpty();
            if (elsewhere) {
                throw StatementContext.error(SqlState.INVALID_TABLE_DEFINITION,
                        "cannot create temporary item in non-temporary schema", name.position());
            }
            return place(schema, name.last().value(), name.position());
        }
        CatalogSchema schema = name.qualifier().isEmpty()
                ? context.names().creationSchema() : context.names().schema(name.qualifier());
        return place(schema, name.last().value(), name.position());
    }

    Place place(CatalogSchema schema, String item, int position) {
        boolean temporary = schema.name().equals(SessionCatalog.TEMP_SCHEMA) && schema.database().isEmpty();
        if (schema.system() && !temporary) {
            throw StatementContext.error(SqlState.INSUFFICIENT_PRIVILEGE,
                    "system schema '" + schema.name() + "' cannot be modified", position);
        }
        if (item.equals(".") || item.equals("..")
                || item.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR, "invalid name: '" + item + "'", position);
        }
        Optional<String> database = schema.database().map(id -> context.catalog().database(id).orElseThrow().name());
        context.require(new PrivilegeTarget.SchemaTarget(schema.id()), Privilege.CREATE);
        return new Place(schema, new QualifiedName(database, schema.name(), item), temporary, position);
    }

    /** What is to be done when the name is taken. */
    record Clash(boolean ifNotExists, Optional<ItemKind> replace) {
        static Clash of(boolean ifNotExists) {
            return new Clash(ifNotExists, Optional.empty());
        }
    }

    NewItem item(Place place, CreateStatement normalised, Collection<GlobalId> uses, Clash clash) {
        return item(place, SqlPrinter.print(normalised, SqlPrinter.Mode.EXACT), uses, clash);
    }

    NewItem item(Place place, String createSql, Collection<GlobalId> uses, Clash clash) {
        if (!place.temporary()) {
            refuseTemporary(uses, place);
        }
        Optional<CatalogItem> existing = context.catalog().item(place.schema().id(), place.name().item());
        List<GlobalId> replaces = List.of();
        boolean taken = existing.isPresent();
        if (existing.isPresent() && clash.replace().isPresent()) {
            replaces = replaced(existing.get(), clash.replace().get(), uses, place);
            taken = false;
        } else if (existing.isPresent()) {
            taken(existing.get(), clash.ifNotExists(), place);
        }
        return new NewItem(place.name(), place.schema().id(), place.temporary(), createSql,
                List.copyOf(new java.util.LinkedHashSet<>(uses)), clash.ifNotExists(), taken, replaces);
    }

    /** What stays must not need what goes with the session. */
    private void refuseTemporary(Collection<GlobalId> uses, Place place) {
        uses.stream().flatMap(id -> context.catalog().item(id).stream())
                .filter(item -> item.schema().temporary()).findFirst().ifPresent(item -> {
                    throw StatementContext.error(SqlState.INVALID_TABLE_DEFINITION,
                            "non-temporary items cannot depend on temporary item " + item.name(), place.position());
                });
    }

    private List<GlobalId> replaced(CatalogItem old, ItemKind kind, Collection<GlobalId> uses, Place place) {
        if (old.kind() != kind) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    old.name() + " is not a " + kind.words(), place.position());
        }
        List<GlobalId> dependants = old.usedBy().stream().filter(id -> context.catalog().item(id)
                .map(item -> item.kind() != ItemKind.INDEX).orElse(false)).toList();
        if (uses.contains(old.id()) || !dependants.isEmpty()) {
            throw StatementContext.error(SqlState.DEPENDENT_OBJECTS, "cannot replace " + kind.words() + " "
                    + old.name() + ": " + (dependants.isEmpty() ? "its new definition refers to it"
                            : "still depended upon by catalog item '"
                                    + context.catalog().item(dependants.getFirst()).orElseThrow().name() + "'"),
                    place.position());
        }
        context.requireOwnership(new PrivilegeTarget.ItemTarget(old.id()));
        List<GlobalId> all = new ArrayList<>(old.usedBy());
        all.add(old.id());
        return all;
    }

    private void taken(CatalogItem existing, boolean ifNotExists, Place place) {
        String code = existing.kind().relation() || existing.kind() == ItemKind.INDEX
                ? SqlState.DUPLICATE_TABLE : SqlState.DUPLICATE_OBJECT;
        if (!ifNotExists) {
            throw StatementContext.error(code,
                    "catalog item '" + place.name().item() + "' already exists", place.position());
        }
        context.notice(PlanNotice.notice(code, existing.kind().words() + " \"" + place.name().item()
                + "\" already exists, skipping"));
    }

    /** The reference to an item as stored SQL writes it: {@code [u1 AS "db"."schema"."name"]}. */
    static ObjectName reference(CatalogItem item) {
        List<Ident> parts = new ArrayList<>();
        item.name().database().ifPresent(database -> parts.add(Ident.of(database)));
        parts.add(Ident.of(item.name().schema()));
        parts.add(Ident.of(item.name().item()));
        return new ObjectName(parts, Optional.of(new ObjectName.ObjectId(item.id().toString(), Optional.empty())), 0);
    }

    /**
     * A rewriter that puts references in the places of the names that mean items. A name written by id keeps the
     * words it was written with, since columns may be qualified by them.
     */
    static NameRewriter rewriter(Map<ObjectName, CatalogItem> meanings) {
        UnaryOperator<ObjectName> rename = name -> {
            CatalogItem item = meanings.get(name);
            return item == null || name.id().isPresent() ? name : reference(item);
        };
        return new NameRewriter(rename);
    }
}
