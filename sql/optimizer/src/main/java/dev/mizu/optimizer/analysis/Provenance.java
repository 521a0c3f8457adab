package dev.mizu.optimizer.analysis;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the rows of a relation come from: every row has, in the columns that {@code columns} names, the values of one
 * row of {@code source}. Exact means that, the other way round, every row of the source is so represented.
 *
 * @param columns for each column of the relation the column of the source, -1 where it is not one
 */
public record Provenance(RelationExpr source, List<Integer> columns, boolean exact) {
    private static final int DEPTH_MAX = 6;

    public Provenance {
        columns = List.copyOf(columns);
    }

    /** All that is found; {@code bindings} tells what local names stand for. */
    public static List<Provenance> of(RelationExpr expr, Map<LocalId, RelationExpr> bindings) {
        return of(expr, bindings, 0);
    }

    private static List<Provenance> of(RelationExpr expr, Map<LocalId, RelationExpr> bindings, int depth) {
        List<Provenance> found = new ArrayList<>();
        int arity = RelationTypes.arity(expr);
        found.add(new Provenance(expr, identity(arity), true));
        if (depth > DEPTH_MAX) {
            return found;
        }
        switch (expr) {
            case RelationExpr.LocalGet g -> {
                if (bindings.containsKey(g.id())) {
                    found.addAll(of(bindings.get(g.id()), bindings, depth + 1));
                }
            }
            case RelationExpr.Project p ->
                    of(p.input(), bindings, depth + 1).forEach(below -> found.add(below.picked(p.outputs())));
            case RelationExpr.Map m -> of(m.input(), bindings, depth + 1).forEach(below -> {
                List<Integer> columns = new ArrayList<>(below.columns());
                m.scalars().forEach(scalar -> columns.add(
                        scalar instanceof ScalarExpr.Column(int c) ? columns.get(c) : -1));
                found.add(new Provenance(below.source(), columns, below.exact()));
            });
            case RelationExpr.Filter f -> of(f.input(), bindings, depth + 1)
                    .forEach(below -> found.add(new Provenance(below.source(), below.columns(), false)));
            case RelationExpr.Reduce r -> {
                List<Integer> outputs = new ArrayList<>();
                r.keys().forEach(key -> outputs.add(key instanceof ScalarExpr.Column(int c) ? c : -1));
                r.aggregates().forEach(aggregate -> outputs.add(-1));
                of(r.input(), bindings, depth + 1).forEach(below -> found.add(below.picked(outputs)));
            }
            case RelationExpr.Join j -> joined(j, bindings, depth, found);
            case RelationExpr.TopK t -> of(t.input(), bindings, depth + 1)
                    .forEach(below -> found.add(new Provenance(below.source(), below.columns(), false)));
            case RelationExpr.Window w -> of(w.input(), bindings, depth + 1).forEach(below -> {
                List<Integer> columns = new ArrayList<>(below.columns());
                w.functions().forEach(function -> columns.add(-1));
                found.add(new Provenance(below.source(), columns, below.exact()));
            });
            case RelationExpr.ArrangeBy a -> found.addAll(of(a.input(), bindings, depth + 1));
            case RelationExpr.Let l -> { }
            case RelationExpr.LetRec l -> { }
            case RelationExpr.Constant c -> { }
            case RelationExpr.Get g -> { }
            case RelationExpr.FlatMap f -> { }
            case RelationExpr.Negate n -> { }
            case RelationExpr.Threshold t -> { }
            case RelationExpr.Union u -> { }
        }
        return found;
    }

    private static void joined(
            RelationExpr.Join join, Map<LocalId, RelationExpr> bindings, int depth, List<Provenance> found) {
        int width = RelationTypes.arity(join);
        int offset = 0;
        for (RelationExpr input : join.inputs()) {
            int arity = RelationTypes.arity(input);
            for (Provenance below : of(input, bindings, depth + 1)) {
                List<Integer> columns = new ArrayList<>();
                for (int c = 0; c < width; c++) {
                    columns.add(c >= offset && c < offset + arity ? below.columns().get(c - offset) : -1);
                }
                found.add(new Provenance(below.source(), columns, false));
            }
            offset += arity;
        }
    }

    private Provenance picked(List<Integer> outputs) {
        return new Provenance(source, outputs.stream().map(c -> c < 0 ? -1 : columns.get(c)).toList(), exact);
    }

    private static List<Integer> identity(int arity) {
        return IntStream.range(0, arity).boxed().toList();
    }
}
