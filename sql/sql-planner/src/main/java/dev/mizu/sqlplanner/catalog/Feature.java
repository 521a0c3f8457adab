package dev.mizu.sqlplanner.catalog;

/** A part of SQL that is there only while a variable of the region, off by default, is on. */
public enum Feature {
    /** PRIMARY KEY and UNIQUE of tables. */
    TABLE_KEYS("unsafe_enable_table_keys"),
    /** FOREIGN KEY and REFERENCES of tables. */
    TABLE_FOREIGN_KEYS("unsafe_enable_table_foreign_key"),
    /** CHECK of tables. */
    TABLE_CHECKS("unsafe_enable_table_check_constraint");

    private final String variable;

    Feature(String variable) {
        this.variable = variable;
    }

    public String variable() {
        return variable;
    }
}
