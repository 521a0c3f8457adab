package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;

/** Type names: SQL's spelled-out ones become their one catalog name. */
public final class TypeParser {
    private static final int FLOAT4_DIGITS_MAX = 24;
    private static final int FLOAT8_DIGITS_MAX = 53;

    private TypeParser() {}

    /** {@code type [LIST | [] | [n]]..}. */
    public static TypeName type(Cursor in) {
        in.enter();
        int position = in.position();
        TypeName type = in.at("map") && in.kind(1) == TokenKind.LEFT_BRACKET ? map(in) : named(in);
        int layers = 0;
        while (true) {
            if (in.at(TokenKind.LEFT_BRACKET) && arraySuffix(in)) {
                type = type instanceof TypeName.Array ? type : new TypeName.Array(type, position);
            } else if (in.accept("list")) {
                type = new TypeName.ListOf(type, position);
                if (++layers > Cursor.MAX_NESTING) {
                    in.enter();
                }
            } else {
                in.exit();
                return type;
            }
        }
    }

    private static boolean arraySuffix(Cursor in) {
        if (in.kind(1) == TokenKind.RIGHT_BRACKET) {
            in.advance();
            in.advance();
            return true;
        }
        if (in.kind(1) == TokenKind.NUMBER && in.kind(2) == TokenKind.RIGHT_BRACKET) {
            in.advance();
            in.expectInteger("an array size");
            in.advance();
            return true;
        }
        return false;
    }

    private static TypeName map(Cursor in) {
        int position = in.position();
        in.advance();
        in.advance();
        TypeName key = type(in);
        in.expect(TokenKind.ARROW, "\"=>\"");
        TypeName value = type(in);
        in.expect(TokenKind.RIGHT_BRACKET, "\"]\"");
        return new TypeName.MapOf(key, value, position);
    }

    private static TypeName named(Cursor in) {
        int position = in.position();
        boolean bare = in.at(TokenKind.WORD);
        ObjectName name = NameParser.name(in, "a type name");
        if (!bare || name.parts().size() > 1) {
            return new TypeName.Named(name, modifiers(in), position);
        }
        return switch (name.last().value()) {
            case "int", "integer" -> builtin("int4", modifiers(in), position);
            case "smallint" -> builtin("int2", modifiers(in), position);
            case "bigint" -> builtin("int8", modifiers(in), position);
            case "boolean" -> builtin("bool", modifiers(in), position);
            case "real" -> builtin("float4", modifiers(in), position);
            case "decimal", "dec" -> builtin("numeric", modifiers(in), position);
            case "string" -> builtin("text", modifiers(in), position);
            case "bytes" -> builtin("bytea", modifiers(in), position);
            case "json" -> builtin("jsonb", modifiers(in), position);
            case "double" -> {
                in.accept("precision");
                yield builtin("float8", modifiers(in), position);
            }
            case "float" -> sizedFloat(in, position);
            case "char", "character" -> character(in, position);
            case "time" -> time(in, position);
            case "timestamp" -> timestamp(in, position);
            default -> new TypeName.Named(name, modifiers(in), position);
        };
    }

    private static TypeName sizedFloat(Cursor in, int position) {
        int at = in.position();
        List<Long> digits = modifiers(in);
        if (digits.isEmpty()) {
            return builtin("float8", List.of(), position);
        }
        if (digits.size() > 1 || digits.getFirst() < 1 || digits.getFirst() > FLOAT8_DIGITS_MAX) {
            throw in.error("precision for type float must be between 1 and " + FLOAT8_DIGITS_MAX + " bits", at);
        }
        return builtin(digits.getFirst() <= FLOAT4_DIGITS_MAX ? "float4" : "float8", List.of(), position);
    }

    private static TypeName character(Cursor in, int position) {
        if (in.accept("varying")) {
            return builtin("varchar", modifiers(in), position);
        }
        List<Long> length = modifiers(in);
        return builtin("bpchar", length.isEmpty() ? List.of(1L) : length, position);
    }

    private static TypeName time(Cursor in, int position) {
        List<Long> precision = modifiers(in);
        if (in.atWords("with", "time", "zone")) {
            throw in.unsupported("time with time zone", position);
        }
        in.acceptWords("without", "time", "zone");
        return builtin("time", precision, position);
    }

    private static TypeName timestamp(Cursor in, int position) {
        List<Long> precision = modifiers(in);
        if (in.acceptWords("with", "time", "zone")) {
            return builtin("timestamptz", precision, position);
        }
        in.acceptWords("without", "time", "zone");
        return builtin("timestamp", precision, position);
    }

    private static TypeName builtin(String name, List<Long> modifiers, int position) {
        return new TypeName.Named(new ObjectName(List.of(new Ident(name, position)), position), modifiers, position);
    }

    private static List<Long> modifiers(Cursor in) {
        if (!in.at(TokenKind.LEFT_PAREN)) {
            return List.of();
        }
        return in.parenthesized(cursor -> {
            boolean negative = cursor.acceptOperator("-");
            long value = cursor.expectInteger("a type modifier");
            return negative ? -value : value;
        });
    }
}
