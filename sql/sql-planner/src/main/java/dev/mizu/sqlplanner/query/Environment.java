package dev.mizu.sqlplanner.query;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.names.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a query may name from around it: columns of the rows around, and CTEs. */
public record Environment(Scope scope, Map<String, Cte> ctes) {
    public static final Environment TOP = new Environment(Scope.EMPTY, Map.of());

    public Environment {
        ctes = Map.copyOf(ctes);
    }

    /** A CTE in sight. */
    public record Cte(int id, String name, List<String> columns, List<ColumnType> types) {
        HirRelation get() {
            return new HirRelation.LocalGet(id, name, RelationType.of(types));
        }
    }

    Environment withScope(Scope other) {
        return new Environment(other, ctes);
    }

    Environment with(List<Cte> more) {
        Map<String, Cte> all = new HashMap<>(ctes);
        more.forEach(cte -> all.put(cte.name(), cte));
        return new Environment(scope, all);
    }
}
