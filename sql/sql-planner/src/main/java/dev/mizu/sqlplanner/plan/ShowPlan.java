package dev.mizu.sqlplanner.plan;

/** SHOW forms that are not queries over the system catalog (those are {@link QueryPlan.Select}). */
public sealed interface ShowPlan extends Plan {
    /** SHOW CREATE: one row of two text columns, {@code name} and {@code create_sql}. */
    record ShowCreate(String name, String createSql) implements ShowPlan {}

    /** SHOW of one variable: one row, one text column named after it. */
    record ShowVariable(String name) implements ShowPlan {}

    /** SHOW ALL: text columns name, setting, description. */
    record ShowAll() implements ShowPlan {}
}
