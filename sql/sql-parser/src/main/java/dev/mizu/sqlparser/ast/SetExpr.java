package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** The body of a query. */
public sealed interface SetExpr {
    int position();

    /** {@code left op [ALL] right}. */
    record SetOperation(SetOperator operator, boolean all, SetExpr left, SetExpr right, int position)
            implements SetExpr {}

    /** Set operators; INTERSECT binds tighter. */
    enum SetOperator {
        UNION, EXCEPT, INTERSECT
    }

    /** Rows of equal or, until planning, unequal length. */
    record Values(List<List<Expr>> rows, int position) implements SetExpr {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** {@code TABLE name}. */
    record Table(ObjectName name, int position) implements SetExpr {}

    /** A query in brackets that has CTEs or a finishing of its own. */
    record Nested(Query query, int position) implements SetExpr {}

    /** A SHOW statement used as rows. */
    record Show(ShowStatement statement, int position) implements SetExpr {}

    /** One SELECT block; options are the group size hints. */
    record Select(Distinct distinct, List<SelectItem> items, List<TableRef> from, Optional<Expr> where,
            List<Expr> groupBy, Optional<Expr> having, Optional<Expr> qualify, List<Option> options, int position)
            implements SetExpr {
        public Select {
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            options = List.copyOf(options);
        }
    }

    /** What becomes of equal rows. */
    sealed interface Distinct {
        record None() implements Distinct {}

        record EntireRow() implements Distinct {}

        record On(List<Expr> keys) implements Distinct {
            public On {
                keys = List.copyOf(keys);
            }
        }
    }

    /** One item of a select or RETURNING list. {@code t.*} is a {@link Value}. */
    sealed interface SelectItem {
        int position();

        record Star(int position) implements SelectItem {}

        record Value(Expr expr, Optional<Ident> alias, int position) implements SelectItem {}
    }
}
