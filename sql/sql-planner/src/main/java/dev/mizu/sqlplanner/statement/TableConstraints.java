package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlparser.ast.CreateStatement.CreateTable;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.Feature;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys, foreign keys and checks of a new table. They are checked for sense and stored, and that is all: writes do not
 * check them, and since rows may break them nothing is ever concluded from them. Only the NOT NULL of a primary key's
 * columns holds.
 */
final class TableConstraints {
    private final StatementContext context;
    private final QueryPlanner queries;
    private final CreateTable table;

    TableConstraints(StatementContext context, QueryPlanner queries, CreateTable table) {
        this.context = context;
        this.queries = queries;
        this.table = table;
    }

    /** Refuses constraints that are not available or contradict each other. */
    void check() {
        table.columns().forEach(column -> column.options().forEach(this::available));
        table.constraints().forEach(this::available);
        checkPrimaryKeys();
        checkConstraintNames();
        for (ColumnDef column : table.columns()) {
            if (primary(column)) {
                column.options().stream().filter(option -> option.property() instanceof ColumnProperty.Null)
                        .findFirst().ifPresent(option -> {
                            throw StatementContext.error(SqlState.SYNTAX_ERROR, "column \"" + column.name()
                                    + "\" of a primary key cannot be NULL", option.position());
                        });
            }
        }
    }

    private void available(ColumnOption option) {
        switch (option.property()) {
            case ColumnProperty.PrimaryKey p -> require(Feature.TABLE_KEYS, "PRIMARY KEY", option.position());
            case ColumnProperty.Unique u -> require(Feature.TABLE_KEYS, "UNIQUE", option.position());
            case ColumnProperty.References r ->
                    require(Feature.TABLE_FOREIGN_KEYS, "FOREIGN KEY", option.position());
            case ColumnProperty.Check c -> require(Feature.TABLE_CHECKS, "CHECK", option.position());
            case ColumnProperty.Null n -> { }
            case ColumnProperty.NotNull n -> { }
            case ColumnProperty.Default d -> { }
        }
    }

