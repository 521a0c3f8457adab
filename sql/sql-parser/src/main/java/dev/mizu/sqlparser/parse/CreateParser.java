package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CreateDatabase;
import dev.mizu.sqlparser.ast.CreateStatement.CreateRole;
import dev.mizu.sqlparser.ast.CreateStatement.CreateSchema;
import dev.mizu.sqlparser.ast.CreateStatement.CreateSecret;
import dev.mizu.sqlparser.ast.CreateStatement.CreateType;
import dev.mizu.sqlparser.ast.CreateStatement.IfTaken;
import dev.mizu.sqlparser.ast.CreateStatement.TypeDefinition;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE: tells the kinds apart and parses the small ones. */
final class CreateParser {
    private CreateParser() {}

    static CreateStatement create(Cursor in) {
        int position = in.position();
        in.expect("create");
        boolean replace = in.acceptWords("or", "replace");
        boolean temporary = in.accept("temp") || in.accept("temporary");
        if (in.at("view") || in.at("materialized") && in.at(1, "view")
                || in.atWords("replacement", "materialized", "view")) {
            return ViewParser.create(in, replace, temporary, position);
        }
        if (replace) {
            throw in.expected("VIEW or MATERIALIZED VIEW");
        }
        if (in.at("table")) {
            return TableParser.create(in, temporary, position);
        }
        if (temporary) {
            throw in.expected("TABLE or VIEW");
        }
        return switch (in.text()) {
            case "database" -> database(in, position);
            case "schema" -> schema(in, position);
            case "index", "default" -> ViewParser.index(in, position);
            case "secret" -> secret(in, position);
            case "type" -> type(in, position);
            case "role" -> role(in, position);
            case "user" -> throw in.unsupported("CREATE USER", position).error()
                    .withHint("use CREATE ROLE instead").toException();
            case "source", "materialized", "subsource" -> SourceParser.create(in, position);
            case "sink" -> SinkParser.create(in, position);
            case "connection" -> ClusterParser.connection(in, position);
            case "cluster" -> ClusterParser.create(in, position);
            case "network" -> ClusterParser.networkPolicy(in, position);
            case "continual" -> ViewParser.continualTask(in, position);
            default -> throw other(in, position);
        };
    }

    private static RuntimeException other(Cursor in, int position) {
        return switch (in.text()) {
            case "sequence", "function", "trigger", "rule", "extension", "domain", "aggregate", "operator", "cast",
                    "collation", "procedure", "language", "policy", "publication", "subscription", "server",
                    "statistics", "tablespace", "conversion", "group" ->
                    in.unsupported("CREATE " + Cursor.upper(in.text()), position);
            case "unique" -> in.unsupported("CREATE UNIQUE INDEX", position);
            case "unlogged" -> in.unsupported("CREATE UNLOGGED TABLE", position);
            case "foreign", "event" -> in.unsupported(
                    "CREATE " + Cursor.upper(in.text()) + " " + Cursor.upper(in.text(1)), position);
            default -> in.expected("a kind of object");
        };
    }

    static IfTaken ifTaken(Cursor in, boolean replace) {
        int position = in.position();
        boolean skip = in.acceptIfNotExists();
        if (skip && replace) {
            throw in.error("OR REPLACE and IF NOT EXISTS exclude each other", position);
        }
        return replace ? IfTaken.REPLACE : skip ? IfTaken.SKIP : IfTaken.FAIL;
    }

    private static CreateDatabase database(Cursor in, int position) {
        in.advance();
        boolean ifNotExists = in.acceptIfNotExists();
        return new CreateDatabase(NameParser.ident(in, "a database name"), ifNotExists, position);
    }

    private static CreateSchema schema(Cursor in, int position) {
        in.advance();
        boolean ifNotExists = in.acceptIfNotExists();
        return new CreateSchema(NameParser.name(in, "a schema name"), ifNotExists, position);
    }

    private static CreateSecret secret(Cursor in, int position) {
        in.advance();
        boolean ifNotExists = in.acceptIfNotExists();
        ObjectName name = NameParser.name(in, "a secret's name");
        in.expect("as");
        return new CreateSecret(name, ifNotExists, ExprParser.expr(in), position);
    }

    private static CreateType type(Cursor in, int position) {
        in.advance();
        ObjectName name = NameParser.name(in, "a type name");
        in.expect("as");
        return new CreateType(name, typeDefinition(in), position);
    }

    private static TypeDefinition typeDefinition(Cursor in) {
        if (in.at("enum") || in.at("range")) {
            throw in.unsupported("CREATE TYPE .. AS " + Cursor.upper(in.text()));
        }
        if (in.accept("list")) {
            in.expectLeft();
            TypeName element = typeOption(in, "element");
            in.expectRight();
            return new TypeDefinition.ListType(element);
        }
        if (in.accept("map")) {
            in.expectLeft();
            boolean keyFirst = in.at("key");
            TypeName first = typeOption(in, keyFirst ? "key" : "value");
            in.expect(TokenKind.COMMA, "\",\"");
            TypeName second = typeOption(in, keyFirst ? "value" : "key");
            in.expectRight();
            return keyFirst ? new TypeDefinition.MapType(first, second) : new TypeDefinition.MapType(second, first);
        }
        return new TypeDefinition.RecordType(in.parenthesized(QueryParser::column));
    }

    private static TypeName typeOption(Cursor in, String word) {
        in.expect(word, "type");
        in.acceptOperator("=");
        return TypeParser.type(in);
    }

    private static CreateRole role(Cursor in, int position) {
        in.advance();
        Ident name = NameParser.ident(in, "a role's name");
        in.accept("with");
        return new CreateRole(name, roleAttributes(in), position);
    }

    static List<Option> roleAttributes(Cursor in) {
        List<Option> attributes = new ArrayList<>();
        while (in.at("password") || in.atAny(OptionNames.ROLE_ATTRIBUTES)) {
            int position = in.position();
            String word = in.text();
            in.advance();
            Optional<OptionValue> value = word.equals("password") ? Optional.of(password(in)) : Optional.empty();
            if (attributes.stream().anyMatch(other -> other.name().equals(Cursor.upper(word)))) {
                throw in.error(Cursor.upper(word) + " specified more than once", position);
            }
            attributes.add(new Option(Cursor.upper(word), value, position));
        }
        return attributes;
    }

    private static OptionValue password(Cursor in) {
        int position = in.position();
        Literal literal = in.accept("null") ? new Literal.Null(position)
                : new Literal.Text(in.expectString("a password in quotes or NULL"), position);
        return new OptionValue.Constant(literal, position);
    }
}
