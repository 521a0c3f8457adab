package dev.mizu.optimizer.analysis;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.OptimizerContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a collection only ever grows, and so whatever computes it step by step: each operator that passes here gives
 * no row back unless its input does, so not even for a moment. Stored collections grow if the world says so, views if
 * their trees do, bindings if their values did when they were {@linkplain #bind bound}.
 */
public final class Monotonicity {
    private final OptimizerContext context;
    private final Map<GlobalId, Boolean> collections;
    private final Map<LocalId, Boolean> bindings = new HashMap<>();

    public Monotonicity(OptimizerContext context) {
        this(context, new HashMap<>());
    }

    private Monotonicity(OptimizerContext context, Map<GlobalId, Boolean> collections) {
        this.context = context;
        this.collections = collections;
    }

    /** Makes a binding known to what is asked from now on. */
    public void bind(RelationExpr.Let let) {
        bindings.put(let.id(), monotonic(let.value()));
    }

    public boolean monotonic(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> c.rows().stream().allMatch(row -> row.diff() > 0);
            case RelationExpr.Get g -> collection(g.id());
            case RelationExpr.LocalGet g -> bindings.getOrDefault(g.id(), false);
            case RelationExpr.Let l -> {
                bind(l);
                yield monotonic(l.body());
            }
            case RelationExpr.LetRec l -> {
                l.bindings().forEach(binding -> bindings.put(binding.id(), false));
                yield false;
            }
            case RelationExpr.Project p -> monotonic(p.input());
            case RelationExpr.Map m -> timeless(m.scalars()) && monotonic(m.input());
            case RelationExpr.Filter f -> timeless(f.predicates()) && monotonic(f.input());
            case RelationExpr.FlatMap f -> timeless(f.args()) && monotonic(f.input());
            case RelationExpr.Join j -> j.equivalences().stream().allMatch(Monotonicity::timeless)
                    && j.inputs().stream().allMatch(this::monotonic);
            case RelationExpr.Reduce r -> r.aggregates().isEmpty() && timeless(r.keys()) && monotonic(r.input());
            case RelationExpr.TopK t -> false;
            case RelationExpr.Window w -> false;
            case RelationExpr.Negate n -> false;
            case RelationExpr.Threshold t -> monotonic(t.input());
            case RelationExpr.Union u -> u.inputs().stream().allMatch(this::monotonic);
            case RelationExpr.ArrangeBy a -> monotonic(a.input());
        };
    }

    /** A view's bindings are its own. */
    private boolean collection(GlobalId id) {
        Boolean known = collections.get(id);
        if (known == null) {
            Monotonicity ofView = new Monotonicity(context, collections);
            known = context.growth().appendOnly(id)
                    || context.views().viewOf(id).map(ofView::monotonic).orElse(false);
            collections.put(id, known);
        }
        return known;
    }

    /** What time does to values, it does to rows. */
    private static boolean timeless(List<ScalarExpr> exprs) {
        return exprs.stream().noneMatch(ScalarExprs::unmaterializable);
    }
}
