package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A MIR relation and the types of its columns. */
record Lowered(RelationExpr expr, List<ColumnType> types) {
    Lowered {
        types = List.copyOf(types);
    }

    int arity() {
        return types.size();
    }

    Lowered project(List<Integer> outputs) {
        if (outputs.equals(range(0, arity()))) {
            return this;
        }
        return new Lowered(new RelationExpr.Project(expr, outputs), outputs.stream().map(types::get).toList());
    }

    /** The first columns only. */
    Lowered first(int count) {
        return project(range(0, count));
    }

    Lowered map(List<ScalarExpr> scalars) {
        if (scalars.isEmpty()) {
            return this;
        }
        List<ColumnType> more = new ArrayList<>(types);
        scalars.forEach(scalar -> more.add(ScalarExprs.typeOf(scalar, more)));
        return new Lowered(new RelationExpr.Map(expr, scalars), more);
    }

    Lowered filter(List<ScalarExpr> predicates) {
        return predicates.isEmpty() ? this : new Lowered(new RelationExpr.Filter(expr, predicates), types);
    }

    Lowered distinct() {
        List<ScalarExpr> keys = range(0, arity()).stream().<ScalarExpr>map(ScalarExpr.Column::new).toList();
        return new Lowered(new RelationExpr.Reduce(expr, keys, List.of(), java.util.OptionalLong.empty()), types);
    }

    Lowered negate() {
        return new Lowered(new RelationExpr.Negate(expr), types);
    }

    /** Multiplicities added; a column is nullable when it is in any input. */
    static Lowered union(List<Lowered> inputs) {
        List<ColumnType> types = new ArrayList<>(inputs.getFirst().types);
        for (Lowered input : inputs.subList(1, inputs.size())) {
            for (int i = 0; i < types.size(); i++) {
                types.set(i, types.get(i).or(input.types.get(i).nullable()));
            }
        }
        return new Lowered(new RelationExpr.Union(inputs.stream().map(Lowered::expr).toList()), types);
    }

    /** {@code this} minus {@code other}, whose rows must all be in this. */
    Lowered minus(Lowered other) {
        Lowered all = union(List.of(this, other.negate()));
        return new Lowered(all.expr, types);
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
