package dev.mizu.optimizer.transform;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Get;
import dev.mizu.expr.relation.RelationExpr.Let;
import dev.mizu.expr.relation.RelationExpr.LocalGet;
import dev.mizu.expr.relation.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts views in the place of their names, each once, as bindings around the tree. A view that is indexed on the
 * cluster stays a name: its index is read.
 *
 * <pre>
 * Join(Get v, Get v)   becomes   Let l0 = (tree of v) in Join(l0, l0)
 * </pre>
 *
 * The bindings' ids are negative, so that they meet no other; {@link NormalizeLets} must follow.
 */
public final class ExpandViews implements Transform {
    @Override
    public String name() {
        return "expand_views";
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        Expansion expansion = new Expansion(context);
        RelationExpr body = expansion.rewrite(expr);
        RelationExpr result = body;
        for (Map.Entry<LocalId, RelationExpr> view : expansion.values.reversed().entrySet()) {
            result = new Let(view.getKey(), view.getValue(), result);
        }
        return result;
    }

    /** One expansion: the views met so far, those that others use first. */
    private static final class Expansion {
        private final TransformContext context;
        private final Map<GlobalId, LocalId> ids = new LinkedHashMap<>();
        private final LinkedHashMap<LocalId, RelationExpr> values = new LinkedHashMap<>();

        Expansion(TransformContext context) {
            this.context = context;
        }

        private RelationExpr rewrite(RelationExpr expr) {
            return Trees.rewriteUp(expr, node -> node instanceof Get get ? expanded(get) : node);
        }

        private RelationExpr expanded(Get get) {
            Optional<RelationExpr> view = context.optimizer().views().viewOf(get.id());
            boolean indexed = !context.optimizer().indexes()
                    .indexesOn(get.id(), context.optimizer().cluster()).isEmpty();
            if (view.isEmpty() || indexed) {
                return get;
            }
            LocalId known = ids.get(get.id());
            if (known == null) {
                RelationExpr value = rewrite(view.get());
                known = new LocalId(-1 - ids.size());
                ids.put(get.id(), known);
                values.put(known, value);
            }
            return new LocalGet(known, get.type());
        }
    }
}
