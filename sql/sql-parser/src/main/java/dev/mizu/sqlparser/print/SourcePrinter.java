package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CheckInput;
import dev.mizu.sqlparser.ast.CreateStatement.Connector;
import dev.mizu.sqlparser.ast.CreateStatement.Decoding;
import dev.mizu.sqlparser.ast.CreateStatement.HeaderFilter;
import dev.mizu.sqlparser.ast.CreateStatement.MappedHeader;
import dev.mizu.sqlparser.ast.CreateStatement.References;
import dev.mizu.sqlparser.ast.CreateStatement.SinkKey;
import dev.mizu.sqlparser.ast.CreateStatement.SinkTarget;
import dev.mizu.sqlparser.ast.CreateStatement.SourceColumns;
import dev.mizu.sqlparser.ast.CreateStatement.Webhook;
import dev.mizu.sqlparser.ast.CreateStatement.WebhookCheck;
import dev.mizu.sqlparser.ast.Format.Include;
import java.util.List;

/** CREATE SOURCE, SUBSOURCE, SINK and tables that sources feed, from behind the word CREATE. */
final class SourcePrinter {
    private SourcePrinter() {}

    static void source(Out out, CreateStatement.CreateSource create) {
        CreatePrinter.head(out.putIf(create.materialized(), "MATERIALIZED "), "SOURCE", create.ifNotExists())
                .name(create.name());
        columns(out, create.columns());
        out.inCluster(create.cluster()).clause("FROM ");
        switch (create.connector()) {
            case Connector.External external -> OptionPrinter.bracketedIfAny(
                    out.put(external.type()).put(" CONNECTION ").name(external.connection()), external.options());
            case Connector.LoadGenerator generator -> OptionPrinter.bracketedIfAny(
                    out.put("LOAD GENERATOR ").put(generator.type()), generator.options());
        }
        decoding(out, create.decoding());
        switch (create.references()) {
            case References.Unspecified ignored -> { }
            case References.ForAllTables ignored -> out.clause("FOR ALL TABLES");
            case References.ForTables tables ->
                    out.clause("FOR TABLES (").list(tables.tables(), CreatePrinter::reference).put(")");
            case References.ForSchemas schemas -> out.clause("FOR SCHEMAS (").idents(schemas.schemas()).put(")");
        }
        out.each(create.progress(), (o, progress) -> o.clause("EXPOSE PROGRESS AS ").name(progress));
        OptionPrinter.with(out, create.options());
    }

    private static void columns(Out out, SourceColumns columns) {
        switch (columns) {
            case SourceColumns.Unnamed ignored -> { }
            case SourceColumns.Named named -> out.put(" (").idents(named.names())
                    .putIf(!named.constraints().isEmpty(), ", ")
                    .list(named.constraints(), CreatePrinter::constraint).put(")");
            case SourceColumns.Defined defined ->
                    CreatePrinter.elements(out.put(" ("), defined.columns(), defined.constraints()).put(")");
        }
    }

    private static void decoding(Out out, Decoding decoding) {
        FormatPrinter.spec(out, decoding.format());
        if (!decoding.includes().isEmpty()) {
            out.clause("INCLUDE ").list(decoding.includes(), SourcePrinter::include);
        }
        out.each(decoding.envelope(), FormatPrinter::envelope);
    }

    private static void include(Out out, Include include) {
        switch (include) {
            case Include.Metadata metadata -> out.put(metadata.kind())
                    .each(metadata.alias(), (o, alias) -> o.put(" AS ").ident(alias));
            case Include.Header header -> out.put("HEADER ").string(header.key()).put(" AS ").ident(header.alias())
                    .putIf(header.bytes(), " BYTES");
        }
    }

    static void subsource(Out out, CreateStatement.CreateSubsource create) {
        CreatePrinter.head(out, "SUBSOURCE", create.ifNotExists()).name(create.name()).put(" (");
        CreatePrinter.elements(out, create.columns(), create.constraints()).put(")")
                .each(create.source(), (o, source) -> o.put(" OF SOURCE ").name(source));
        OptionPrinter.with(out, create.options());
    }

