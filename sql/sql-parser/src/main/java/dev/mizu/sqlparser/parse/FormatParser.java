package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.CreateStatement.Decoding;
import dev.mizu.sqlparser.ast.Format;
import dev.mizu.sqlparser.ast.Format.Envelope;
import dev.mizu.sqlparser.ast.Format.Include;
import dev.mizu.sqlparser.ast.Format.InlineErrors;
import dev.mizu.sqlparser.ast.Format.SchemaStrategy;
import dev.mizu.sqlparser.ast.Format.Seed;
import dev.mizu.sqlparser.ast.Format.SeedSchema;
import dev.mizu.sqlparser.ast.Format.Spec;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** FORMAT, INCLUDE and ENVELOPE. */
final class FormatParser {
    private FormatParser() {}

    static Decoding decoding(Cursor in) {
        Spec format = spec(in);
        List<Include> includes = in.accept("include") ? in.commaList(FormatParser::include) : List.of();
        return new Decoding(format, includes, envelope(in));
    }

    static Spec spec(Cursor in) {
        if (in.accept("format")) {
            return new Spec.Bare(format(in));
        }
        if (in.acceptWords("key", "format")) {
            Format key = format(in);
            in.expect("value", "format");
            return new Spec.KeyValue(key, format(in));
        }
        return new Spec.None();
    }

    static Format format(Cursor in) {
        if (!in.at(TokenKind.WORD)) {
            throw in.expected("a format");
        }
        return switch (in.text()) {
            case "avro" -> avro(in);
            case "protobuf" -> protobuf(in);
            case "csv" -> csv(in);
            case "json" -> {
                in.advance();
                yield new Format.Json(in.accept("array"));
            }
            case "text" -> {
                in.advance();
                yield new Format.Text();
            }
            case "bytes" -> {
                in.advance();
                yield new Format.Bytes();
            }
            case "regex" -> {
                in.advance();
                yield new Format.Regex(in.expectString("a regular expression in quotes"));
            }
            default -> throw in.expected("AVRO, PROTOBUF, CSV, JSON, TEXT, BYTES or REGEX");
        };
    }

    private static Format avro(Cursor in) {
        in.expect("avro", "using");
        if (in.accept("schema")) {
            String schema = in.expectString("a schema in quotes");
            List<Option> options = in.at(TokenKind.LEFT_PAREN)
                    ? OptionParser.list(in, OptionNames.AVRO_INLINE) : List.of();
            return new Format.AvroInline(schema, options);
        }
        ObjectName connection = registry(in);
        List<Option> options = registryOptions(in);
        Optional<SchemaStrategy> key = strategy(in, "key");
        Optional<SchemaStrategy> value = strategy(in, "value");
        return new Format.AvroRegistry(connection, options, key, value, seed(in));
    }

    private static ObjectName registry(Cursor in) {
        in.expect("confluent", "schema", "registry", "connection");
        return NameParser.name(in, "a connection's name");
    }

    private static List<Option> registryOptions(Cursor in) {
        return in.at(TokenKind.LEFT_PAREN) ? OptionParser.list(in, OptionNames.REGISTRY) : List.of();
    }

    private static Optional<SchemaStrategy> strategy(Cursor in, String side) {
        if (!in.acceptWords(side, "strategy")) {
            return Optional.empty();
        }
        if (in.accept("inline")) {
            return Optional.of(new SchemaStrategy.Inline(in.expectString("a schema in quotes")));
        }
        if (in.accept("id")) {
            int position = in.position();
            long id = in.expectInteger("a schema id");
            if (id > Integer.MAX_VALUE) {
                throw in.error("schema id " + id + " is out of range", position);
            }
            return Optional.of(new SchemaStrategy.Id((int) id));
        }
        in.expect("latest");
        return Optional.of(new SchemaStrategy.Latest());
    }

