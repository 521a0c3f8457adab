package dev.mizu.sqlplanner.lowering;

import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import java.util.ArrayList;
import java.util.List;

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