    static void table(Out out, CreateStatement.CreateTableFromSource create) {
        CreatePrinter.head(out, "TABLE", create.ifNotExists()).name(create.name());
        columns(out, create.columns());
        out.put(" FROM SOURCE ").name(create.source())
                .each(create.reference(), (o, reference) -> o.put(" (REFERENCE = ").name(reference).put(")"));
        decoding(out, create.decoding());
        OptionPrinter.with(out, create.options());
    }

    static void webhook(Out out, CreateStatement.CreateWebhookSource create) {
        Webhook webhook = create.webhook();
        CreatePrinter.head(out, create.table() ? "TABLE" : "SOURCE", create.ifNotExists()).name(create.name())
                .inCluster(create.cluster()).put(" FROM WEBHOOK BODY FORMAT ");
        FormatPrinter.format(out, webhook.bodyFormat());
        for (MappedHeader header : webhook.mappedHeaders()) {
            out.put(" INCLUDE HEADER ").string(header.header()).put(" AS ").ident(header.column())
                    .putIf(header.bytes(), " BYTES");
        }
        webhook.headers().ifPresent(filters -> headers(out.put(" INCLUDE HEADERS"), filters));
        webhook.check().ifPresent(check -> check(out.put(" CHECK ("), check));
    }

    private static void headers(Out out, List<HeaderFilter> filters) {
        if (!filters.isEmpty()) {
            out.put(" (").list(filters, (o, filter) -> o.putIf(filter.negated(), "NOT ").string(filter.header()))
                    .put(")");
        }
    }

    private static void check(Out out, WebhookCheck check) {
        if (!check.inputs().isEmpty()) {
            out.put("WITH (").list(check.inputs(), SourcePrinter::checkInput).put(") ");
        }
        ExprPrinter.expr(out, check.condition()).put(")");
    }

    private static void checkInput(Out out, CheckInput input) {
        out.put(input.kind().name()).each(input.secret(), (o, secret) -> o.put(" ").name(secret))
                .each(input.alias(), (o, alias) -> o.put(" AS ").ident(alias)).putIf(input.bytes(), " BYTES");
    }

    static void sink(Out out, CreateStatement.CreateSink create) {
        CreatePrinter.head(out, "SINK", create.ifNotExists()).each(create.name(), Out::name);
        out.putIf(create.cluster().isPresent() && create.name().isPresent(), " ")
                .each(create.cluster(), (o, cluster) -> o.put("IN CLUSTER ").cluster(cluster))
                .putIf(create.cluster().isPresent() || create.name().isPresent(), " ")
                .put("FROM ").name(create.from()).put(" INTO ");
        switch (create.target()) {
            case SinkTarget.Kafka kafka -> {
                OptionPrinter.bracketedIfAny(out.put("KAFKA CONNECTION ").name(kafka.connection()), kafka.options());
                out.each(kafka.key(), SourcePrinter::key)
                        .each(kafka.headers(), (o, headers) -> o.put(" HEADERS ").ident(headers));
            }
            case SinkTarget.Iceberg iceberg -> OptionPrinter.bracketed(out.put("ICEBERG CATALOG CONNECTION ")
                    .name(iceberg.catalog()).put(" "), iceberg.options())
                    .put(" USING AWS CONNECTION ").name(iceberg.awsConnection())
                    .each(iceberg.key(), SourcePrinter::key)
                    .each(iceberg.mode(), (o, mode) -> o.put(" MODE ").put(mode));
        }
        FormatPrinter.spec(out, create.format());
        OptionPrinter.with(out.each(create.envelope(), FormatPrinter::envelope), create.options());
    }

    private static void key(Out out, SinkKey key) {
        out.put(" KEY (").idents(key.columns()).put(")").putIf(key.notEnforced(), " NOT ENFORCED");
    }
}
