package dev.mizu.sqlplanner.query;

/** Where an expression stands, and what it may hold there. {@code words} is how errors name the place. */
enum Clause {
    SELECT("SELECT", true, true),
    ORDER_BY("ORDER BY", true, true),
    DISTINCT_ON("DISTINCT ON", true, false),
    HAVING("HAVING", true, false),
    QUALIFY("QUALIFY", true, false),
    WHERE("WHERE", false, false),
    ON("JOIN conditions", false, false),
    GROUP_BY("GROUP BY", false, false),
    LIMIT("LIMIT", false, false),
    OFFSET("OFFSET", false, false),
    VALUES("VALUES", false, false),
    FROM("functions in FROM", false, false),
    FILTER("FILTER", false, false),
    AGGREGATE("an aggregate", false, false),
    WINDOW("window definitions", true, false),
    WINDOW_ARGUMENT("window function arguments", true, false),
    RETURNING("RETURNING", false, false),
    DEFAULT("DEFAULT expressions", false, false),
    CHECK("CHECK constraints", false, false),
    INDEX("index expressions", false, false),
    UPDATE("UPDATE", false, false),
    CONSTANT("this place", false, false);

    private final String words;
    private final boolean aggregates;
    private final boolean tableFunctions;

    Clause(String words, boolean aggregates, boolean tableFunctions) {
        this.words = words;
        this.aggregates = aggregates;
        this.tableFunctions = tableFunctions;
    }

    String words() {
        return words;
    }

    boolean aggregates() {
        return aggregates;
    }

    boolean tableFunctions() {
        return tableFunctions;
    }

    /** Whether a window function may stand there. */
    boolean windows() {
        return this == SELECT || this == ORDER_BY || this == DISTINCT_ON || this == QUALIFY;
    }

    /** Whether a subquery may stand there. */
    boolean subqueries() {
        return this != RETURNING && this != DEFAULT && this != CHECK && this != INDEX && this != CONSTANT;
    }
}
