package dev.mizu.sqlplanner.statement;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.storageplan.IngestionPlan.Output;
import dev.mizu.storageplan.LoadGeneratorPlan.Generator;
import java.util.List;

/** The relations that load generators give. */
final class LoadGenerators {
    private static final ColumnType INT4 = SimpleType.INT4.notNull();
    private static final ColumnType INT8 = SimpleType.INT8.notNull();
    private static final ColumnType TEXT = SimpleType.TEXT.notNull();
    private static final ColumnType TIME = ScalarType.TIMESTAMPTZ.notNull();

    private LoadGenerators() {}

    static List<Output> outputs(Generator generator) {
        return switch (generator) {
            case Generator.Counter c ->
                    List.of(new Output("counter", new RelationDesc(RelationType.of(INT8), List.of("counter"))));
            case Generator.Auction a -> List.of(
                    keyed("organizations", List.of("id", "name"), INT8, TEXT),
                    keyed("users", List.of("id", "org_id", "name"), INT8, INT8, TEXT),
                    keyed("accounts", List.of("id", "org_id", "balance"), INT8, INT8, INT8),
                    keyed("auctions", List.of("id", "seller", "item", "end_time"), INT8, INT8, TEXT, TIME),
                    keyed("bids", List.of("id", "buyer", "auction_id", "amount", "bid_time"),
                            INT8, INT8, INT8, INT4, TIME));
        };
    }

    private static Output keyed(String name, List<String> names, ColumnType... types) {
        return new Output(name, new RelationDesc(RelationType.of(types).withKey(List.of(0)), names));
    }
}
