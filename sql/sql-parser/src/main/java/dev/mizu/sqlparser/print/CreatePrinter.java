package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.IfTaken;
import dev.mizu.sqlparser.ast.CreateStatement.Reference;
import dev.mizu.sqlparser.ast.CreateStatement.TaskBody;
import dev.mizu.sqlparser.ast.CreateStatement.TypeDefinition;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import java.util.List;

/** CREATE of everything but sources and sinks. */
final class CreatePrinter {
    private CreatePrinter() {}

    static void statement(Out out, CreateStatement statement) {
        out.put("CREATE ");
        switch (statement) {
            case CreateStatement.CreateDatabase create ->
                    head(out, "DATABASE", create.ifNotExists()).ident(create.name());
            case CreateStatement.CreateSchema create -> head(out, "SCHEMA", create.ifNotExists()).name(create.name());
            case CreateStatement.CreateTable create -> {
                head(out.putIf(create.temporary(), "TEMPORARY "), "TABLE", create.ifNotExists())
                        .name(create.name()).put(" ").open();
                elements(out, create.columns(), create.constraints()).close();
                OptionPrinter.with(out, create.options());
            }
            case CreateStatement.CreateView create -> view(out, create);
            case CreateStatement.CreateMaterializedView create -> materializedView(out, create);
            case CreateStatement.CreateIndex create -> index(out, create);
            case CreateStatement.CreateContinualTask create -> continualTask(out, create);
            case CreateStatement.CreateConnection create -> {
                head(out, "CONNECTION", create.ifNotExists()).name(create.name()).clause("TO ").put(create.type());
                OptionPrinter.with(OptionPrinter.bracketed(out.put(" "), create.options()), create.withOptions());
            }
            case CreateStatement.CreateSecret create -> head(out, "SECRET", create.ifNotExists())
                    .name(create.name()).put(" AS ").secret(() -> ExprPrinter.expr(out, create.value()));
            case CreateStatement.CreateType create -> type(out, create);
            case CreateStatement.CreateCluster create -> {
                OptionPrinter.bracketed(out.put("CLUSTER ").ident(create.name()).put(" "), create.options());
                if (!create.features().isEmpty()) {
                    OptionPrinter.bracketed(out.put(" FEATURES "), create.features());
                }
            }
            case CreateStatement.CreateClusterReplica create -> OptionPrinter.bracketed(out.put("CLUSTER REPLICA ")
                    .ident(create.cluster()).put(".").ident(create.name()).put(" "), create.options());
            case CreateStatement.CreateRole create ->
                    roleAttributes(out.put("ROLE ").ident(create.name()), create.attributes());
            case CreateStatement.CreateNetworkPolicy create -> OptionPrinter.bracketed(
                    out.put("NETWORK POLICY ").ident(create.name()).put(" "), create.options());
            case CreateStatement.CreateSource create -> SourcePrinter.source(out, create);
            case CreateStatement.CreateSubsource create -> SourcePrinter.subsource(out, create);
            case CreateStatement.CreateWebhookSource create -> SourcePrinter.webhook(out, create);
            case CreateStatement.CreateTableFromSource create -> SourcePrinter.table(out, create);
            case CreateStatement.CreateSink create -> SourcePrinter.sink(out, create);
        }
    }

    static Out head(Out out, String kind, boolean ifNotExists) {
        return out.put(kind).put(ifNotExists ? " IF NOT EXISTS " : " ");
    }

    static void roleAttributes(Out out, List<Option> attributes) {
        for (Option attribute : attributes) {
            out.put(" ").put(attribute.name());
            attribute.value().ifPresent(value -> out.put(" ").secret(() -> OptionPrinter.value(out, value)));
        }
    }

    static void reference(Out out, Reference reference) {
        out.name(reference.upstream()).each(reference.alias(), (o, alias) -> o.put(" AS ").name(alias));
    }

    private static void view(Out out, CreateStatement.CreateView create) {
        out.putIf(create.ifTaken() == IfTaken.REPLACE, "OR REPLACE ").putIf(create.temporary(), "TEMPORARY ");
        head(out, "VIEW", create.ifTaken() == IfTaken.SKIP).name(create.name()).columns(create.columns());
        QueryPrinter.query(out.put(" AS").clause(""), create.query());
    }

    private static void materializedView(Out out, CreateStatement.CreateMaterializedView create) {
        out.putIf(create.ifTaken() == IfTaken.REPLACE, "OR REPLACE ")
                .putIf(create.replacementFor().isPresent(), "REPLACEMENT ");
        head(out, "MATERIALIZED VIEW", create.ifTaken() == IfTaken.SKIP).name(create.name())
                .columns(create.columns())
                .each(create.replacementFor(), (o, target) -> o.put(" FOR ").name(target))
                .inCluster(create.cluster())
                .each(create.replica(), (o, replica) ->
                        o.put(create.cluster().isPresent() ? " REPLICA " : " IN REPLICA ").ident(replica));
        OptionPrinter.with(out, create.options());
        QueryPrinter.query(out.clause("AS").clause(""), create.query());
        out.each(create.asOf(), (o, time) -> o.put(" AS OF ").put(Long.toString(time)));
    }

