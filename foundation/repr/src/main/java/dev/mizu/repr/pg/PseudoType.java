package dev.mizu.repr.pg;

/** The types that only signatures may name. */
public enum PseudoType {
    ANY("any", 2276),
    ANYARRAY("anyarray", 2277),
    ANYELEMENT("anyelement", 2283),
    ANYNONARRAY("anynonarray", 2776),
    ANYRANGE("anyrange", 3831),
    ANYCOMPATIBLE("anycompatible", 5077),
    ANYCOMPATIBLEARRAY("anycompatiblearray", 5078),
    ANYCOMPATIBLENONARRAY("anycompatiblenonarray", 5079),
    ANYCOMPATIBLERANGE("anycompatiblerange", 5080),
    ANYCOMPATIBLELIST("anycompatiblelist", 16454),
    ANYCOMPATIBLEMAP("anycompatiblemap", 16455),
    INTERNAL("internal", 2281),
    TRIGGER("trigger", 2279),
    RECORD("record", 2249);

    private final String sqlName;
    private final long oid;

    PseudoType(String sqlName, long oid) {
        this.sqlName = sqlName;
        this.oid = oid;
    }

    /** {@code pg_type.typname}. */
    public String sqlName() {
        return sqlName;
    }

    public long oid() {
        return oid;
    }
}
