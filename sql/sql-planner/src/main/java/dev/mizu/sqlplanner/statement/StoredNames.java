package dev.mizu.sqlplanner.statement;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Stored statements with other names in the places of ids: what SHOW CREATE shows. */
final class StoredNames {
    private final UnaryOperator<ObjectName> names;
    private final UnaryOperator<ClusterName> clusters;
    private final NameRewriter rewriter;

    StoredNames(UnaryOperator<ObjectName> names, UnaryOperator<ClusterName> clusters) {
        this.names = names;
        this.clusters = clusters;
        this.rewriter = new NameRewriter(names);
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
            case CreateStatement.CreateType t -> new CreateStatement.CreateType(own, definition(t.definition()), 0);
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

    private CreateStatement.TypeDefinition definition(CreateStatement.TypeDefinition definition) {
        return switch (definition) {
            case CreateStatement.TypeDefinition.ListType l ->
                    new CreateStatement.TypeDefinition.ListType(rewriter.type(l.element()));
            case CreateStatement.TypeDefinition.MapType m -> new CreateStatement.TypeDefinition.MapType(
                    rewriter.type(m.key()), rewriter.type(m.value()));
            case CreateStatement.TypeDefinition.RecordType r -> new CreateStatement.TypeDefinition.RecordType(
                    r.fields().stream().map(f -> new Query.Column(f.name(), rewriter.type(f.type()))).toList());
        };
    }
}
