package dev.mizu.expr.functions;

import dev.mizu.base.Check;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The spelling of types inside function ids: as users read them, with record fields quoted so that every type can be
 * read back. Reading a text that {@link #print} did not write fails a check.
 */
public final class TypeNames {
    private static final Map<String, ScalarType> WORDS = new HashMap<>();

    static {
        for (SimpleType type : SimpleType.values()) {
            WORDS.put(type.sqlName(), type);
        }
        for (ScalarType type : List.of(
                ScalarType.NUMERIC, ScalarType.VARCHAR, ScalarType.BPCHAR, ScalarType.TIMESTAMP,
                ScalarType.TIMESTAMPTZ)) {
            WORDS.put(type.sqlName(), type);
        }
        for (ScalarType element : List.of(
                SimpleType.INT4, SimpleType.INT8, SimpleType.DATE, ScalarType.NUMERIC, ScalarType.TIMESTAMP,
                ScalarType.TIMESTAMPTZ)) {
            ScalarType range = new ScalarType.Range(element);
            WORDS.put(range.sqlName(), range);
        }
    }

    private final String text;
    private int at;

    private TypeNames(String text, int at) {
        this.text = text;
        this.at = at;
    }

    public static String print(ScalarType type) {
        return switch (type) {
            case ScalarType.Array a -> print(a.element()) + "[]";
            case ScalarType.ListOf l -> print(l.element()) + " list";
            case ScalarType.MapOf m -> "map[text=>" + print(m.value()) + "]";
            case ScalarType.Record r -> r.fields().stream()
                    .map(f -> quote(f.name()) + ":" + print(f.type().scalar()) + (f.type().nullable() ? "?" : ""))
                    .collect(Collectors.joining(",", "record(", ")"));
            default -> type.toString();
        };
    }

    public static ScalarType parse(String text) {
        TypeNames reader = new TypeNames(text, 0);
        ScalarType type = reader.type();
        Check.that(reader.at == text.length(), "a type and nothing else");
        return type;
    }

    /** Types between {@code open} (the offset of a parenthesis) and the parenthesis that closes it at the end. */
    public static List<ScalarType> parseList(String text, int open) {
        TypeNames reader = new TypeNames(text, open + 1);
        List<ScalarType> types = new ArrayList<>();
        while (!reader.skip(")")) {
            types.add(reader.type());
            reader.skip(",");
        }
        Check.that(reader.at == text.length(), "types and nothing else");
        return types;
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private ScalarType type() {
        ScalarType type;
        if (skip("map[text=>")) {
            type = new ScalarType.MapOf(type());
            Check.that(skip("]"), "a map type closed");
        } else if (skip("record(")) {
            type = record();
        } else {
            type = word();
        }
        while (true) {
            if (skip("[]")) {
                type = new ScalarType.Array(type);
            } else if (skip(" list")) {
                type = new ScalarType.ListOf(type);
            } else {
                return type;
            }
        }
    }

    private ScalarType record() {
        List<ScalarType.Field> fields = new ArrayList<>();
        while (!skip(")")) {
            String name = quoted();
            Check.that(skip(":"), "a field's type");
            ScalarType type = type();
            fields.add(new ScalarType.Field(name, new ColumnType(type, skip("?"))));
            skip(",");
        }
        return new ScalarType.Record(fields);
    }

    private String quoted() {
        Check.that(skip("\""), "a quoted name");
        StringBuilder name = new StringBuilder();
        while (true) {
            int end = text.indexOf('"', at);
            Check.that(end >= 0, "a quoted name closed");
            name.append(text, at, end);
            at = end + 1;
            if (!skip("\"")) {
                return name.toString();
            }
            name.append('"');
        }
    }

    /** The longest known name from here on, with its modifier; that of timestamps stands inside the name. */
    private ScalarType word() {
        if (text.startsWith("timestamp(", at)) {
            return timestamp();
        }
        String best = "";
        for (String word : WORDS.keySet()) {
            if (word.length() > best.length() && text.startsWith(word, at)) {
                best = word;
            }
        }
        Check.that(!best.isEmpty(), "a type's name");
        at += best.length();
        ScalarType plain = Objects.requireNonNull(WORDS.get(best));
        if (!(plain instanceof ScalarType.Numeric || plain instanceof ScalarType.Varchar
                || plain instanceof ScalarType.Char) || !skip("(")) {
            return plain;
        }
        int modifier = number();
        if (plain instanceof ScalarType.Numeric) {
            Check.that(skip(","), "a scale");
            modifier = number();
        }
        Check.that(skip(")"), "a modifier closed");
        OptionalInt value = OptionalInt.of(modifier);
        return switch (plain) {
            case ScalarType.Numeric n -> new ScalarType.Numeric(value);
            case ScalarType.Varchar v -> new ScalarType.Varchar(value);
            default -> new ScalarType.Char(value);
        };
    }

    private ScalarType timestamp() {
        skip("timestamp(");
        OptionalInt precision = OptionalInt.of(number());
        Check.that(skip(")"), "a precision closed");
        if (skip(" with time zone")) {
            return new ScalarType.TimestampTz(precision);
        }
        Check.that(skip(" without time zone"), "a timestamp");
        return new ScalarType.Timestamp(precision);
    }

    private int number() {
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private boolean skip(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }
}
