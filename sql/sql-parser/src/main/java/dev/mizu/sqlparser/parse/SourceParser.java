package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CheckInput;
import dev.mizu.sqlparser.ast.CreateStatement.CheckInputKind;
import dev.mizu.sqlparser.ast.CreateStatement.Connector;
import dev.mizu.sqlparser.ast.CreateStatement.CreateSource;
import dev.mizu.sqlparser.ast.CreateStatement.CreateSubsource;
import dev.mizu.sqlparser.ast.CreateStatement.CreateWebhookSource;
import dev.mizu.sqlparser.ast.CreateStatement.HeaderFilter;
import dev.mizu.sqlparser.ast.CreateStatement.MappedHeader;
import dev.mizu.sqlparser.ast.CreateStatement.Reference;
import dev.mizu.sqlparser.ast.CreateStatement.References;
import dev.mizu.sqlparser.ast.CreateStatement.SourceColumns;
import dev.mizu.sqlparser.ast.CreateStatement.Webhook;
import dev.mizu.sqlparser.ast.CreateStatement.WebhookCheck;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Format;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE SOURCE of every kind, SUBSOURCE, and webhooks. */
final class SourceParser {
    private static final String[] GENERATORS =
            {"auction", "marketing", "tpch", "clock", "counter", "datums", "key value"};

    private SourceParser() {}

    /** What every CREATE starts with. */
    record Head(ObjectName name, boolean ifNotExists, int position) {}

    static CreateStatement create(Cursor in, int position) {
        if (in.at("subsource")) {
            return subsource(in, position);
        }
        boolean materialized = in.accept("materialized");
        in.expect("source");
        boolean ifNotExists = in.acceptIfNotExists();
        Head head = new Head(NameParser.name(in, "a source's name"), ifNotExists, position);
        int columnsPosition = in.position();
        SourceColumns columns = in.at(TokenKind.LEFT_PAREN)
                ? TableParser.sourceColumns(in, TableParser.elements(in), columnsPosition)
                : new SourceColumns.Unnamed();
        Optional<ClusterName> cluster = NameParser.inClusterIfAny(in);
        in.expect("from");
        if (in.at("webhook")) {
            return webhook(in, head, cluster, false);
        }
        Connector connector = connector(in);
        var decoding = FormatParser.decoding(in);
        References references = references(in);
        Optional<ObjectName> progress = in.acceptWords("expose", "progress", "as")
                ? Optional.of(NameParser.name(in)) : Optional.empty();
        List<Option> options = OptionParser.withIfAny(in, OptionNames.SOURCE_WITH);
        Optional<ClusterName> late = materialized && cluster.isEmpty()
                ? NameParser.inClusterIfAny(in) : Optional.empty();
        return new CreateSource(head.name(), ifNotExists, materialized, columns, cluster.or(() -> late), connector,
                decoding, references, progress, options, position);
    }

    private static Connector connector(Cursor in) {
        if (in.acceptWords("load", "generator")) {
            for (String generator : GENERATORS) {
                if (in.acceptWords(generator.split(" "))) {
                    return new Connector.LoadGenerator(Cursor.upper(generator),
                            optionsIfAny(in, OptionNames.LOAD_GENERATOR));
                }
            }
            throw in.expected("AUCTION, MARKETING, TPCH, CLOCK, COUNTER, DATUMS or KEY VALUE");
        }
        String type = in.acceptWords("sql", "server") ? "SQL SERVER"
                : in.accept("kafka") ? "KAFKA" : in.accept("postgres") ? "POSTGRES" : in.accept("mysql") ? "MYSQL" : "";
        if (type.isEmpty()) {
            throw in.expected("KAFKA, POSTGRES, MYSQL, SQL SERVER, LOAD GENERATOR or WEBHOOK");
        }
        in.expect("connection");
        ObjectName connection = NameParser.name(in, "a connection's name");
        return new Connector.External(type, connection, optionsIfAny(in, OptionNames.CONNECTOR));
    }

    private static List<Option> optionsIfAny(Cursor in, List<OptionNames.OptionName> known) {
        return in.at(TokenKind.LEFT_PAREN) ? OptionParser.list(in, known) : List.of();
    }

