package dev.mizu.optimizer.lowering;

import dev.mizu.base.Check;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.TemporalFilters;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.analysis.Monotonicity;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.optimizer.transform.TransformContext;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From MIR to LIR. Maps, filters and projections are fused into the node below them; a collection is read through the
 * best index; joins are planned by {@link JoinLowering}.
 */
public final class Lowering {
    private final Imports imports;
    private final TransformContext context;
    private final Monotonicity growth;

    private Lowering(Imports imports, TransformContext context) {
        this.imports = imports;
        this.context = context;
        this.growth = new Monotonicity(context.optimizer());
    }

    /** The plan of a tree whose views are expanded; what it reads is added to {@code imports}. */
    public static LirPlan lower(RelationExpr expr, Imports imports, TransformContext context) {
        return new Lowering(imports, context).lower(expr);
    }

    Imports imports() {
        return imports;
    }

    TransformContext context() {
        return context;
    }

    LirPlan lower(RelationExpr expr) {
        return lower(expr, Mfp.identity(RelationTypes.arity(expr)), RelationTypes.typeOf(expr));
    }

    /** The tree, then an Mfp over it; {@code type} is the type of both together. */
    private LirPlan lower(RelationExpr expr, Mfp above, RelationType type) {
        Mfps.Peeled peeled = Mfps.peel(expr);
        Mfp mfp = Mfps.canonical(TemporalFilters.extract(Mfps.canonical(peeled.mfp().then(above))));
        if (mfp.temporal()) {
            return temporal(peeled.input(), mfp, type);
        }
        return switch (peeled.input()) {
            case RelationExpr.Get get -> read(get, mfp, type);
            case RelationExpr.LocalGet get -> new LirPlan.LocalGet(get.id(), mfp, type);
            case RelationExpr.Let let -> {
                growth.bind(let);
                yield new LirPlan.Let(let.id(), lower(let.value()), lower(let.body(), mfp, type));
            }
            case RelationExpr.LetRec rec -> new LirPlan.LetRec(bindings(rec), lower(rec.body(), mfp, type));
            case RelationExpr.FlatMap flatMap ->
                    new LirPlan.FlatMap(lower(flatMap.input()), flatMap.function(), flatMap.args(), mfp, type);
            case RelationExpr.Join join -> new JoinLowering(this, join, mfp, type).lower();
            case RelationExpr.Reduce reduce -> new LirPlan.Reduce(
                    lower(reduce.input()), reduce.keys(), reducePlan(reduce), mfp, type);
            case RelationExpr.ArrangeBy arrange -> lower(arrange.input(), mfp, type);
            case RelationExpr.Constant c -> then(new LirPlan.Constant(c.rows(), c.error(), c.type()), mfp, type);
            case RelationExpr.TopK topK -> then(topK(topK), mfp, type);
            case RelationExpr.Window w -> then(new LirPlan.Window(lower(w.input()), w.partition(), w.order(),
                    w.functions(), RelationTypes.typeOf(w)), mfp, type);
            case RelationExpr.Negate negate -> then(new LirPlan.Negate(lower(negate.input())), mfp, type);
            case RelationExpr.Threshold threshold ->
                    then(new LirPlan.Threshold(lower(threshold.input())), mfp, type);
            case RelationExpr.Union union -> then(union(union), mfp, type);
            case RelationExpr.Map m -> throw Check.unreachable("peeled");
            case RelationExpr.Filter f -> throw Check.unreachable("peeled");
            case RelationExpr.Project p -> throw Check.unreachable("peeled");
        };
    }

    /** What can be done without time is done in the node below; bounds are a node of their own. */
    private LirPlan temporal(RelationExpr input, Mfp mfp, RelationType type) {
        List<ScalarExpr> expanded = Mfps.expanded(mfp);
        List<ScalarExpr> plain = mfp.predicates().stream().map(p -> Scalars.substitute(p, expanded)).toList();
        Mfp first = Mfp.identity(mfp.inputArity()).filter(plain);
        Mfp rest = new Mfp(mfp.inputArity(), mfp.maps(), List.of(), mfp.lowerBounds(), mfp.upperBounds(),
                mfp.outputs());
        RelationType below = RelationTypes.typeOf(plain.isEmpty() ? input : new RelationExpr.Filter(input, plain));
        return new LirPlan.MapFilterProject(lower(input, first, below), Mfps.canonical(rest), type);
    }

