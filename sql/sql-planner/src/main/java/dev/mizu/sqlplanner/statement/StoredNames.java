package dev.mizu.sqlplanner.statement;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import dev.mizu.sqlplanner.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Stored statements under other names: what SHOW CREATE shows, and what is planned again. */
public final class StoredNames {
    private final UnaryOperator<ObjectName> names;
    private final UnaryOperator<ClusterName> clusters;
    private final NameRewriter rewriter;

    StoredNames(UnaryOperator<ObjectName> names, UnaryOperator<ClusterName> clusters) {
        this.names = names;
        this.clusters = clusters;
        this.rewriter = new NameRewriter(names);
    }

    /**
     * A stored statement as it would be stored now, its item being called {@code own} and, of a source, what it feeds
     * {@code outputs}, progress last. References keep their ids.
     */
    public static CreateStatement renamed(CreateStatement stored, QualifiedName own, List<QualifiedName> outputs) {
        CreateStatement renamed = new StoredNames(name -> name, cluster -> cluster).rewrite(stored, syntax(own));
        if (!(renamed instanceof CreateStatement.CreateSource source) || outputs.isEmpty()) {
            return renamed;
        }
        CreateStatement.References references = source.references();
        if (references instanceof CreateStatement.References.ForTables(var tables)) {
            List<CreateStatement.Reference> named = new ArrayList<>();
            for (int i = 0; i < tables.size(); i++) {
                named.add(new CreateStatement.Reference(
                        tables.get(i).upstream(), Optional.of(syntax(outputs.get(i)))));
            }
            references = new CreateStatement.References.ForTables(named);
        }
        return new CreateStatement.CreateSource(source.name(), false, source.materialized(), source.columns(),
                source.cluster(), source.connector(), source.decoding(), references,
                Optional.of(syntax(outputs.getLast())), source.options(), 0);
    }

    private static ObjectName syntax(QualifiedName name) {
        return new ObjectName(Stream.concat(name.database().stream(), Stream.of(name.schema(), name.item()))
                .map(Ident::of).toList(), 0);
    }

    /** What common table expressions of the statements rewritten so far are called: these words mean no item. */
    Set<String> bound() {
        return rewriter.bound();
    }

    /** The statement under {@code own} name. Kinds that name nothing stay as they are. */
    CreateStatement rewrite(CreateStatement statement, ObjectName own) {
        return switch (statement) {
            case CreateStatement.CreateTable t -> new CreateStatement.CreateTable(own, false, t.temporary(),
                    t.columns().stream().map(this::column).toList(),
                    t.constraints().stream().map(this::constraint).toList(), t.options(), 0);
            case CreateStatement.CreateView v -> new CreateStatement.CreateView(
                    own, v.ifTaken(), v.temporary(), v.columns(), rewriter.query(v.query()), 0);
            case CreateStatement.CreateMaterializedView m -> new CreateStatement.CreateMaterializedView(own,
                    m.ifTaken(), m.columns(), m.replacementFor(), m.cluster().map(clusters), m.replica(),
                    m.options(), rewriter.query(m.query()), m.asOf(), 0);
            case CreateStatement.CreateIndex i -> new CreateStatement.CreateIndex(Optional.of(own.last()), false,
                    i.cluster().map(clusters), names.apply(i.on()), i.key().map(this::orderBy), i.options(), 0);
            case CreateStatement.CreateConnection c -> new CreateStatement.CreateConnection(
                    own, false, c.type(), c.options().stream().map(this::option).toList(), c.withOptions(), 0);
            case CreateStatement.CreateSource s -> new CreateStatement.CreateSource(own, false, s.materialized(),
                    s.columns(), s.cluster().map(clusters), connector(s.connector()), s.decoding(), s.references(),
                    s.progress(), s.options(), 0);
            case CreateStatement.CreateType t ->
                    new CreateStatement.CreateType(own, rewriter.definition(t.definition()), 0);
            case CreateStatement.CreateSubsource s -> new CreateStatement.CreateSubsource(
                    own, false, s.columns(), s.constraints(), s.source().map(names), s.options(), 0);
            case CreateStatement.CreateSecret s -> new CreateStatement.CreateSecret(own, false, s.value(), 0);
            default -> statement;
        };
    }

    private ColumnDef column(ColumnDef column) {
        List<ColumnOption> options = column.options().stream().map(option ->
                new ColumnOption(option.constraint(), property(option.property()), 0)).toList();
        return new ColumnDef(column.name(), rewriter.type(column.type()), column.collation(), options);
    }

    private ColumnProperty property(ColumnProperty property) {
        return switch (property) {
            case ColumnProperty.Default(var value) -> new ColumnProperty.Default(rewriter.expr(value));
            case ColumnProperty.References(var table, var columns) ->
                    new ColumnProperty.References(names.apply(table), columns);
            case ColumnProperty.Check(var condition) -> new ColumnProperty.Check(rewriter.expr(condition));
            case ColumnProperty.PrimaryKey p -> p;
            case ColumnProperty.Unique u -> u;
            case ColumnProperty.NotNull n -> n;
            case ColumnProperty.Null n -> n;
        };
    }

    private Constraint constraint(Constraint constraint) {
        return switch (constraint) {
            case Constraint.ForeignKey key -> new Constraint.ForeignKey(
                    key.name(), key.columns(), names.apply(key.table()), key.referenced(), 0);
            case Constraint.Check check -> new Constraint.Check(check.name(), rewriter.expr(check.condition()), 0);
            case Constraint.PrimaryKey key -> key;
            case Constraint.Unique unique -> unique;
        };
    }

    private List<OrderBy> orderBy(List<OrderBy> list) {
        return list.stream().map(part -> new OrderBy(
                rewriter.expr(part.expr()), part.descending(), part.nullsFirst(), 0)).toList();
    }

    private Option option(Option option) {
        return new Option(option.name(), option.value().map(value -> value instanceof OptionValue.Secret s
                ? new OptionValue.Secret(names.apply(s.name()), 0) : value), 0);
    }

    private CreateStatement.Connector connector(CreateStatement.Connector connector) {
        return switch (connector) {
            case CreateStatement.Connector.External e -> new CreateStatement.Connector.External(
                    e.type(), names.apply(e.connection()), e.options());
            case CreateStatement.Connector.LoadGenerator l -> l;
        };
    }
}
