package dev.mizu.sqlparser.lex;

/** How tightly operators bind, loosest first. The printer places brackets by the same numbers. */
public final class Precedence {
    public static final int OR = 1;
    public static final int AND = 2;
    public static final int NOT = 3;
    public static final int IS = 4;
    public static final int COMPARISON = 5;
    public static final int LIKE = 6;
    public static final int OTHER = 7;
    public static final int ADDITION = 8;
    public static final int MULTIPLICATION = 9;
    public static final int COLLATE = 10;
    public static final int SIGN = 11;
    public static final int POSTFIX = 12;

    private Precedence() {}

    /** An infix operator's binding by its symbol. */
    public static int ofSymbol(String symbol) {
        return switch (symbol) {
            case "=", "<", ">", "<=", ">=", "<>" -> COMPARISON;
            case "+", "-" -> ADDITION;
            case "*", "/", "%" -> MULTIPLICATION;
            default -> OTHER;
        };
    }
}
