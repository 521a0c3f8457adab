package dev.mizu.expr.kernel;

/** The six comparisons, as answers to how two values are ordered. */
public enum Comparison {
    EQ("=") {
        @Override
        public boolean holds(int order) {
            return order == 0;
        }
    },
    NE("<>") {
        @Override
        public boolean holds(int order) {
            return order != 0;
        }
    },
    LT("<") {
        @Override
        public boolean holds(int order) {
            return order < 0;
        }
    },
    LE("<=") {
        @Override
        public boolean holds(int order) {
            return order <= 0;
        }
    },
    GT(">") {
        @Override
        public boolean holds(int order) {
            return order > 0;
        }
    },
    GE(">=") {
        @Override
        public boolean holds(int order) {
            return order >= 0;
        }
    };

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether it holds between values of which the first sorts {@code order} (negative, zero, positive) the second. */
    public abstract boolean holds(int order);
}