    private static References references(Cursor in) {
        if (!in.accept("for")) {
            return new References.Unspecified();
        }
        if (in.acceptWords("all", "tables")) {
            return new References.ForAllTables();
        }
        if (in.accept("tables")) {
            return new References.ForTables(in.parenthesized(SourceParser::reference));
        }
        if (in.accept("schemas")) {
            return new References.ForSchemas(NameParser.columns(in));
        }
        throw in.expected("ALL TABLES, TABLES or SCHEMAS");
    }

    /** {@code upstream [AS | INTO name]}. */
    static Reference reference(Cursor in) {
        ObjectName upstream = NameParser.name(in, "an upstream name");
        Optional<ObjectName> alias = in.accept("as") || in.accept("into")
                ? Optional.of(NameParser.name(in)) : Optional.empty();
        return new Reference(upstream, alias);
    }

    private static CreateSubsource subsource(Cursor in, int position) {
        in.expect("subsource");
        boolean ifNotExists = in.acceptIfNotExists();
        ObjectName name = NameParser.name(in);
        int columnsPosition = in.position();
        TableParser.Elements elements = TableParser.elements(in);
        if (!elements.names().isEmpty()) {
            throw in.error("every column needs a type", columnsPosition);
        }
        Optional<ObjectName> source = in.acceptWords("of", "source")
                ? Optional.of(NameParser.name(in)) : Optional.empty();
        return new CreateSubsource(name, ifNotExists, elements.columns(), elements.constraints(), source,
                OptionParser.withIfAny(in, OptionNames.SUBSOURCE), position);
    }

    /** At WEBHOOK. */
    static CreateWebhookSource webhook(Cursor in, Head head, Optional<ClusterName> cluster, boolean table) {
        in.expect("webhook", "body", "format");
        int formatPosition = in.position();
        Format format = FormatParser.format(in);
        if (!(format instanceof Format.Json || format instanceof Format.Text || format instanceof Format.Bytes)) {
            throw in.error("expected TEXT, JSON or BYTES", formatPosition);
        }
        List<MappedHeader> mapped = new ArrayList<>();
        Optional<List<HeaderFilter>> headers = Optional.empty();
        while (in.at("include")) {
            in.advance();
            int position = in.position();
            if (in.accept("header")) {
                mapped.add(mappedHeader(in));
            } else {
                in.expect("headers");
                if (headers.isPresent()) {
                    throw in.error("INCLUDE HEADERS specified more than once", position);
                }
                headers = Optional.of(in.at(TokenKind.LEFT_PAREN)
                        ? in.parenthesizedOrEmpty(SourceParser::headerFilter) : List.of());
            }
        }
        Optional<WebhookCheck> check = in.accept("check") ? Optional.of(check(in)) : Optional.empty();
        return new CreateWebhookSource(head.name(), head.ifNotExists(), table, cluster,
                new Webhook(format, mapped, headers, check), head.position());
    }

    private static MappedHeader mappedHeader(Cursor in) {
        String header = in.expectString("a header's name in quotes");
        in.expect("as");
        Ident column = NameParser.ident(in, "a column name");
        return new MappedHeader(header, column, in.accept("bytes"));
    }

    private static HeaderFilter headerFilter(Cursor in) {
        boolean negated = in.accept("not");
        return new HeaderFilter(in.expectString("a header's name in quotes"), negated);
    }

    private static WebhookCheck check(Cursor in) {
        in.expectLeft();
        List<CheckInput> inputs = in.accept("with") ? in.parenthesized(SourceParser::checkInput) : List.of();
        Expr condition = ExprParser.expr(in);
        in.expectRight();
        return new WebhookCheck(inputs, condition);
    }

    private static CheckInputKind checkInputKind(Cursor in) {
        if (in.accept("headers")) {
            return CheckInputKind.HEADERS;
        }
        if (in.accept("body")) {
            return CheckInputKind.BODY;
        }
        if (!in.accept("secret")) {
            throw in.expected("HEADERS, BODY or SECRET");
        }
        return CheckInputKind.SECRET;
    }

    private static CheckInput checkInput(Cursor in) {
        CheckInputKind kind = checkInputKind(in);
        Optional<ObjectName> secret = kind == CheckInputKind.SECRET
                ? Optional.of(NameParser.name(in, "a secret's name")) : Optional.empty();
        Optional<Ident> alias = in.accept("as") ? Optional.of(NameParser.ident(in)) : Optional.empty();
        return new CheckInput(kind, secret, alias, in.accept("bytes"));
    }
}
