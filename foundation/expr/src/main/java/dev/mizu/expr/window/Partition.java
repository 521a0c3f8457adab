package dev.mizu.expr.window;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;

/**
 * The rows of one partition in the window's order, each as often as it occurs; differences mean nothing here.
 *
 * @param peers for every row the first of its peers, those that the order does not tell from it
 */
public record Partition(ColumnBatch rows, int[] peers) {
    int size() {
        return rows.size();
    }

    /** The values of a column or literal. */
    Values values(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> new Values.Stored(rows.column(index));
            case ScalarExpr.Literal literal -> new Values.Same(literal.value());
            default -> throw dev.mizu.base.Check.unreachable("a window function over " + expr);
        };
    }

    /** One value a row. */
    sealed interface Values {
        Datum at(int row);

        boolean nullAt(int row);

        /** A column. */
        record Stored(Vector vector) implements Values {
            @Override
            public Datum at(int row) {
                return vector.datum(row);
            }

            @Override
            public boolean nullAt(int row) {
                return vector.isNull(row);
            }
        }

        /** A literal. */
        record Same(Datum value) implements Values {
            @Override
            public Datum at(int row) {
                return value;
            }

            @Override
            public boolean nullAt(int row) {
                return value.isNull();
            }
        }
    }
}
