package dev.mizu.sqlplanner.catalog;

/** The kinds of items that live in schemas. */
public enum ItemKind {
    TABLE("table", true),
    SOURCE("source", true),
    VIEW("view", true),
    MATERIALIZED_VIEW("materialized view", true),
    INDEX("index", false),
    SINK("sink", false),
    CONNECTION("connection", false),
    SECRET("secret", false),
    TYPE("type", false);

    private final String words;
    private final boolean relation;

    ItemKind(String words, boolean relation) {
        this.words = words;
        this.relation = relation;
    }

    /** As SQL and messages call it. */
    public String words() {
        return words;
    }

    /** Whether FROM may name it. */
    public boolean relation() {
        return relation;
    }
}
