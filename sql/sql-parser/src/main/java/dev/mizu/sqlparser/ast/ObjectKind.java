package dev.mizu.sqlparser.ast;

import java.util.Locale;

/** Kinds of named things. */
public enum ObjectKind {
    TABLE, VIEW, MATERIALIZED_VIEW, SOURCE, SUBSOURCE, SINK, INDEX, TYPE, SECRET, CONNECTION, CONTINUAL_TASK, FUNCTION,
    COLUMN, DATABASE, SCHEMA, CLUSTER, CLUSTER_REPLICA, ROLE, NETWORK_POLICY;

    private final String words = name().replace('_', ' ');

    /** Its SQL words in upper case: {@code MATERIALIZED VIEW}. */
    public String words() {
        return words;
    }

    /** Its words in a message: {@code materialized view}. */
    public String lowerWords() {
        return words.toLowerCase(Locale.ROOT);
    }
}
