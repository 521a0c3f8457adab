package dev.mizu.sqlplanner.hir;

import java.util.ArrayList;
import java.util.List;

/** Expressions over a relation's rows as columns: what is none of its own comes behind them, once. */
public final class ComputedColumns {
    private final HirRelation input;
    private final int arity;
    private final List<HirScalar> added = new ArrayList<>();

    public ComputedColumns(HirRelation input) {
        this.input = input;
        this.arity = HirTypes.of(input).size();
    }

    /** The column that holds an expression's value. */
    public int place(HirScalar expr) {
        if (expr instanceof HirScalar.Column(int level, int index, var type) && level == 0) {
            return index;
        }
        int known = added.indexOf(expr);
        if (known < 0) {
            added.add(expr);
            known = added.size() - 1;
        }
        return arity + known;
    }

    /** How many columns there are by now. */
    public int arity() {
        return arity + added.size();
    }

    /** The relation with the columns added so far. */
    public HirRelation relation() {
        return added.isEmpty() ? input : new HirRelation.Map(input, added);
    }
}
