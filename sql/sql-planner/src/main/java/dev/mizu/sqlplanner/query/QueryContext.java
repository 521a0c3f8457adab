package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.names.TypeResolver;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.OverloadResolution;
import dev.mizu.sqlplanner.typing.ParameterTypes;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What all parts of one statement's planning share. Owns the numbering of CTEs and the list of items named. */
public final class QueryContext {
    private final NameResolver names;
    private final TypeResolver types;
    private final ParameterTypes parameters;
    private final Coercion coercion;
    private final OverloadResolution overloads;
    private final boolean stored;
    private final Notes notes;

    /** What is collected while a statement is planned, bodies of SQL functions included. */
    private static final class Notes {
        private final Set<GlobalId> used = new LinkedHashSet<>();
        private final Map<ObjectName, CatalogItem> meanings = new IdentityHashMap<>();
        private final Map<HirScalar, Integer> positions = new IdentityHashMap<>();
        private int ctes;
    }

    /** {@code stored}: the definition outlives the session, as that of a view. */
    public QueryContext(NameResolver names, ParameterTypes parameters, boolean stored) {
        this(names, parameters, stored, new Notes());
    }

    private QueryContext(NameResolver names, ParameterTypes parameters, boolean stored, Notes notes) {
        this.names = names;
        this.types = new TypeResolver(names, this::use);
        this.parameters = parameters;
        this.coercion = new Coercion(parameters);
        this.overloads = new OverloadResolution(coercion);
        this.stored = stored;
        this.notes = notes;
    }

    /** The same statement, inside of something that has parameters of its own. */
    QueryContext withParameters(ParameterTypes others) {
        return new QueryContext(names, others, stored, notes);
    }

    public NameResolver names() {
        return names;
    }

    public TypeResolver types() {
        return types;
    }

    public ParameterTypes parameters() {
        return parameters;
    }

    public Coercion coercion() {
        return coercion;
    }

    OverloadResolution overloads() {
        return overloads;
    }

    boolean stored() {
        return stored;
    }

    /** Notes that a name in the statement means an item. */
    public void use(ObjectName name, CatalogItem item) {
        notes.used.add(item.id());
        notes.meanings.put(name, item);
    }

    /** What the names met so far mean, by the very objects of the tree. */
    public Map<ObjectName, CatalogItem> meanings() {
        return notes.meanings;
    }

    /** The items named so far, in order of appearance. */
    public Set<GlobalId> used() {
        return notes.used;
    }

    int nextCte() {
        return notes.ctes++;
    }

    /** Remembers where an expression came from, for errors found later. */
    <T extends HirScalar> T at(T expr, int position) {
        notes.positions.put(expr, position);
        return expr;
    }

    /** A user's error at the place of an expression, as far as that is known. */
    SqlException error(String code, String message, HirScalar expr) {
        Integer position = notes.positions.get(expr);
        return error(code, message, position == null ? 0 : position);
    }

    static SqlException error(String code, String message, int position) {
        SqlError error = SqlError.of(code, message);
        return (position > 0 ? error.withPosition(position) : error).toException();
    }
}
