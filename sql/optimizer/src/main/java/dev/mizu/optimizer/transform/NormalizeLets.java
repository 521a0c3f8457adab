package dev.mizu.optimizer.transform;

import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Binding;
import dev.mizu.expr.relation.RelationExpr.Let;
import dev.mizu.expr.relation.RelationExpr.LetRec;
import dev.mizu.expr.relation.RelationExpr.LocalGet;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Mfps;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every binding an id of its own, in order of appearance, drops bindings that nobody uses, writes out those
 * that are used once or are nothing but a name, and tells every use the type that its binding has now.
 *
 * <pre>
 * Let l7 = A in (Let l7 = B in C[l7, l7])   becomes   Let l0 = B in C[l0, l0]
 * </pre>
 *
 * A use inside a recursive block is kept as a use: writing it out would compute the value in every round.
 */
public final class NormalizeLets implements Transform {
    @Override
    public String name() {
        return "normalize_lets";
    }

    @Override
    public boolean required() {
        return true;
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        RelationExpr current = renumber(expr);
        while (true) {
            RelationExpr next = renumber(Inlining.of(current));
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
    }

    private static RelationExpr renumber(RelationExpr expr) {
        return new Renumbering().rewrite(expr, Map.of(), 0);
    }

    /** One walk that hands out ids. */
    private static final class Renumbering {
        private int next;

        private RelationExpr rewrite(RelationExpr expr, Map<LocalId, LocalGet> scope, int depth) {
            Trees.guard(depth);
            return switch (expr) {
                case LocalGet get -> {
                    LocalGet renamed = scope.get(get.id());
                    yield renamed == null || renamed.equals(get) ? get : renamed;
                }
                case Let let -> {
                    RelationExpr value = rewrite(let.value(), scope, depth + 1);
                    LocalId id = new LocalId(next++);
                    RelationExpr body = rewrite(let.body(),
                            plus(scope, let.id(), new LocalGet(id, RelationTypes.typeOf(value))), depth + 1);
                    boolean same = value == let.value() && body == let.body() && id.equals(let.id());
                    yield same ? let : new Let(id, value, body);
                }
                case LetRec rec -> rewriteRec(rec, scope, depth);
                default -> Trees.mapChildren(expr, child -> rewrite(child, scope, depth + 1));
            };
        }

        private RelationExpr rewriteRec(LetRec rec, Map<LocalId, LocalGet> scope, int depth) {
            Map<LocalId, LocalGet> inner = new HashMap<>(scope);
            List<LocalId> ids = new ArrayList<>();
            for (Binding binding : rec.bindings()) {
                LocalId id = new LocalId(next++);
                ids.add(id);
                inner.put(binding.id(), new LocalGet(id, RelationType.of(binding.type().columns())));
            }
            List<Binding> bindings = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                Binding binding = rec.bindings().get(i);
                RelationExpr value = rewrite(binding.value(), inner, depth + 1);
                bindings.add(new Binding(ids.get(i), value, binding.type(), binding.limit()));
            }
            return new LetRec(bindings, rewrite(rec.body(), inner, depth + 1));
        }

        private static Map<LocalId, LocalGet> plus(Map<LocalId, LocalGet> scope, LocalId id, LocalGet get) {
            Map<LocalId, LocalGet> more = new HashMap<>(scope);
            more.put(id, get);
            return more;
        }
    }

    /** One walk that writes bindings out; ids must be unique. */
    private static final class Inlining {
        private final Map<LocalId, Integer> uses = new HashMap<>();
        private final Map<LocalId, Integer> depths = new HashMap<>();
        private final Map<LocalId, RelationExpr> written = new HashMap<>();

        static RelationExpr of(RelationExpr expr) {
            Inlining inlining = new Inlining();
            inlining.count(expr, 0);
            return inlining.rewrite(expr);
        }

        /** {@code depth}: how many recursive blocks are around. */
        private void count(RelationExpr expr, int depth) {
            if (expr instanceof LocalGet get) {
                boolean repeated = depth > depths.getOrDefault(get.id(), depth);
                uses.merge(get.id(), repeated ? 2 : 1, Integer::sum);
            }
            if (expr instanceof Let let) {
                depths.put(let.id(), depth);
            }
            int inner = expr instanceof LetRec ? depth + 1 : depth;
            expr.children().forEach(child -> count(child, inner));
        }

        /** What costs nothing to name twice: names, and a collection filtered, which an index may then serve. */
        private static boolean cheap(RelationExpr value) {
            Mfps.Peeled peeled = Mfps.peel(value);
            return value instanceof LocalGet
                    || value instanceof RelationExpr.Constant constant && constant.rows().size() <= 1
                    || peeled.input() instanceof RelationExpr.Get && peeled.mfp().maps().isEmpty();
        }

        private RelationExpr rewrite(RelationExpr expr) {
            return switch (expr) {
                case LocalGet get -> written.getOrDefault(get.id(), get);
                case Let let -> {
                    RelationExpr value = rewrite(let.value());
                    if (cheap(value) || uses.getOrDefault(let.id(), 0) <= 1) {
                        written.put(let.id(), value);
                        yield rewrite(let.body());
                    }
                    RelationExpr body = rewrite(let.body());
                    yield value == let.value() && body == let.body() ? let : new Let(let.id(), value, body);
                }
                default -> Trees.mapChildren(expr, this::rewrite);
            };
        }
    }
}
