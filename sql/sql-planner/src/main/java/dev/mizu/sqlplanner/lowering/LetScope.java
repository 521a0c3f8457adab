package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bindings made on the way, each of which may read those before it; they end up around the final body. */
final class LetScope {
    private sealed interface Entry {
        record One(LocalId id, RelationExpr value) implements Entry {}

        record Recursive(List<RelationExpr.Binding> bindings) implements Entry {}
    }

    private final List<Entry> entries = new ArrayList<>();

    void add(LocalId id, RelationExpr value) {
        entries.add(new Entry.One(id, value));
    }

    void add(List<RelationExpr.Binding> recursive) {
        entries.add(new Entry.Recursive(recursive));
    }

    /** Hands on the bindings that do not depend on {@code loop}: what stays the same in a loop is computed before. */
    void hoist(Collection<LocalId> loop, LetScope outside) {
        Set<LocalId> changing = new HashSet<>(loop);
        for (Entry entry : List.copyOf(entries)) {
            Map<LocalId, RelationExpr> values = switch (entry) {
                case Entry.One(LocalId id, RelationExpr value) -> Map.of(id, value);
                case Entry.Recursive(List<RelationExpr.Binding> bindings) -> bindings.stream().collect(
                        Collectors.toMap(RelationExpr.Binding::id, RelationExpr.Binding::value));
            };
            if (values.values().stream().anyMatch(value -> Trees.any(value,
                    expr -> expr instanceof RelationExpr.LocalGet get && changing.contains(get.id())))) {
                changing.addAll(values.keySet());
            } else {
                entries.remove(entry);
                outside.entries.add(entry);
            }
        }
    }

    RelationExpr around(RelationExpr body) {
        RelationExpr result = body;
        for (Entry entry : entries.reversed()) {
            result = switch (entry) {
                case Entry.One(LocalId id, RelationExpr value) -> new RelationExpr.Let(id, value, result);
                case Entry.Recursive(List<RelationExpr.Binding> bindings) -> new RelationExpr.LetRec(bindings, result);
            };
        }
        return result;
    }
}
