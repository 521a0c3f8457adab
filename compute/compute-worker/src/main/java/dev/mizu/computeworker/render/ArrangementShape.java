package dev.mizu.computeworker.render;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import java.util.ArrayList;
import java.util.List;

/**
 * How a collection lies in an arrangement: its key expressions first, then the columns that are not keys themselves.
 *
 * @param arrange makes an arranged row of a row of the collection
 * @param restore for each column of the collection, where it is in the arranged row
 */
public record ArrangementShape(
        List<ScalarExpr> key, List<ColumnType> columns, Mfp arrange, List<Integer> restore,
        List<PhysicalType> types) {
    public ArrangementShape {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        restore = List.copyOf(restore);
        types = List.copyOf(types);
    }

    public static ArrangementShape of(List<ScalarExpr> key, List<ColumnType> columns) {
        int arity = columns.size();
        Mfp mapped = Mfp.identity(arity);
        List<Integer> outputs = new ArrayList<>();
        Integer[] restore = new Integer[arity];
        for (ScalarExpr expr : key) {
            if (expr instanceof ScalarExpr.Column(int index)) {
                restore[index] = outputs.size();
                outputs.add(index);
            } else {
                mapped = mapped.map(List.of(expr));
                outputs.add(mapped.outputArity() - 1);
            }
        }
        for (int column = 0; column < arity; column++) {
            if (restore[column] == null) {
                restore[column] = outputs.size();
                outputs.add(column);
            }
        }
        Mfp arrange = mapped.project(outputs);
        return new ArrangementShape(key, columns, arrange, List.of(restore),
                Physical.ofColumns(MfpRendering.outputTypes(arrange, columns)));
    }

    public int keyColumns() {
        return key.size();
    }

    public int arity() {
        return columns.size();
    }

    /** The collection's columns from arranged ones. */
    public int[] restored() {
        return Physical.array(restore);
    }

    /** The same as a step before others; arranged rows are wider than the collection's where a key is computed. */
    public Mfp restoring() {
        return Mfp.identity(types.size()).project(restore);
    }
}
