package dev.mizu.sqlplanner.statement;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import java.util.ArrayList;
import java.util.List;

/** The expressions that stand directly in a MIR node. */
final class MirScalars {
    private MirScalars() {}

    static List<ScalarExpr> of(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Map m -> m.scalars();
            case RelationExpr.Filter f -> f.predicates();
            case RelationExpr.FlatMap f -> f.args();
            case RelationExpr.Join j -> j.equivalences().stream().flatMap(List::stream).toList();
            case RelationExpr.Reduce r -> {
                List<ScalarExpr> all = new ArrayList<>(r.keys());
                r.aggregates().forEach(aggregate -> {
                    all.addAll(aggregate.args());
                    aggregate.filter().ifPresent(all::add);
                    aggregate.orderBy().forEach(key -> all.add(key.expr()));
                });
                yield all;
            }
            case RelationExpr.TopK t -> t.limit().stream().toList();
            case RelationExpr.Window w -> w.functions().stream().flatMap(f -> f.args().stream()).toList();
            case RelationExpr.ArrangeBy a -> a.keys().stream().flatMap(List::stream).toList();
            case RelationExpr.Constant c -> List.of();
            case RelationExpr.Get g -> List.of();
            case RelationExpr.LocalGet g -> List.of();
            case RelationExpr.Let l -> List.of();
            case RelationExpr.LetRec l -> List.of();
            case RelationExpr.Project p -> List.of();
            case RelationExpr.Negate n -> List.of();
            case RelationExpr.Threshold t -> List.of();
            case RelationExpr.Union u -> List.of();
        };
    }
}
