package dev.mizu.sqlparser.lex;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;

/**
 * PostgreSQL's lexical rules: nested comments, the trailing sign rule of operators, strings that continue on the next
 * line, {@code E''}, {@code U&''} and dollar quoting. One pass by hand over the text's characters.
 */
public final class Lexer {
    private final String sql;
    private final int length;
    private final Tokens tokens;
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
        this.length = sql.length();
        this.tokens = new Tokens(sql);
    }

    /** All tokens of the text; throws 42601 where a token does not end or a character starts none. */
    public static Tokens lex(String sql) {
        Lexer lexer = new Lexer(sql);
        int nul = sql.indexOf('\0');
        if (nul >= 0) {
            throw lexer.error("null character not permitted", nul);
        }
        while (lexer.skipBlanks()) {
            lexer.token();
        }
        lexer.tokens.add(TokenKind.END, "", sql.length(), sql.length());
        return lexer.tokens.finish();
    }

    private void token() {
        int start = at;
        char c = sql.charAt(at);
        if (Identifiers.starts(c)) {
            if (!prefixedString(c)) {
                word();
            }
        } else if (digit(c) || c == '.' && digit(peek(1))) {
            number();
        } else {
            switch (c) {
                case '\'' -> add(TokenKind.STRING, StringLexer.plain(this), start);
                case '"' -> quotedIdentifier(start);
                case '$' -> dollar();
                case '(' -> single(TokenKind.LEFT_PAREN, "(");
                case ')' -> single(TokenKind.RIGHT_PAREN, ")");
                case '[' -> single(TokenKind.LEFT_BRACKET, "[");
                case ']' -> single(TokenKind.RIGHT_BRACKET, "]");
                case ',' -> single(TokenKind.COMMA, ",");
                case ';' -> single(TokenKind.SEMICOLON, ";");
                case '.' -> single(TokenKind.DOT, ".");
                case ':' -> colon();
                default -> operator(c);
            }
        }
    }

    private boolean prefixedString(char c) {
        char next = peek(1);
        int start = at;
        if (next == '\'') {
            switch (c) {
                case 'e', 'E' -> {
                    at++;
                    add(TokenKind.STRING, StringLexer.escaped(this), start);
                    return true;
                }
                case 'x', 'X' -> throw unsupported("a hex string literal");
                case 'b', 'B' -> throw unsupported("a bit string literal");
                default -> {
                    return false;
                }
            }
        }
        if (next == '&' && (c == 'u' || c == 'U') && (peek(2) == '\'' || peek(2) == '"')) {
            boolean string = peek(2) == '\'';
            at += 2;
            String raw = string ? StringLexer.plain(this) : StringLexer.quoted(this, '"', "quoted identifier");
            String text = StringLexer.unicode(this, raw, start);
            addName(string, text, start);
            return true;
        }
        return false;
    }

    private void addName(boolean string, String text, int start) {
        if (string) {
            add(TokenKind.STRING, text, start);
        } else {
            checkName(text, start);
            add(TokenKind.QUOTED, text, start);
        }
    }

    private void quotedIdentifier(int start) {
        String text = StringLexer.quoted(this, '"', "quoted identifier");
        checkName(text, start);
        add(TokenKind.QUOTED, text, start);
    }

    private void checkName(String name, int start) {
        if (name.isEmpty()) {
            throw error("zero-length delimited identifier", start);
        }
        if (name.equals(".") || name.equals("..")) {
            throw error("\"" + name + "\" is not a valid identifier", start);
        }
        if (!Identifiers.fits(name)) {
            throw error("identifier is longer than " + Identifiers.MAX_BYTES + " bytes", start);
        }
    }

    private void word() {
        int start = at++;
        while (at < length && Identifiers.continues(sql.charAt(at))) {
            at++;
        }
        String word = KnownWords.fold(sql, start, at);
        if (!Identifiers.fits(word)) {
            throw error("identifier is longer than " + Identifiers.MAX_BYTES + " bytes", start);
        }
        tokens.add(TokenKind.WORD, word, start, at);
    }

    private void number() {
        int start = at;
        digits();
        if (peek(0) == '.') {
            at++;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (digit(peek(1 + sign))) {
                at += 1 + sign;
                digits();
            }
        }
        if (at < length && Identifiers.starts(sql.charAt(at))) {
            throw error("trailing junk after a number", start);
        }
        tokens.add(TokenKind.NUMBER, sql.substring(start, at), start, at);
    }

    private void digits() {
        while (at < length && digit(sql.charAt(at))) {
            at++;
        }
    }

    private void dollar() {
        int start = at;
        if (digit(peek(1))) {
            at++;
            digits();
            tokens.add(TokenKind.PARAMETER, sql.substring(start + 1, at), start, at);
            return;
        }
        int tagEnd = at + 1;
        while (tagEnd < length && sql.charAt(tagEnd) != '$' && Identifiers.continues(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= length || sql.charAt(tagEnd) != '$') {
            throw error("unexpected character \"$\"", start);
        }
        String tag = sql.substring(start, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            throw error("unterminated dollar-quoted string", start);
        }
        at = close + tag.length();
        add(TokenKind.STRING, sql.substring(tagEnd + 1, close), start);
    }

    private void colon() {
        if (peek(1) == ':') {
            at += 2;
            tokens.add(TokenKind.DOUBLE_COLON, "::", at - 2, at);
        } else {
            single(TokenKind.COLON, ":");
        }
    }

    private void operator(char first) {
        if (!operatorCharacter(first)) {
            throw error("unexpected character " + (first < ' ' ? "U+%04X".formatted((int) first) : "\"" + first + "\""),
                    at);
        }
        int start = at;
        boolean mayEndInSign = false;
        while (at < length && operatorCharacter(sql.charAt(at)) && !commentStarts()) {
            mayEndInSign |= "~!@#%^&|`?".indexOf(sql.charAt(at)) >= 0;
            at++;
        }
        while (!mayEndInSign && at > start + 1 && (sql.charAt(at - 1) == '+' || sql.charAt(at - 1) == '-')) {
            at--;
        }
        if (at == start + 1) {
            tokens.add(TokenKind.OPERATOR, symbol(first), start, at);
            return;
        }
        String text = sql.substring(start, at);
        switch (text) {
            case "=>" -> tokens.add(TokenKind.ARROW, text, start, at);
            case "!=" -> tokens.add(TokenKind.OPERATOR, "<>", start, at);
            default -> tokens.add(TokenKind.OPERATOR, text, start, at);
        }
    }

    private static String symbol(char c) {
        return switch (c) {
            case '=' -> "=";
            case '*' -> "*";
            case '+' -> "+";
            case '-' -> "-";
            case '<' -> "<";
            case '>' -> ">";
            case '/' -> "/";
            default -> String.valueOf(c);
        };
    }

    private static boolean operatorCharacter(char c) {
        return switch (c) {
            case '+', '-', '*', '/', '<', '>', '=', '~', '!', '@', '#', '%', '^', '&', '|', '`', '?' -> true;
            default -> false;
        };
    }

    private boolean commentStarts() {
        char c = sql.charAt(at);
        return c == '-' && peek(1) == '-' || c == '/' && peek(1) == '*';
    }

    /** Moves past blanks and comments; false at the end of the text. */
    private boolean skipBlanks() {
        while (at < length) {
            char c = sql.charAt(at);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                at++;
            } else if (c == '-' && peek(1) == '-') {
                lineComment();
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void lineComment() {
        while (at < length && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void blockComment() {
        int start = at;
        int depth = 0;
        while (at < length) {
            char c = sql.charAt(at);
            if (c == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else if (c == '*' && peek(1) == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        throw error("unterminated comment", start);
    }

    /**
     * Whether another string literal follows after blanks with at least one line end between: then the two are one.
     * Moves to its opening quote.
     */
    boolean continuesOnNextLine() {
        int back = at;
        boolean newline = false;
        while (at < length && (sql.charAt(at) == ' ' || sql.charAt(at) >= '\t' && sql.charAt(at) <= '\r')) {
            newline |= sql.charAt(at) == '\n' || sql.charAt(at) == '\r';
            at++;
        }
        if (newline && peek(0) == '\'') {
            return true;
        }
        at = back;
        return false;
    }

    /** Skips blanks and comments and says whether the given word follows; moves past it. */
    boolean acceptWord(String word) {
        int back = at;
        if (skipBlanks() && sql.regionMatches(true, at, word, 0, word.length())) {
            at += word.length();
            return true;
        }
        at = back;
        return false;
    }

    /** The offset after blanks and comments. */
    int skipToToken() {
        skipBlanks();
        return at;
    }

    String sql() {
        return sql;
    }

    int offset() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    /** The character {@code ahead} of the current one, U+0000 past the end. */
    char peek(int ahead) {
        return at + ahead < length ? sql.charAt(at + ahead) : '\0';
    }

    private void single(TokenKind kind, String text) {
        tokens.add(kind, text, at, ++at);
    }

    private void add(TokenKind kind, String text, int start) {
        tokens.add(kind, text, start, at);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    SqlException error(String message, int offset) {
        return SqlError.of(SqlState.SYNTAX_ERROR, message)
                .withPosition(sql.codePointCount(0, Math.min(offset, length)) + 1)
                .toException();
    }

    private SqlException unsupported(String feature) {
        return SqlException.unsupported(feature).error()
                .withPosition(sql.codePointCount(0, at) + 1)
                .toException();
    }
}
