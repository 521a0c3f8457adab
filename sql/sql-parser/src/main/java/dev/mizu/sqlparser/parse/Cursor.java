package dev.mizu.sqlparser.parse;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlparser.lex.TokenKind;
import dev.mizu.sqlparser.lex.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A place in a token sequence, with the limits on depth. Owns the parse's only mutable state, on one thread. */
public final class Cursor {
    /** Most levels of brackets, subqueries and prefix operators around anything. */
    static final int MAX_NESTING = 128;

    /**
     * Tallest tree that chains of operators, set operations and joins may build. Who walks a tree does so recursively
     * with a frame of about 1 KB in a switch over patterns, on a stack of 1 MB.
     */
    private static final int MAX_HEIGHT = 300;

    private final Tokens tokens;
    private int at;
    private int nesting;
    private int height;

    public Cursor(Tokens tokens) {
        this.tokens = tokens;
    }

    public int index() {
        return at;
    }

    /** Goes back to an {@link #index()} of before; only over a bounded stretch, or parsing is no longer linear. */
    void reset(int index) {
        at = index;
    }

    void advance() {
        if (at < tokens.count() - 1) {
            at++;
        }
    }

    TokenKind kind() {
        return tokens.kind(at);
    }

    TokenKind kind(int ahead) {
        return tokens.kind(Math.min(at + ahead, tokens.count() - 1));
    }

    String text() {
        return tokens.text(at);
    }

    String text(int ahead) {
        return tokens.text(Math.min(at + ahead, tokens.count() - 1));
    }

    public int position() {
        return tokens.position(at);
    }

    public boolean atEnd() {
        return kind() == TokenKind.END;
    }

    boolean at(TokenKind kind) {
        return kind() == kind;
    }

    boolean at(String word) {
        return tokens.kind(at) == TokenKind.WORD && tokens.text(at).equals(word);
    }

    boolean at(int ahead, String word) {
        return kind(ahead) == TokenKind.WORD && text(ahead).equals(word);
    }

    boolean atAny(Set<String> words) {
        return tokens.kind(at) == TokenKind.WORD && words.contains(tokens.text(at));
    }

    boolean atWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!at(i, words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean atOperator(String symbol) {
        return tokens.kind(at) == TokenKind.OPERATOR && tokens.text(at).equals(symbol);
    }

    boolean accept(TokenKind kind) {
        boolean here = tokens.kind(at) == kind;
        if (here) {
            advance();
        }
        return here;
    }

    boolean accept(String word) {
        boolean here = at(word);
        if (here) {
            at++;
        }
        return here;
    }

    boolean acceptWords(String... words) {
        boolean here = atWords(words);
        if (here) {
            at += words.length;
        }
        return here;
    }

    boolean acceptOperator(String symbol) {
        boolean here = atOperator(symbol);
        if (here) {
            at++;
        }
        return here;
    }

    void expect(TokenKind kind, String shown) {
        if (!accept(kind)) {
            throw expected(shown);
        }
    }

    void expectLeft() {
        expect(TokenKind.LEFT_PAREN, "\"(\"");
    }

    void expectRight() {
        expect(TokenKind.RIGHT_PAREN, "\")\"");
    }

    void expect(String... words) {
        for (String word : words) {
            if (!accept(word)) {
                throw expected(upper(word));
            }
        }
    }

    void expectOperator(String symbol) {
        if (!acceptOperator(symbol)) {
            throw expected("\"" + symbol + "\"");
        }
    }

    String expectString(String what) {
        if (kind() != TokenKind.STRING) {
            throw expected(what);
        }
        String text = text();
        advance();
        return text;
    }

    /** An unsigned integer that fits a long. */
    long expectInteger(String what) {
        if (kind() != TokenKind.NUMBER) {
            throw expected(what);
        }
        try {
            long value = Long.parseLong(text());
            advance();
            return value;
        } catch (NumberFormatException e) {
            throw expected(what);
        }
    }

    public void skipSemicolons() {
        while (accept(TokenKind.SEMICOLON)) {
            continue;
        }
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw expected("end of input");
        }
    }

    /** A semicolon or the end of the text must be here. */
    public void expectEndOfStatement() {
        if (!atEnd() && !at(TokenKind.SEMICOLON)) {
            throw expected("end of statement");
        }
    }

    /** One or more items between commas. */
    <T> List<T> commaList(Function<Cursor, T> item) {
        List<T> list = new ArrayList<>(4);
        do {
            list.add(item.apply(this));
        } while (accept(TokenKind.COMMA));
        return list;
    }

    /** {@code (item, ..)}, one or more. */
    <T> List<T> parenthesized(Function<Cursor, T> item) {
        expectLeft();
        List<T> list = commaList(item);
        expectRight();
        return list;
    }

    /** {@code (item, ..)} or {@code ()}. */
    <T> List<T> parenthesizedOrEmpty(Function<Cursor, T> item) {
        expectLeft();
        if (accept(TokenKind.RIGHT_PAREN)) {
            return List.of();
        }
        List<T> list = commaList(item);
        expectRight();
        return list;
    }

    boolean acceptIfExists() {
        return acceptWords("if", "exists");
    }

    boolean acceptIfNotExists() {
        return acceptWords("if", "not", "exists");
    }

    /** One level deeper; {@link #exit()} comes back. Not undone on errors: they end the parse. */
    void enter() {
        if (++nesting > MAX_NESTING) {
            throw SqlError.of(SqlState.STATEMENT_TOO_COMPLEX,
                    "statement is nested deeper than " + MAX_NESTING + " levels").withPosition(position())
                    .toException();
        }
    }

    void exit() {
        nesting--;
    }

    /** Height of the tallest tree built since the last {@link #height(int)}. */
    int height() {
        return height;
    }

    void height(int trees) {
        if (trees > MAX_HEIGHT) {
            throw SqlError.of(SqlState.STATEMENT_TOO_COMPLEX,
                    "more than " + MAX_HEIGHT + " operators in a row").withPosition(position()).toException();
        }
        height = trees;
    }

    /** {@code expected <what>, found <token>} at the current token. Literals are not repeated: they may be secret. */
    SqlException expected(String what) {
        return error("expected " + what + ", found " + found(), position());
    }

    private String found() {
        return switch (kind()) {
            case END -> "end of input";
            case STRING -> "a string";
            case QUOTED -> "identifier \"" + text() + "\"";
            case PARAMETER -> "parameter $" + text();
            case NUMBER -> "number " + text();
            case WORD -> Identifiers.reserved(text()) ? upper(text()) : "\"" + text() + "\"";
            default -> "\"" + text() + "\"";
        };
    }

    SqlException error(String message, int position) {
        return SqlError.of(SqlState.SYNTAX_ERROR, message).withPosition(position).toException();
    }

    /** 0A000 by the feature's name, at the current token. */
    SqlException unsupported(String feature) {
        return unsupported(feature, position());
    }

    SqlException unsupported(String feature, int position) {
        return SqlException.unsupported(feature).error().withPosition(position).toException();
    }

    /** ASCII upper case: how keywords are shown. */
    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Source from the token at {@code first} to the one before the current. */
    public String sourceSince(int first) {
        return tokens.source(first, at - 1);
    }
}
