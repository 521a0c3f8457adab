package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.ColumnEqualities;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Join;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.analysis.Provenance;
import dev.mizu.optimizer.join.JoinGraph;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves out a join input that another input already says all about: both come from the same relation, the one to go
 * has every row of it, and is looked up by a unique key.
 *
 * <pre>
 * Join on #0 = #2 (A, Distinct(#0) (A))   becomes   A where #0 is not NULL
 * </pre>
 *
 * This is what remains of decorrelation once the outer rows and their distinct keys meet in one join.
 */
public final class RemoveRedundantJoins implements Transform {
    @Override
    public String name() {
        return "remove_redundant_joins";
    }

    @Override
    public List<String> after() {
        return List.of("simplify_joins", "push_predicates", "push_distinct_into_joins");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return rewrite(expr, new HashMap<>(), 0);
    }

    private static RelationExpr rewrite(RelationExpr expr, Map<LocalId, RelationExpr> bindings, int depth) {
        Trees.guard(depth);
        return switch (expr) {
            case RelationExpr.Let let -> {
                RelationExpr value = rewrite(let.value(), bindings, depth + 1);
                bindings.put(let.id(), value);
                RelationExpr body = rewrite(let.body(), bindings, depth + 1);
                yield value == let.value() && body == let.body() ? let
                        : new RelationExpr.Let(let.id(), value, body);
            }
            case Join join -> {
                RelationExpr below = Trees.mapChildren(join, child -> rewrite(child, bindings, depth + 1));
                yield reduced((Join) below, bindings);
            }
            default -> Trees.mapChildren(expr, child -> rewrite(child, bindings, depth + 1));
        };
    }

    private static RelationExpr reduced(Join join, Map<LocalId, RelationExpr> bindings) {
        JoinGraph graph = JoinGraph.of(join);
        List<List<Provenance>> origins = join.inputs().stream().map(i -> Provenance.of(i, bindings)).toList();
        for (int gone = graph.inputs() - 1; gone >= 0; gone--) {
            for (int other = 0; other < graph.inputs(); other++) {
                Optional<List<Integer>> stand = gone == other ? Optional.empty()
                        : standIns(join, graph, gone, other, origins);
                if (stand.isPresent()) {
                    return without(join, graph, gone, stand.get());
                }
            }
        }
        return join;
    }

    /** For each column of input {@code gone} the column of {@code other} that equals it. */
    private static Optional<List<Integer>> standIns(
            Join join, JoinGraph graph, int gone, int other, List<List<Provenance>> origins) {
        for (Provenance mine : origins.get(gone)) {
            for (Provenance theirs : origins.get(other)) {
                boolean same = mine.exact() && mine.source().equals(theirs.source());
                if (same && keyed(join, graph, new Side(gone, mine), new Side(other, theirs))) {
                    List<Integer> columns = mine.columns().stream()
                            .map(source -> source < 0 ? -1 : theirs.columns().indexOf(source)).toList();
                    if (!columns.contains(-1)) {
                        return Optional.of(columns.stream().map(c -> c + graph.offset(other)).toList());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** An input of the join, by number, and one relation that all its rows come from. */
    private record Side(int input, Provenance origin) {}

    /** Whether a unique key of {@code gone} is equated, column by column, to the same columns of {@code other}. */
    private static boolean keyed(Join join, JoinGraph graph, Side gone, Side other) {
        ColumnEqualities equalities = ColumnEqualities.of(join);
        List<Integer> theirs = other.origin().columns();
        return RelationKeys.of(join.inputs().get(gone.input())).stream().anyMatch(key -> key.stream()
                .allMatch(column -> {
                    int source = gone.origin().columns().get(column);
                    for (int c = 0; source >= 0 && c < theirs.size(); c++) {
                        boolean equated = theirs.get(c) == source && equalities.equal(
                                column + graph.offset(gone.input()), c + graph.offset(other.input()));
                        if (equated) {
                            return true;
                        }
                    }
                    return false;
                }));
    }

    private static RelationExpr without(Join join, JoinGraph graph, int gone, List<Integer> standIns) {
        int offset = graph.offset(gone);
        int end = offset + graph.arity(gone);
        List<ScalarExpr> columns = new ArrayList<>();
        for (int c = 0; c < graph.width(); c++) {
            int column = c >= offset && c < end ? standIns.get(c - offset) : c;
            columns.add(Scalars.column(column < offset ? column : column - (end - offset)));
        }
        List<RelationExpr> inputs = new ArrayList<>(join.inputs());
        inputs.remove(gone);
        List<List<ScalarExpr>> classes = join.equivalences().stream()
                .map(equal -> equal.stream().map(e -> Scalars.substitute(e, columns)).distinct().toList()).toList();
        return Mfps.giving(columns, new Join(inputs, classes));
    }
}