    private void available(Constraint constraint) {
        switch (constraint) {
            case Constraint.PrimaryKey key -> {
                require(Feature.TABLE_KEYS, "PRIMARY KEY", key.position());
                if (key.notEnforced()) {
                    throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                            "NOT ENFORCED in CREATE TABLE is not supported", key.position());
                }
            }
            case Constraint.Unique unique -> require(Feature.TABLE_KEYS, "UNIQUE", unique.position());
            case Constraint.ForeignKey key ->
                    require(Feature.TABLE_FOREIGN_KEYS, "FOREIGN KEY", key.position());
            case Constraint.Check check -> require(Feature.TABLE_CHECKS, "CHECK", check.position());
        }
    }

    private void require(Feature feature, String words, int position) {
        if (!context.catalog().enabled(feature)) {
            SqlError error = SqlError.of(SqlState.FEATURE_NOT_SUPPORTED,
                    words + " in CREATE TABLE is not available").withHint("The role mz_system makes it available with"
                            + " ALTER SYSTEM SET " + feature.variable() + " = on; it is not enforced.");
            throw (position > 0 ? error.withPosition(position) : error).toException();
        }
    }

    private void checkPrimaryKeys() {
        List<Integer> positions = Stream.concat(
                table.columns().stream().flatMap(column -> column.options().stream())
                        .filter(option -> option.property() instanceof ColumnProperty.PrimaryKey)
                        .map(ColumnOption::position),
                table.constraints().stream().filter(constraint -> constraint instanceof Constraint.PrimaryKey)
                        .map(Constraint::position)).toList();
        if (positions.size() > 1) {
            throw StatementContext.error(SqlState.INVALID_TABLE_DEFINITION, "multiple primary keys for table \""
                    + table.name().last() + "\" are not allowed", positions.get(1));
        }
    }

    private void checkConstraintNames() {
        Set<String> seen = new HashSet<>();
        Stream.concat(table.columns().stream().flatMap(column -> column.options().stream())
                        .flatMap(option -> option.constraint().stream()),
                table.constraints().stream().flatMap(constraint -> constraint.name().stream())).forEach(name -> {
                    if (!seen.add(name.value())) {
                        throw StatementContext.error(SqlState.DUPLICATE_OBJECT, "constraint \"" + name
                                + "\" for table \"" + table.name().last() + "\" already exists", name.position());
                    }
                });
    }

    /** Whether a column is of the primary key, and so takes no NULL. */
    boolean primary(ColumnDef column) {
        return column.options().stream().anyMatch(option -> option.property() instanceof ColumnProperty.PrimaryKey)
                || table.constraints().stream().anyMatch(constraint ->
                        constraint instanceof Constraint.PrimaryKey key && key.columns().stream()
                                .anyMatch(name -> name.value().equals(column.name().value())));
    }

    /** A column's property as it is stored; {@code desc} is the table's. */
    ColumnProperty stored(ColumnProperty property, RelationDesc desc) {
        return switch (property) {
            case ColumnProperty.References(ObjectName name, List<Ident> columns) ->
                    new ColumnProperty.References(referenced(name, columns, 1), plain(columns));
            case ColumnProperty.Check(Expr condition) -> new ColumnProperty.Check(condition(condition, desc));
            case ColumnProperty.PrimaryKey p -> p;
            case ColumnProperty.Unique u -> u;
            case ColumnProperty.Null n -> n;
            case ColumnProperty.NotNull n -> n;
            case ColumnProperty.Default d -> d;
        };
    }

    /** The table's constraints as they are stored. */
    List<Constraint> stored(RelationDesc desc) {
        return table.constraints().stream().map(constraint -> stored(constraint, desc)).toList();
    }

    private Constraint stored(Constraint constraint, RelationDesc desc) {
        return switch (constraint) {
            case Constraint.PrimaryKey key -> {
                checkColumns(key.columns(), desc, table.name().last().value());
                yield new Constraint.PrimaryKey(plain(key.name()), plain(key.columns()), false, 0);
            }
            case Constraint.Unique unique -> {
                checkColumns(unique.columns(), desc, table.name().last().value());
                yield new Constraint.Unique(
                        plain(unique.name()), plain(unique.columns()), unique.nullsNotDistinct(), 0);
            }
            case Constraint.ForeignKey key -> {
                checkColumns(key.columns(), desc, table.name().last().value());
                yield new Constraint.ForeignKey(plain(key.name()), plain(key.columns()),
                        referenced(key.table(), key.referenced(), key.columns().size()), plain(key.referenced()), 0);
            }
            case Constraint.Check check ->
                    new Constraint.Check(plain(check.name()), condition(check.condition(), desc), 0);
        };
    }

    private static Optional<Ident> plain(Optional<Ident> name) {
        return name.map(ident -> Ident.of(ident.value()));
    }

    private static List<Ident> plain(List<Ident> names) {
        return names.stream().map(ident -> Ident.of(ident.value())).toList();
    }

    private static void checkColumns(List<Ident> columns, RelationDesc desc, String relation) {
        Set<String> seen = new HashSet<>();
        for (Ident column : columns) {
            if (!desc.names().contains(column.value())) {
                throw StatementContext.error(SqlState.UNDEFINED_COLUMN, "column \"" + column + "\" of table \""
                        + relation + "\" does not exist", column.position());
            }
            if (!seen.add(column.value())) {
                throw StatementContext.error(SqlState.DUPLICATE_COLUMN, "column \"" + column
                        + "\" appears twice in a constraint", column.position());
            }
        }
    }

    /** The other table of a foreign key, which this one depends on from now on. */
    private ObjectName referenced(ObjectName name, List<Ident> columns, int count) {
        if (name.id().isEmpty() && name.last().value().equals(table.name().last().value())
                && context.names().find(name, item -> item.kind() != ItemKind.TYPE).isEmpty()) {
            throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "a FOREIGN KEY to the table itself is not supported", name.position());
        }
        CatalogItem item = context.names().item(name, ItemKind.TABLE);
        checkColumns(columns, item.desc().orElseThrow(), item.name().item());
        if (columns.size() != count) {
            throw StatementContext.error(SqlState.INVALID_FOREIGN_KEY, "a FOREIGN KEY of " + count
                    + " columns cannot reference " + columns.size(), name.position());
        }
        queries.context().use(name, item);
        return Stored.rewriter(queries.context().meanings()).name(name);
    }

    private Expr condition(Expr condition, RelationDesc desc) {
        Expressions.check(queries, TableAlias.of(table.name().last().value()), desc).bool(condition, "CHECK");
        return Stored.rewriter(queries.context().meanings()).expr(condition);
    }
}