    /** {@code SEED [KEY SCHEMA '..' [MESSAGE '..']] [VALUE SCHEMA '..' [MESSAGE '..']]}. */
    private static Optional<Seed> seed(Cursor in) {
        if (!in.accept("seed")) {
            return Optional.empty();
        }
        Optional<SeedSchema> key = seedSchema(in, "key");
        Optional<SeedSchema> value = seedSchema(in, "value");
        if (key.isEmpty() && value.isEmpty()) {
            throw in.expected("KEY SCHEMA or VALUE SCHEMA");
        }
        return Optional.of(new Seed(key, value));
    }

    private static Optional<SeedSchema> seedSchema(Cursor in, String side) {
        if (!in.acceptWords(side, "schema")) {
            return Optional.empty();
        }
        String schema = in.expectString("a schema in quotes");
        Optional<String> message = in.accept("message")
                ? Optional.of(in.expectString("a message's name in quotes")) : Optional.empty();
        return Optional.of(new SeedSchema(schema, message));
    }

    private static Format protobuf(Cursor in) {
        in.expect("protobuf");
        if (in.accept("message")) {
            String message = in.expectString("a message's name in quotes");
            in.expect("using", "schema");
            return new Format.ProtobufInline(message, in.expectString("a schema in quotes"));
        }
        in.expect("using");
        ObjectName connection = registry(in);
        return new Format.ProtobufRegistry(connection, registryOptions(in), seed(in));
    }

    private static Format csv(Cursor in) {
        in.expect("csv", "with");
        List<Ident> header = List.of();
        int columns = 0;
        if (in.accept("header") || in.accept("headers")) {
            header = NameParser.columnsIfAny(in);
        } else {
            int position = in.position();
            long count = in.expectInteger("HEADER or a number of columns");
            if (count < 1 || count > Short.MAX_VALUE) {
                throw in.error("number of columns is out of range", position);
            }
            columns = (int) count;
            in.expect("columns");
        }
        Optional<String> delimiter = in.acceptWords("delimited", "by")
                ? Optional.of(in.expectString("a delimiter in quotes")) : Optional.empty();
        return new Format.Csv(header, columns, delimiter);
    }

    private static Include include(Cursor in) {
        int position = in.position();
        if (in.accept("header")) {
            String key = in.expectString("a header's key in quotes");
            in.expect("as");
            Ident alias = NameParser.ident(in, "a column name");
            return new Include.Header(key, alias, in.accept("bytes"), position);
        }
        String kind = in.text();
        switch (in.at(TokenKind.WORD) ? kind : "") {
            case "key", "partition", "offset", "timestamp", "headers" -> in.advance();
            default -> throw in.expected("KEY, PARTITION, OFFSET, TIMESTAMP, HEADERS or HEADER");
        }
        Optional<Ident> alias = in.accept("as") ? Optional.of(NameParser.ident(in, "a column name")) : Optional.empty();
        return new Include.Metadata(Cursor.upper(kind), alias, position);
    }

    static Optional<Envelope> envelope(Cursor in) {
        if (!in.accept("envelope")) {
            return Optional.empty();
        }
        if (in.accept("none")) {
            return Optional.of(new Envelope.None());
        }
        if (in.accept("debezium")) {
            return Optional.of(new Envelope.Debezium());
        }
        if (in.accept("materialize")) {
            return Optional.of(new Envelope.Materialize());
        }
        if (!in.accept("upsert")) {
            throw in.expected("NONE, UPSERT, DEBEZIUM or MATERIALIZE");
        }
        return Optional.of(new Envelope.Upsert(inlineErrors(in)));
    }

    private static Optional<InlineErrors> inlineErrors(Cursor in) {
        if (in.kind() != TokenKind.LEFT_PAREN) {
            return Optional.empty();
        }
        in.advance();
        in.expect("value", "decoding", "errors");
        in.acceptOperator("=");
        boolean bracket = in.accept(TokenKind.LEFT_PAREN);
        in.expect("inline");
        Optional<Ident> alias = in.accept("as") ? Optional.of(NameParser.ident(in, "a column name")) : Optional.empty();
        if (bracket) {
            in.expectRight();
        }
        in.expectRight();
        return Optional.of(new InlineErrors(alias));
    }
}
