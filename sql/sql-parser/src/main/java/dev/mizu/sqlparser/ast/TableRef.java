package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** What FROM names. */
public sealed interface TableRef {
    int position();

    /** A name for a relation and, possibly, for its leading columns. */
    record Alias(Ident name, List<Ident> columns) {
        public Alias {
            columns = List.copyOf(columns);
        }
    }

    record Table(ObjectName name, Optional<Alias> alias, int position) implements TableRef {}

    /** A query in brackets. */
    record Derived(boolean lateral, Query query, Optional<Alias> alias, int position) implements TableRef {}

    /** A table function; always sees what stands left of it. */
    record Function(boolean lateral, Expr.Call call, boolean ordinality, Optional<Alias> alias, int position)
            implements TableRef {}

    /** {@code ROWS FROM (f(..), g(..))}: zipped. */
    record RowsFrom(boolean lateral, List<Expr.Call> calls, boolean ordinality, Optional<Alias> alias, int position)
            implements TableRef {
        public RowsFrom {
            calls = List.copyOf(calls);
        }
    }

    /** A join in brackets. With an alias, the names inside are hidden behind it. */
    record Nested(TableRef inner, Optional<Alias> alias, int position) implements TableRef {}

    record Join(TableRef left, TableRef right, JoinKind kind, JoinCondition condition, int position)
            implements TableRef {}

    /** How unmatched rows fare. */
    enum JoinKind {
        CROSS, INNER, LEFT, RIGHT, FULL
    }

    /** What pairs rows. {@code None} belongs to CROSS alone. */
    sealed interface JoinCondition {
        record None() implements JoinCondition {}

        record Natural() implements JoinCondition {}

        record On(Expr expr) implements JoinCondition {}

        record Using(List<Ident> columns, Optional<Ident> alias) implements JoinCondition {
            public Using {
                columns = List.copyOf(columns);
            }
        }
    }
}