    private static void index(Out out, CreateStatement.CreateIndex create) {
        out.putIf(create.key().isEmpty(), "DEFAULT ");
        head(out, "INDEX", create.ifNotExists())
                .each(create.name(), (o, name) -> o.ident(name).put(" "))
                .each(create.cluster(), (o, cluster) -> o.put("IN CLUSTER ").cluster(cluster).put(" "))
                .put("ON ").name(create.on())
                .each(create.key(), (o, key) -> o.put(" (").list(key, ExprPrinter::orderItem).put(")"));
        OptionPrinter.with(out, create.options());
    }

    private static void continualTask(Out out, CreateStatement.CreateContinualTask create) {
        out.put("CONTINUAL TASK ").name(create.name());
        if (!create.columns().isEmpty()) {
            out.put(" (").list(create.columns(), QueryPrinter::column).put(")");
        }
        OptionPrinter.with(out.inCluster(create.cluster()), create.options());
        switch (create.body()) {
            case TaskBody.OnInput body -> {
                out.put(" ON INPUT ").name(body.input()).put(" AS (");
                for (int i = 0; i < body.statements().size(); i++) {
                    DmlPrinter.statement(out.putIf(i > 0, "; "), body.statements().get(i));
                }
                out.put(")");
            }
            case TaskBody.Transform body -> QueryPrinter.query(out.put(" FROM TRANSFORM ").name(body.input())
                    .put(" USING ("), body.query()).put(")");
            case TaskBody.Retain body -> ExprPrinter.expr(out.put(" FROM RETAIN ").name(body.input())
                    .put(" WHILE ("), body.condition()).put(")");
        }
    }

    private static void type(Out out, CreateStatement.CreateType create) {
        out.put("TYPE ").name(create.name()).put(" AS ");
        switch (create.definition()) {
            case TypeDefinition.ListType list -> out.put("LIST (ELEMENT TYPE = ").type(list.element()).put(")");
            case TypeDefinition.MapType map ->
                    out.put("MAP (KEY TYPE = ").type(map.key()).put(", VALUE TYPE = ").type(map.value()).put(")");
            case TypeDefinition.RecordType row -> out.put("(").list(row.fields(), QueryPrinter::column).put(")");
        }
    }

    static Out elements(Out out, List<ColumnDef> columns, List<Constraint> constraints) {
        out.elements(columns, CreatePrinter::column);
        if (!columns.isEmpty() && !constraints.isEmpty()) {
            out.put(",").clause("");
        }
        return out.elements(constraints, CreatePrinter::constraint);
    }

    private static void column(Out out, ColumnDef column) {
        out.ident(column.name()).put(" ").type(column.type())
                .each(column.collation(), (o, collation) -> o.put(" COLLATE ").name(collation));
        column.options().forEach(option -> columnOption(out, option));
    }

    private static void columnOption(Out out, ColumnOption option) {
        out.each(option.constraint(), (o, name) -> o.put(" CONSTRAINT ").ident(name));
        switch (option.property()) {
            case ColumnProperty.Null ignored -> out.put(" NULL");
            case ColumnProperty.NotNull ignored -> out.put(" NOT NULL");
            case ColumnProperty.Default value -> ExprPrinter.columnDefault(out.put(" DEFAULT "), value.value());
            case ColumnProperty.PrimaryKey ignored -> out.put(" PRIMARY KEY");
            case ColumnProperty.Unique ignored -> out.put(" UNIQUE");
            case ColumnProperty.References references ->
                    out.put(" REFERENCES ").name(references.table()).columns(references.columns());
            case ColumnProperty.Check check -> ExprPrinter.expr(out.put(" CHECK ("), check.condition()).put(")");
        }
    }

    static void constraint(Out out, Constraint constraint) {
        out.each(constraint.name(), (o, name) -> o.put("CONSTRAINT ").ident(name).put(" "));
        switch (constraint) {
            case Constraint.PrimaryKey key -> out.put("PRIMARY KEY (").idents(key.columns()).put(")")
                    .putIf(key.notEnforced(), " NOT ENFORCED");
            case Constraint.Unique unique -> out.put("UNIQUE ")
                    .putIf(unique.nullsNotDistinct(), "NULLS NOT DISTINCT ")
                    .put("(").idents(unique.columns()).put(")");
            case Constraint.ForeignKey key -> out.put("FOREIGN KEY (").idents(key.columns()).put(") REFERENCES ")
                    .name(key.table()).columns(key.referenced());
            case Constraint.Check check -> ExprPrinter.expr(out.put("CHECK ("), check.condition()).put(")");
        }
    }
}
