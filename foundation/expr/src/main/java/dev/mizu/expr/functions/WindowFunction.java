package dev.mizu.expr.functions;

/** What a window function gives for a row, from the rows of its partition. */
public sealed interface WindowFunction {
    /** Unique and stable. */
    String id();

    /** The name in plans. */
    String label();

    /** Whether the frame, rather than the whole partition, decides. */
    boolean framed();

    /** Functions that know of positions. All integers are 64 bits wide. */
    enum Positional implements WindowFunction {
        /** 1, 2, 3 and so on. */
        ROW_NUMBER(false, false),
        /** The number of the first peer. */
        RANK(false, false),
        /** The number of the group of peers. */
        DENSE_RANK(false, false),
        /** The rank as a fraction between 0 and 1. */
        PERCENT_RANK(false, false),
        /** The part of the partition that is before the row or a peer of it. */
        CUME_DIST(false, false),
        /** The number of the row's bucket, of as many as the argument at the partition's first row says. */
        NTILE(false, false),
        /** The first argument some rows before; how many is the second, what else the third. */
        LAG(false, true),
        /** The first argument some rows behind; how many is the second, what else the third. */
        LEAD(false, true),
        /** The argument at the frame's first row. */
        FIRST_VALUE(true, true),
        /** The argument at the frame's last row. */
        LAST_VALUE(true, true),
        /** The first argument at the row of the frame that the second counts to. */
        NTH_VALUE(true, false);

        private final boolean framed;
        private final boolean skipping;

        Positional(boolean framed, boolean skipping) {
            this.framed = framed;
            this.skipping = skipping;
        }

        @Override
        public String id() {
            return label();
        }

        @Override
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public boolean framed() {
            return framed;
        }

        /** Whether it may be told to ignore NULLs. */
        public boolean skipping() {
            return skipping;
        }
    }

    /** An aggregate over the rows of the frame. */
    record Aggregated(AggregateFunction function) implements WindowFunction {
        @Override
        public String id() {
            return function.id();
        }

        @Override
        public String label() {
            return function.name();
        }

        @Override
        public boolean framed() {
            return true;
        }
    }
}
