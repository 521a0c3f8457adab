package dev.mizu.sqlparser.lex;

/** What a token is. Its text, where it has one, is in {@link Tokens#text}. */
public enum TokenKind {
    /** A bare word, folded: keyword or identifier. */
    WORD,
    /** A quoted identifier, unquoted. */
    QUOTED,
    /** A string literal of any quoting, unescaped. */
    STRING,
    /** A number as written. */
    NUMBER,
    /** {@code $n}; the text is the digits. */
    PARAMETER,
    /** An operator's symbol; {@code !=} arrives as {@code <>}. */
    OPERATOR,
    /** {@code =>}. */
    ARROW,
    LEFT_PAREN, RIGHT_PAREN, LEFT_BRACKET, RIGHT_BRACKET, COMMA, SEMICOLON, DOT, COLON, DOUBLE_COLON,
    END
}
