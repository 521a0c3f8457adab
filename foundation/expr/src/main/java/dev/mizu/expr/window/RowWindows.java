package dev.mizu.expr.window;

import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Window functions over known rows, from scratch: what a {@code RelationExpr.Window} means. Not fast. */
public final class RowWindows {
    private final List<Integer> partition;
    private final List<ColumnOrder> order;
    private final List<WindowExpr> functions;

    public RowWindows(List<Integer> partition, List<ColumnOrder> order, List<WindowExpr> functions) {
        this.partition = partition;
        this.order = order;
        this.functions = functions;
    }

    /** The output, a row for each occurrence; {@code rows} says how often each is there, once at least. */
    public List<Row> over(Map<Row, Long> rows, List<ColumnType> types) {
        Map<Row, List<Row>> partitions = new LinkedHashMap<>();
        rows.forEach((row, count) -> {
            List<Row> members = partitions.computeIfAbsent(
                    new Row(partition.stream().map(row::get).toList()), key -> new ArrayList<>());
            for (long i = 0; i < count; i++) {
                members.add(row);
            }
        });
        List<PhysicalType> physical = types.stream().map(column -> column.scalar().physical()).toList();
        List<Row> output = new ArrayList<>();
        partitions.values().forEach(members -> add(members, physical, output));
        return output;
    }

    private void add(List<Row> members, List<PhysicalType> types, List<Row> output) {
        Comparator<Row> byOrder = this::compare;
        members.sort(byOrder.thenComparing(RowWindows::compareAll));
        BatchBuilder batch = new BatchBuilder(types, members.size());
        int[] peers = new int[members.size()];
        for (int i = 0; i < peers.length; i++) {
            batch.append(members.get(i).datums(), 1);
            peers[i] = i > 0 && compare(members.get(i - 1), members.get(i)) == 0 ? peers[i - 1] : i;
        }
        Partition rows = new Partition(batch.build(0), peers);
        List<Vector> values = new ArrayList<>();
        for (WindowExpr function : functions) {
            VectorBuilder out = new VectorBuilder(function.type().scalar().physical(), peers.length);
            WindowEvaluator.evaluate(function, rows, out);
            values.add(out.build());
        }
        for (int i = 0; i < peers.length; i++) {
            List<Datum> row = new ArrayList<>(members.get(i).datums());
            for (Vector value : values) {
                row.add(value.datum(i));
            }
            output.add(new Row(row));
        }
    }

    private int compare(Row a, Row b) {
        int compared = 0;
        for (int i = 0; compared == 0 && i < order.size(); i++) {
            ColumnOrder by = order.get(i);
            Datum left = a.get(by.column());
            Datum right = b.get(by.column());
            if (left.isNull() || right.isNull()) {
                compared = Boolean.compare(left.isNull(), right.isNull()) * (by.nullsLast() ? 1 : -1);
            } else {
                compared = by.descending() ? DatumOrder.compare(right, left) : DatumOrder.compare(left, right);
            }
        }
        return compared;
    }

    private static int compareAll(Row a, Row b) {
        int compared = 0;
        for (int i = 0; compared == 0 && i < a.arity(); i++) {
            compared = DatumOrder.compare(a.get(i), b.get(i));
        }
        return compared;
    }
}
