package dev.mizu.computeworker.render;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How columns are held. */
public final class Physical {
    private Physical() {}

    /** Of a relation's columns. */
    public static List<PhysicalType> of(RelationType type) {
        return ofColumns(type.columns());
    }

    public static List<PhysicalType> ofColumns(List<ColumnType> columns) {
        return columns.stream().map(column -> column.scalar().physical()).toList();
    }

    /** Of expressions over some columns. */
    static List<PhysicalType> of(List<ScalarExpr> exprs, List<ColumnType> input) {
        return ofColumns(typesOf(exprs, input));
    }

    static List<ColumnType> typesOf(List<ScalarExpr> exprs, List<ColumnType> input) {
        return exprs.stream().map(expr -> ScalarExprs.typeOf(expr, input)).toList();
    }

    static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The numbers from one to another, the latter not included. */
    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
