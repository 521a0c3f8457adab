package dev.mizu.expr.functions;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;

/**
 * What a declaration says of a parameter or a result: a type, or a pseudo type that the call's arguments decide.
 * {@code toString} is the name that catalogs and errors show.
 */
public sealed interface ParamType {
    /** Exactly this type; modifiers do not matter. */
    record Exact(ScalarType type) implements ParamType {
        @Override
        public String toString() {
            return type.sqlName();
        }
    }

    /**
     * A pseudo type. In one signature all of the {@code ANYELEMENT} family speak of one element type that must be
     * equal everywhere; all of the {@code ANYCOMPATIBLE} family of one that is the common type of the arguments.
     * {@code ANY} binds nothing: each argument keeps its type.
     */
    enum Pseudo implements ParamType {
        ANY("any"),
        ANYELEMENT("anyelement"),
        ANYNONARRAY("anynonarray"),
        ANYARRAY("anyarray"),
        ANYRANGE("anyrange"),
        ANYLIST("anylist"),
        ANYMAP("anymap"),
        ANYCOMPATIBLE("anycompatible"),
        ANYCOMPATIBLENONARRAY("anycompatiblenonarray"),
        ANYCOMPATIBLEARRAY("anycompatiblearray"),
        ANYCOMPATIBLELIST("anycompatiblelist"),
        ANYCOMPATIBLEMAP("anycompatiblemap"),
        ANYCOMPATIBLERANGE("anycompatiblerange"),
        /** A record of any shape. */
        RECORD("record");

        private final String sqlName;

        Pseudo(String sqlName) {
            this.sqlName = sqlName;
        }

        /** Whether it belongs to the family whose members unify to a common type. */
        public boolean compatible() {
            return compareTo(ANYCOMPATIBLE) >= 0 && compareTo(ANYCOMPATIBLERANGE) <= 0;
        }

        /** Whether the element type that all share can be read off an argument in this place. */
        public boolean binds() {
            return this != ANY && this != RECORD;
        }

        @Override
        public String toString() {
            return sqlName;
        }
    }

    ParamType BOOL = new Exact(SimpleType.BOOL);
    ParamType INT2 = new Exact(SimpleType.INT2);
    ParamType INT4 = new Exact(SimpleType.INT4);
    ParamType INT8 = new Exact(SimpleType.INT8);
    ParamType UINT2 = new Exact(SimpleType.UINT2);
    ParamType UINT4 = new Exact(SimpleType.UINT4);
    ParamType UINT8 = new Exact(SimpleType.UINT8);
    ParamType FLOAT4 = new Exact(SimpleType.FLOAT4);
    ParamType FLOAT8 = new Exact(SimpleType.FLOAT8);
    ParamType NUMERIC = new Exact(ScalarType.NUMERIC);
    ParamType TEXT = new Exact(SimpleType.TEXT);
    ParamType VARCHAR = new Exact(ScalarType.VARCHAR);
    ParamType BPCHAR = new Exact(ScalarType.BPCHAR);
    ParamType PG_CHAR = new Exact(SimpleType.PG_CHAR);
    ParamType NAME = new Exact(SimpleType.NAME);
    ParamType BYTEA = new Exact(SimpleType.BYTEA);
    ParamType DATE = new Exact(SimpleType.DATE);
    ParamType TIME = new Exact(SimpleType.TIME);
    ParamType TIMESTAMP = new Exact(ScalarType.TIMESTAMP);
    ParamType TIMESTAMPTZ = new Exact(ScalarType.TIMESTAMPTZ);
    ParamType INTERVAL = new Exact(SimpleType.INTERVAL);
    ParamType UUID = new Exact(SimpleType.UUID);
    ParamType JSONB = new Exact(SimpleType.JSONB);
    ParamType OID = new Exact(SimpleType.OID);
    ParamType REGCLASS = new Exact(SimpleType.REGCLASS);
    ParamType REGPROC = new Exact(SimpleType.REGPROC);
    ParamType REGTYPE = new Exact(SimpleType.REGTYPE);
    ParamType MZ_TIMESTAMP = new Exact(SimpleType.MZ_TIMESTAMP);
    ParamType MZ_ACLITEM = new Exact(SimpleType.MZ_ACLITEM);
    ParamType ACLITEM = new Exact(SimpleType.ACLITEM);
    ParamType INT2VECTOR = new Exact(SimpleType.INT2VECTOR);
    ParamType TEXT_ARRAY = new Exact(new ScalarType.Array(SimpleType.TEXT));
    ParamType INT4_ARRAY = new Exact(new ScalarType.Array(SimpleType.INT4));
    ParamType ANY = Pseudo.ANY;
    ParamType ANYELEMENT = Pseudo.ANYELEMENT;
    ParamType ANYNONARRAY = Pseudo.ANYNONARRAY;
    ParamType ANYARRAY = Pseudo.ANYARRAY;
    ParamType ANYRANGE = Pseudo.ANYRANGE;
    ParamType ANYLIST = Pseudo.ANYLIST;
    ParamType ANYMAP = Pseudo.ANYMAP;
    ParamType ANYCOMPATIBLE = Pseudo.ANYCOMPATIBLE;
    ParamType ANYCOMPATIBLENONARRAY = Pseudo.ANYCOMPATIBLENONARRAY;
    ParamType ANYCOMPATIBLEARRAY = Pseudo.ANYCOMPATIBLEARRAY;
    ParamType ANYCOMPATIBLELIST = Pseudo.ANYCOMPATIBLELIST;
    ParamType ANYCOMPATIBLEMAP = Pseudo.ANYCOMPATIBLEMAP;
    ParamType ANYCOMPATIBLERANGE = Pseudo.ANYCOMPATIBLERANGE;
    ParamType RECORD = Pseudo.RECORD;
}
