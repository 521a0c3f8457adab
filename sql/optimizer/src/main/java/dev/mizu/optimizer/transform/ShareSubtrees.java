package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Binding;
import dev.mizu.expr.relation.RelationExpr.Let;
import dev.mizu.expr.relation.RelationExpr.LetRec;
import dev.mizu.expr.relation.RelationExpr.LocalGet;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes equal subtrees once: every node is bound to a name, equal ones to the same. {@link NormalizeLets} must
 * follow and writes out those that turned out to be used once. Ids must be unique.
 *
 * <pre>
 * Union(Reduce(A), Negate(Reduce(A)))   becomes   Let l0 = Reduce(A) in Union(l0, Negate(l0))
 * </pre>
 *
 * Bindings of a recursive block stay inside the value that they belong to.
 */
public final class ShareSubtrees implements Transform {
    @Override
    public String name() {
        return "share_subtrees";
    }

    @Override
    public List<String> needs() {
        return List.of("normalize_lets");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        int[] next = {1};
        Trees.forEach(expr, node -> {
            if (node instanceof Let let) {
                next[0] = Math.max(next[0], let.id().number() + 1);
            } else if (node instanceof LetRec rec) {
                rec.bindings().forEach(b -> next[0] = Math.max(next[0], b.id().number() + 1));
            }
        });
        return new Scope(next, Map.of()).bound(expr);
    }

    /** The bindings made so far at one place of the tree. */
    private static final class Scope {
        private final int[] next;
        private final Map<LocalId, LocalGet> renamed;
        private final LinkedHashMap<RelationExpr, LocalGet> names = new LinkedHashMap<>();

        Scope(int[] next, Map<LocalId, LocalGet> renamed) {
            this.next = next;
            this.renamed = new HashMap<>(renamed);
        }

        /** The expression as a name, inside the bindings that it needs. */
        private RelationExpr bound(RelationExpr expr) {
            RelationExpr body = name(expr, 0);
            List<Map.Entry<RelationExpr, LocalGet>> bindings = new ArrayList<>(names.entrySet());
            for (Map.Entry<RelationExpr, LocalGet> binding : bindings.reversed()) {
                body = new Let(binding.getValue().id(), binding.getKey(), body);
            }
            return body;
        }

        private RelationExpr name(RelationExpr expr, int depth) {
            Trees.guard(depth);
            return switch (expr) {
                case RelationExpr.Get g -> g;
                case RelationExpr.Constant c when c.rows().size() <= 1 -> c;
                case LocalGet g -> renamed.getOrDefault(g.id(), g);
                case Let let -> {
                    RelationExpr value = name(let.value(), depth + 1);
                    renamed.put(let.id(), value instanceof LocalGet g ? g : bind(value));
                    yield name(let.body(), depth + 1);
                }
                case LetRec rec -> bind(recursive(rec));
                default -> bind(Trees.mapChildren(expr, child -> name(child, depth + 1)));
            };
        }

        private LocalGet bind(RelationExpr value) {
            return names.computeIfAbsent(value, v -> new LocalGet(new LocalId(next[0]++), RelationTypes.typeOf(v)));
        }

        private LetRec recursive(LetRec rec) {
            List<Binding> bindings = rec.bindings().stream().map(b -> new Binding(
                    b.id(), new Scope(next, renamed).bound(b.value()), b.type(), b.limit())).toList();
            return new LetRec(bindings, new Scope(next, renamed).bound(rec.body()));
        }
    }
}
