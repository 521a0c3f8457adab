package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirScalar.SlotKind;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** GROUP BY: makes the groups, and rewrites expressions over rows into expressions over groups. */
final class Grouping {
    private final QueryContext context;
    private final Scope scope;
    private final List<HirScalar> keys;
    private final List<HirAggregate> aggregates;
    private Optional<HirRelation> reduced = Optional.empty();

    Grouping(QueryContext context, Scope scope, List<HirScalar> keys, List<HirAggregate> aggregates) {
        this.context = context;
        this.scope = scope;
        this.keys = keys;
        this.aggregates = aggregates;
    }

    HirRelation reduce(HirRelation input, OptionalLong groupSizeHint) {
        int arity = HirTypes.of(input).size();
        List<HirScalar> added = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (HirScalar key : keys) {
            if (key instanceof HirScalar.Column(int level, int index, var type) && level == 0) {
                positions.add(index);
            } else {
                positions.add(arity + added.size());
                added.add(key);
            }
        }
        HirRelation mapped = added.isEmpty() ? input : new HirRelation.Map(input, added);
        HirRelation groups = new HirRelation.Reduce(mapped, positions, aggregates, groupSizeHint);
        reduced = Optional.of(groups);
        return groups;
    }

    HirRelation relation() {
        return reduced.orElseThrow();
    }

    /** The same expression over a group: keys and aggregates become its columns; other columns are an error. */
    HirScalar after(HirScalar expr) {
        return HirWalk.rewrite(expr, 0, this::step);
    }

    HirRelation.TableCall after(HirRelation.TableCall call) {
        List<HirScalar> args = call.args().stream().map(arg -> HirWalk.rewrite(arg, 0, this::step)).toList();
        return new HirRelation.TableCall(call.function(), args, call.type());
    }

    private Optional<HirScalar> step(HirScalar expr, int depth) {
        if (expr instanceof HirScalar.Slot slot) {
            // A comparison with a subquery's rows stands inside of it; its slots are still this block's.
            return Optional.of(slot.kind() != SlotKind.AGGREGATE ? slot
                    : new HirScalar.Column(depth, keys.size() + slot.index(), slot.type()));
        }
        for (int i = 0; i < keys.size(); i++) {
            HirScalar key = depth == 0 ? keys.get(i) : HirWalk.deepen(keys.get(i), depth);
            if (key.equals(expr)) {
                return Optional.of(new HirScalar.Column(depth, i, HirTypes.of(key)));
            }
        }
        if (expr instanceof HirScalar.Column column && column.level() == depth) {
            String name = '"' + name(scope.columns().get(column.index())) + '"';
            throw context.error(SqlState.GROUPING_ERROR, depth == 0
                    ? "column " + name + " must appear in the GROUP BY clause or be used in an aggregate function"
                    : "subquery uses ungrouped column " + name + " from outer query", expr);
        }
        return Optional.empty();
    }

    private static String name(ScopeColumn column) {
        return column.table().map(table -> table.name() + ".").orElse("") + column.name();
    }

    /** Refuses a key that holds what is only known of groups; a select list's item may. */
    static void checkKey(HirScalar key, int position) {
        HirWalk.rewrite(key, 0, (e, depth) -> {
            if (e instanceof HirScalar.Slot slot) {
                boolean window = slot.kind() == SlotKind.WINDOW;
                throw QueryContext.error(window ? WindowCalls.WINDOWING_ERROR : SqlState.GROUPING_ERROR,
                        (window ? "window" : "aggregate") + " functions are not allowed in GROUP BY", position);
            }
            return Optional.empty();
        });
    }
}
