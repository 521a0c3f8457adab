package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement.CreateSink;
import dev.mizu.sqlparser.ast.CreateStatement.SinkKey;
import dev.mizu.sqlparser.ast.CreateStatement.SinkTarget;
import dev.mizu.sqlparser.ast.Format;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** CREATE SINK. */
final class SinkParser {
    private SinkParser() {}

    static CreateSink create(Cursor in, int position) {
        in.expect("sink");
        boolean ifNotExists = in.acceptIfNotExists();
        Optional<ObjectName> name = in.at("from") || SelectParser.inCluster(in)
                ? Optional.empty() : Optional.of(NameParser.name(in, "a sink's name"));
        Optional<ClusterName> cluster = NameParser.inClusterIfAny(in);
        in.expect("from");
        ObjectName from = NameParser.name(in, "a relation's name");
        in.expect("into");
        SinkTarget target = target(in);
        Format.Spec format = FormatParser.spec(in);
        Optional<Format.Envelope> envelope = FormatParser.envelope(in);
        List<Option> options = OptionParser.withIfAny(in, OptionNames.SINK_WITH);
        return new CreateSink(name, ifNotExists, cluster, from, target, format, envelope, options, position);
    }

    private static SinkTarget target(Cursor in) {
        if (in.acceptWords("kafka", "connection")) {
            ObjectName connection = NameParser.name(in, "a connection's name");
            List<Option> options = in.at(TokenKind.LEFT_PAREN)
                    ? OptionParser.list(in, OptionNames.KAFKA_SINK) : List.of();
            Optional<SinkKey> key = key(in);
            Optional<Ident> headers = in.accept("headers")
                    ? Optional.of(NameParser.ident(in, "a column name")) : Optional.empty();
            return new SinkTarget.Kafka(connection, options, key, headers);
        }
        if (!in.acceptWords("iceberg", "catalog", "connection")) {
            throw in.expected("KAFKA CONNECTION or ICEBERG CATALOG CONNECTION");
        }
        ObjectName catalog = NameParser.name(in, "a connection's name");
        List<Option> options = OptionParser.list(in, OptionNames.ICEBERG_SINK);
        in.expect("using", "aws", "connection");
        ObjectName aws = NameParser.name(in, "a connection's name");
        Optional<SinkKey> key = key(in);
        Optional<String> mode = Optional.empty();
        if (in.accept("mode")) {
            in.expect("upsert");
            mode = Optional.of("UPSERT");
        }
        return new SinkTarget.Iceberg(catalog, options, aws, key, mode);
    }

    private static Optional<SinkKey> key(Cursor in) {
        if (!in.at("key") || in.at(1, "format")) {
            return Optional.empty();
        }
        in.advance();
        List<Ident> columns = NameParser.columns(in);
        return Optional.of(new SinkKey(columns, in.acceptWords("not", "enforced")));
    }
}
