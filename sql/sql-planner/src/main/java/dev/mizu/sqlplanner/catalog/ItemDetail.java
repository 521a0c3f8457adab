package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ScalarType;
import dev.mizu.storageplan.ConnectionPlan;
import java.util.List;
import java.util.Map;

/** What planning needs of one kind of item alone. */
public sealed interface ItemDetail {
    /**
     * A table that users write.
     *
     * @param defaults SQL text of the columns' DEFAULT expressions, by position; others default to NULL
     */
    record Table(Map<Integer, String> defaults) implements ItemDetail {
        public Table {
            defaults = Map.copyOf(defaults);
        }
    }

    /** An index over a relation's columns. */
    record Index(GlobalId on, List<ScalarExpr> keys) implements ItemDetail {
        public Index {
            keys = List.copyOf(keys);
        }
    }

    /** A connection. */
    record Connection(ConnectionPlan plan) implements ItemDetail {}

    /** A named type. */
    record Type(ScalarType type) implements ItemDetail {}

    /** Nothing that planning asks for: views, sources, secrets, sinks, and tables that only the product writes. */
    record Plain() implements ItemDetail {}

    ItemDetail PLAIN = new Plain();
}