    private static LirPlan then(LirPlan plan, Mfp mfp, RelationType type) {
        return mfp.isIdentity() ? plan : new LirPlan.MapFilterProject(plan, mfp, type);
    }

    private LirPlan read(RelationExpr.Get get, Mfp mfp, RelationType type) {
        return switch (AccessPath.of(get, mfp, imports.available(get.id()), context::notice)) {
            case AccessPath.Lookup lookup -> lookup.keys().isEmpty()
                    ? new LirPlan.Constant(List.of(), Optional.empty(), type)
                    : new LirPlan.IndexLookup(imports.use(lookup.index()), lookup.keys(), lookup.rest(), type);
            case AccessPath.Scan scan -> new LirPlan.IndexScan(imports.use(scan.index()), scan.rest(), type);
            case AccessPath.Stored stored -> {
                imports.useShard(get.id(), get.type());
                yield new LirPlan.Get(get.id(), stored.rest(), type);
            }
        };
    }

    private List<LirPlan.Binding> bindings(RelationExpr.LetRec rec) {
        List<LirPlan.Binding> bindings = new ArrayList<>();
        for (RelationExpr.Binding binding : rec.bindings()) {
            bindings.add(new LirPlan.Binding(
                    binding.id(), lower(binding.value()), binding.type(), binding.limit()));
        }
        return bindings;
    }

    private LirPlan topK(RelationExpr.TopK topK) {
        return new LirPlan.TopK(lower(topK.input()), topK.groupKey(), topK.order(), topK.limit(), topK.offset(),
                growth.monotonic(topK.input()), RelationTypes.typeOf(topK));
    }

    /** Inputs that may cancel each other are consolidated, so that what follows does no work for nothing. */
    private LirPlan union(RelationExpr.Union union) {
        List<LirPlan> inputs = union.inputs().stream().map(this::lower).toList();
        boolean cancels = union.inputs().stream().anyMatch(Lowering::negates);
        return new LirPlan.Union(inputs, cancels, RelationTypes.typeOf(union));
    }

    private static boolean negates(RelationExpr expr) {
        return Mfps.peel(expr).input() instanceof RelationExpr.Negate;
    }

    private ReducePlan reducePlan(RelationExpr.Reduce reduce) {
        List<AggregateExpr> aggregates = reduce.aggregates().stream().map(Lowering::simplified).toList();
        if (aggregates.isEmpty()) {
            return new ReducePlan.Distinct();
        }
        if (aggregates.stream().allMatch(a -> kind(a) == Kind.ACCUMULABLE)) {
            return new ReducePlan.Accumulable(aggregates);
        }
        if (aggregates.stream().allMatch(a -> kind(a) == Kind.HIERARCHICAL)) {
            return new ReducePlan.Hierarchical(aggregates, growth.monotonic(reduce.input()));
        }
        if (aggregates.stream().allMatch(a -> kind(a) == Kind.BASIC)) {
            return new ReducePlan.Basic(aggregates);
        }
        // What is not an extremum gains nothing.
        boolean extremum = aggregates.stream().anyMatch(a -> kind(a) == Kind.HIERARCHICAL);
        return new ReducePlan.Mixed(aggregates, extremum && growth.monotonic(reduce.input()));
    }

    private enum Kind {
        ACCUMULABLE,
        HIERARCHICAL,
        BASIC
    }

    private static Kind kind(AggregateExpr aggregate) {
        return switch (aggregate.function().maintenance()) {
            case ACCUMULABLE -> Kind.ACCUMULABLE;
            case MIN, MAX -> Kind.HIERARCHICAL;
            case BASIC -> Kind.BASIC;
        };
    }

    /** The least of distinct values is the least of all. */
    private static AggregateExpr simplified(AggregateExpr aggregate) {
        boolean extremum = kind(aggregate) == Kind.HIERARCHICAL;
        return extremum && aggregate.distinct()
                ? new AggregateExpr(aggregate.function(), aggregate.args(), false, aggregate.filter(), List.of())
                : aggregate;
    }
}
