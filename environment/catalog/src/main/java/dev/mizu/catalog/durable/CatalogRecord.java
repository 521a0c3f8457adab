package dev.mizu.catalog.durable;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import java.util.Optional;

/**
 * A durable entry: {@code key} is kind and id, {@code value} is JSON. Equal entries have equal text, so that a record
 * can be retracted by writing it again with diff -1.
 */
public record CatalogRecord(String key, String value) {
    /** The record of the entry that an op is about, as a state has it; none for what only the product brings along. */
    public static Optional<CatalogRecord> stored(CatalogState state, CatalogOp op) {
        return op instanceof CatalogOp.PutIds ? Optional.of(RecordCodec.ids(state.ids()))
                : CatalogEntry.of(state, op).flatMap(CatalogRecord::stored);
    }

    private static Optional<CatalogRecord> stored(CatalogEntry entry) {
        return switch (entry) {
            case CatalogEntry.OfDatabase(var database) -> Optional.of(RecordCodec.database(database));
            case CatalogEntry.OfSchema(var schema) -> RecordCodec.schema(schema);
            case CatalogEntry.OfRole(var role) -> Optional.of(RecordCodec.role(role));
            case CatalogEntry.OfCluster(var cluster) -> Optional.of(RecordCodec.cluster(cluster));
            case CatalogEntry.OfItem(var item) -> RecordCodec.item(item);
            case CatalogEntry.OfSetting(var name, var value) ->
                    Optional.of(new CatalogRecord("setting/" + name, value));
            case CatalogEntry.OfComment(var key, var text) -> Optional.of(RecordCodec.comment(key, text));
        };
    }
}
