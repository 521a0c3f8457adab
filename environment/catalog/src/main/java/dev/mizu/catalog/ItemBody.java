package dev.mizu.catalog;

import dev.mizu.base.concurrent.Once;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.ScalarType;
import dev.mizu.storageplan.ConnectionPlan;
import dev.mizu.storageplan.IngestionPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What an item is made of, by kind; derived from its SQL each time the catalog is opened. */
public sealed interface ItemBody {
    /** Where the item's rows are stored; empty when it has none of its own. */
    default Optional<StoredShard> shard() {
        return switch (this) {
            case Table t -> Optional.of(t.stored());
            case BuiltinTable t -> Optional.of(t.stored());
            case Subsource s -> Optional.of(s.stored());
            case MaterializedView m -> Optional.of(m.stored());
            case Source s -> s.stored();
            case View v -> Optional.empty();
            case Index i -> Optional.empty();
            case Connection c -> Optional.empty();
            case Secret s -> Optional.empty();
            case Type t -> Optional.empty();
        };
    }

    /** How far back the item stays readable, in milliseconds; empty when nothing was said. */
    default OptionalLong historyMillis() {
        return OptionalLong.empty();
    }

    /** A table that users write; {@code defaults} is SQL text by column position. */
    record Table(StoredShard stored, Map<Integer, String> defaults, @Override OptionalLong historyMillis)
            implements ItemBody {
        public Table {
            defaults = Map.copyOf(defaults);
        }
    }

    /** A table that only the product writes. */
    record BuiltinTable(StoredShard stored) implements ItemBody {}

    /** A view. Its query may be planned only when somebody reads it. */
    record View(Once<RelationExpr> planned) implements ItemBody {
        public View(RelationExpr expr) {
            this(Once.of(expr));
        }

        public RelationExpr expr() {
            return planned.get();
        }
    }

    /** A materialized view. */
    record MaterializedView(RelationExpr expr, StoredShard stored, List<Integer> assertNotNull,
            @Override OptionalLong historyMillis) implements ItemBody {
        public MaterializedView {
            assertNotNull = List.copyOf(assertNotNull);
        }
    }

    /** An index. */
    record Index(GlobalId on, List<ScalarExpr> keys) implements ItemBody {
        public Index {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A source.
     *
     * @param stored where its own rows are, empty when they are in subsources
     * @param outputs the items fed, in the order of the plan's outputs: the source itself, or its subsources
     * @param progress the progress collection's item
     */
    record Source(IngestionPlan plan, Optional<StoredShard> stored, List<GlobalId> outputs, GlobalId progress)
            implements ItemBody {
        public Source {
            outputs = List.copyOf(outputs);
        }
    }

    /** A relation fed by a source, or its progress. */
    record Subsource(GlobalId source, StoredShard stored, boolean progress) implements ItemBody {}

    /** A connection. */
    record Connection(ConnectionPlan plan) implements ItemBody {}

    /** A secret; its contents are elsewhere. */
    record Secret() implements ItemBody {}

    /** A named type. */
    record Type(ScalarType type) implements ItemBody {}
}
