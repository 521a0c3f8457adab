package dev.mizu.sqlplanner.query;

import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.sqlplanner.hir.ComputedColumns;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirScalar.SlotKind;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.query.SelectBlock.WindowCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The window functions of a block over its rows, or groups: what they read becomes columns, those over the same
 * windows become one node, and slots become its columns.
 */
final class Windowing {
    private final ComputedColumns columns;
    private final HirRelation relation;
    /** By number of the slot. */
    private final List<Integer> places;

    /** What tells windows apart. */
    private record Shape(List<Integer> partition, List<ColumnOrder> order) {}

    Windowing(HirRelation input, List<WindowCall> calls) {
        columns = new ComputedColumns(input);
        Map<Shape, List<Integer>> nodes = new LinkedHashMap<>();
        List<HirWindow> functions = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            nodes.computeIfAbsent(shape(calls.get(i)), shape -> new ArrayList<>()).add(i);
            functions.add(overColumns(calls.get(i).function()));
        }
        HirRelation current = columns.relation();
        Integer[] found = new Integer[calls.size()];
        int next = columns.arity();
        for (Map.Entry<Shape, List<Integer>> node : nodes.entrySet()) {
            for (int call : node.getValue()) {
                found[call] = next++;
            }
            current = new HirRelation.Window(current, node.getKey().partition(), node.getKey().order(),
                    node.getValue().stream().map(functions::get).toList());
        }
        relation = current;
        places = List.of(found);
    }

    HirRelation relation() {
        return relation;
    }

    /** The same expression over the windows' rows. */
    HirScalar after(HirScalar expr) {
        return HirWalk.rewrite(expr, 0, (e, depth) ->
                e instanceof HirScalar.Slot slot && slot.kind() == SlotKind.WINDOW
                        ? Optional.of(new HirScalar.Column(depth, places.get(slot.index()), slot.type()))
                        : Optional.empty());
    }

    HirRelation.TableCall after(HirRelation.TableCall call) {
        return new HirRelation.TableCall(
                call.function(), call.args().stream().map(this::after).toList(), call.type());
    }

    /** All rows agree in a constant, which therefore neither parts nor orders. */
    private Shape shape(WindowCall call) {
        List<Integer> partition = call.partition().stream().filter(expr -> !(expr instanceof HirScalar.Literal))
                .map(columns::place).distinct().toList();
        List<ColumnOrder> order = new ArrayList<>();
        for (HirRelation.HirSortKey key : call.order()) {
            if (!(key.expr() instanceof HirScalar.Literal)) {
                order.add(new ColumnOrder(columns.place(key.expr()), key.descending(), key.nullsLast()));
            }
        }
        return new Shape(partition, order);
    }

    private HirWindow overColumns(HirWindow window) {
        return new HirWindow(window.function(), window.args().stream().map(this::columnOrLiteral).toList(),
                window.filter().map(this::columnOrLiteral), window.ignoreNulls(), window.frame(), window.type());
    }

    private HirScalar columnOrLiteral(HirScalar expr) {
        return expr instanceof HirScalar.Literal ? expr
                : new HirScalar.Column(0, columns.place(expr), HirTypes.of(expr));
    }
}
