package dev.mizu.optimizer.transform;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Reduce;
import dev.mizu.expr.relation.RelationKeys;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.analysis.NonNegativity;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces a reduction whose groups are single rows by a map, and takes out of reductions what does nothing: literal
 * and repeated keys, a distinct below a distinct.
 *
 * <pre>
 * Distinct (#0, #1) (A with key #0)              becomes   Project(#0, #1) (A)
 * Reduce by (#0, 5) aggregates (sum #1) (A)      becomes   Project(#0, #2, #1) (Map(5) (Reduce by (#0) ..))
 * Distinct (#0) (Union(Distinct (#0) (A), B))    becomes   Distinct (#0) (Union(Project(#0) (A), B))
 * </pre>
 */
public final class ElideReductions implements Transform {
    @Override
    public String name() {
        return "elide_reductions";
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, node -> node instanceof Reduce reduce ? step(reduce) : node);
    }

    private static RelationExpr step(Reduce reduce) {
        Optional<RelationExpr> narrowed = fewerKeys(reduce);
        if (narrowed.isPresent()) {
            return narrowed.get();
        }
        Optional<RelationExpr> mapped = mapped(reduce);
        if (mapped.isPresent()) {
            return mapped.get();
        }
        if (reduce.aggregates().isEmpty()) {
            RelationExpr input = anyMultiplicity(reduce.input());
            if (input != reduce.input()) {
                return new Reduce(input, reduce.keys(), List.of(), reduce.groupSizeHint());
            }
        }
        return reduce;
    }

    private static Optional<RelationExpr> fewerKeys(Reduce reduce) {
        Set<ScalarExpr> kept = new LinkedHashSet<>(reduce.keys());
        kept.removeIf(Scalars::literal);
        if (kept.size() == reduce.keys().size()) {
            return Optional.empty();
        }
        List<ScalarExpr> keys = List.copyOf(kept);
        List<ScalarExpr> outputs = new ArrayList<>();
        reduce.keys().forEach(key -> outputs.add(
                Scalars.literal(key) ? key : Scalars.column(keys.indexOf(key))));
        for (int i = 0; i < reduce.aggregates().size(); i++) {
            outputs.add(Scalars.column(keys.size() + i));
        }
        return Optional.of(Mfps.giving(outputs,
                new Reduce(reduce.input(), keys, reduce.aggregates(), reduce.groupSizeHint())));
    }

    /** Each group is one row when a unique key is among the group keys. */
    private static Optional<RelationExpr> mapped(Reduce reduce) {
        boolean single = RelationKeys.of(reduce.input()).stream()
                .anyMatch(key -> key.stream().allMatch(c -> reduce.keys().contains(Scalars.column(c))));
        if (!single) {
            return Optional.empty();
        }
        List<ColumnType> columns = RelationTypes.columnsOf(reduce.input());
        List<ScalarExpr> outputs = new ArrayList<>(reduce.keys());
        for (AggregateExpr aggregate : reduce.aggregates()) {
            Optional<ScalarExpr> value = ofOneRow(aggregate, columns);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            outputs.add(value.get());
        }
        return Optional.of(Mfps.giving(outputs, reduce.input()));
    }

    /** An aggregate over one row as a scalar; empty where it is not plain. */
    private static Optional<ScalarExpr> ofOneRow(AggregateExpr aggregate, List<ColumnType> columns) {
        List<ColumnType> args = aggregate.args().stream().map(arg -> ScalarExprs.typeOf(arg, columns)).toList();
        ColumnType result = aggregate.function().resultType(args);
        ScalarExpr empty = new ScalarExpr.Literal(aggregate.function().empty(),
                new ColumnType(result.scalar(), aggregate.function().empty().isNull()));
        Optional<ScalarExpr> value = switch (aggregate.function().maintenance()) {
            case MIN, MAX -> Optional.of(aggregate.args().get(0));
            case ACCUMULABLE -> aggregate.function().name().equals("count") && aggregate.args().size() <= 1
                    ? Optional.of(count(aggregate, args, result)) : Optional.empty();
            case BASIC -> Optional.empty();
        };
        return value.map(v -> aggregate.filter().map(f -> (ScalarExpr) new ScalarExpr.If(f, v, empty)).orElse(v));
    }

    private static ScalarExpr count(AggregateExpr aggregate, List<ColumnType> args, ColumnType result) {
        ScalarExpr one = new ScalarExpr.Literal(Datum.of(1L), result.scalar().notNull());
        ScalarExpr none = new ScalarExpr.Literal(Datum.of(0L), result.scalar().notNull());
        boolean always = args.isEmpty() || !aggregate.function().skipsNulls();
        return always ? one : new ScalarExpr.If(new ScalarExpr.IsNull(aggregate.args().get(0)), none, one);
    }

    /** The same rows, perhaps more or less often. */
    private static RelationExpr anyMultiplicity(RelationExpr expr) {
        return switch (expr) {
            case Reduce r when r.aggregates().isEmpty() && NonNegativity.nonNegative(r.input()) ->
                    Mfps.giving(r.keys(), anyMultiplicity(r.input()));
            case RelationExpr.Project p -> Trees.mapChildren(p, ElideReductions::anyMultiplicity);
            case RelationExpr.Filter f -> Trees.mapChildren(f, ElideReductions::anyMultiplicity);
            case RelationExpr.Map m -> Trees.mapChildren(m, ElideReductions::anyMultiplicity);
            case RelationExpr.Union u when u.inputs().stream().allMatch(NonNegativity::nonNegative) ->
                    Trees.mapChildren(u, ElideReductions::anyMultiplicity);
            case RelationExpr.Join j -> Trees.mapChildren(j, ElideReductions::anyMultiplicity);
            default -> expr;
        };
    }
}
