package dev.mizu.catalog.durable;

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
        return switch (op) {
            case CatalogOp.PutDatabase p -> state.database(p.entry().id()).map(RecordCodec::database);
            case CatalogOp.DropDatabase d -> state.database(d.id()).map(RecordCodec::database);
            case CatalogOp.PutSchema p -> state.schema(p.entry().id()).flatMap(RecordCodec::schema);
            case CatalogOp.DropSchema d -> state.schema(d.id()).flatMap(RecordCodec::schema);
            case CatalogOp.PutRole p -> state.role(p.entry().id()).map(RecordCodec::role);
            case CatalogOp.DropRole d -> state.role(d.id()).map(RecordCodec::role);
            case CatalogOp.PutCluster p -> state.cluster(p.entry().id()).map(RecordCodec::cluster);
            case CatalogOp.DropCluster d -> state.cluster(d.id()).map(RecordCodec::cluster);
            case CatalogOp.PutItem p -> state.item(p.entry().id()).flatMap(RecordCodec::item);
            case CatalogOp.DropItem d -> state.item(d.id()).flatMap(RecordCodec::item);
            case CatalogOp.PutSetting p ->
                    state.setting(p.name()).map(value -> new CatalogRecord("setting/" + p.name(), value));
            case CatalogOp.PutComment p -> state.comments().get(p.key())
                    .map(text -> RecordCodec.comment(p.key(), text));
            case CatalogOp.PutIds ids -> Optional.of(RecordCodec.ids(state.ids()));
        };
    }
}
