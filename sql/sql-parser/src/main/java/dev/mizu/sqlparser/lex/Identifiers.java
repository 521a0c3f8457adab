package dev.mizu.sqlparser.lex;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Facts about names: which words are reserved where, which need quotes, how long a name may be. */
public final class Identifiers {
    /** Longest name, in UTF-8 bytes. */
    public static final int MAX_BYTES = 255;

    /** Words that name nothing anywhere unless quoted. */
    public static final Set<String> RESERVED = Set.of("with", "select", "from", "where", "group", "having", "qualify",
            "window", "order", "limit", "offset", "fetch", "options", "returning", "union", "except", "intersect");

    /** Words that beyond {@link #RESERVED} are no column in an expression. */
    public static final Set<String> RESERVED_IN_EXPRESSIONS =
            Set.of("true", "false", "null", "array", "case", "cast", "not");

    /** Words that beyond {@link #RESERVED} are no table alias without AS. */
    public static final Set<String> RESERVED_AS_TABLE_ALIAS = Set.of("on", "join", "inner", "cross", "full", "left",
            "right", "natural", "using", "set", "outer");

    /** Words that beyond {@link #RESERVED} are no column alias without AS. */
    public static final Set<String> RESERVED_AS_COLUMN_ALIAS =
            Set.of("year", "month", "day", "hour", "minute", "second", "into");

    /** Words that mean more than their name where an expression may start, so a column of that name is quoted. */
    private static final Set<String> SPECIAL_IN_EXPRESSIONS = Set.of("current_role", "current_user", "session_user",
            "current_schema", "current_catalog", "current_timestamp", "exists", "list", "map", "row", "interval",
            "extract", "position", "substring", "trim", "overlay", "operator", "any", "some", "all", "default", "user",
            "distinct", "between", "in", "is", "like", "ilike", "and", "or", "as", "of", "isnull", "notnull",
            "collate", "escape", "when", "then", "else", "end", "over", "filter", "lateral", "rows", "table", "values",
            "show", "for", "up", "secret", "asc", "desc", "nulls", "if", "char", "only", "to", "at", "tablesample",
            "stdin", "stdout", "replica", "recursive", "mutually");

    /** Words that a command reads as its own where it also takes a name: SHOW, SET, RESET, GRANT, DEALLOCATE. */
    private static final Set<String> COMMAND_WORDS = Set.of("names", "schema", "role", "clusters", "columns",
            "connections", "create", "databases", "fields", "functions", "indexes", "objects", "privileges", "roles",
            "schemas", "secrets", "sinks", "sources", "subsources", "tables", "types", "users", "views", "prepare",
            "insert", "update", "delete", "usage", "createrole", "createdb", "createcluster", "createnetworkpolicy",
            "time", "transaction", "session", "local", "full", "extended", "redacted", "constraints", "authorization");

    /** Words of the above that are safe in front of a bracket. */
    private static final Set<String> CALLABLE = Set.of("left", "right", "extract", "position", "substring", "overlay",
            "year", "month", "day", "hour", "minute", "second", "current_role", "current_user", "session_user",
            "current_schema", "current_catalog", "current_timestamp");

    /** Spellings of types that stand for another name unless quoted. */
    private static final Set<String> TYPE_SPELLINGS = Set.of("int", "integer", "smallint", "bigint", "boolean", "real",
            "decimal", "dec", "string", "bytes", "json", "double", "float", "char", "character", "map", "list");

    private Identifiers() {}

    /** Whether the word can never stand bare as a name. */
    public static boolean reserved(String word) {
        return RESERVED.contains(word);
    }

    /** The name as SQL text: bare when that reads back as the same name everywhere, else in double quotes. */
    public static String quote(String name) {
        if (plain(name) && !RESERVED.contains(name) && !RESERVED_IN_EXPRESSIONS.contains(name)
                && !RESERVED_AS_TABLE_ALIAS.contains(name) && !RESERVED_AS_COLUMN_ALIAS.contains(name)
                && !SPECIAL_IN_EXPRESSIONS.contains(name)) {
            return name;
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name of a variable, role or prepared statement as SQL text, right behind the command's own words. */
    public static String quoteInCommand(String name) {
        return COMMAND_WORDS.contains(name) ? '"' + name + '"' : quote(name);
    }

    /** The name of a function as SQL text. */
    public static String quoteFunction(String name) {
        return CALLABLE.contains(name) ? name : quote(name);
    }

    /** The unqualified name of a type as SQL text. */
    public static String quoteType(String name) {
        boolean bare = plain(name) && !RESERVED.contains(name) && !TYPE_SPELLINGS.contains(name)
                && !RESERVED_IN_EXPRESSIONS.contains(name);
        return bare ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Whether the name, written bare, lexes as one word and folds to itself. */
    public static boolean plain(String name) {
        if (name.isEmpty() || !(starts(name.charAt(0)) && !upper(name.charAt(0)))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!continues(name.charAt(i)) || upper(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a name may be this long. */
    public static boolean fits(String name) {
        return name.length() <= MAX_BYTES / 3 || name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    static boolean starts(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean continues(char c) {
        return starts(c) || c >= '0' && c <= '9' || c == '$';
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
