package dev.mizu.storageworker.envelope;

import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;

/** What records do to the outputs. Owned by the ingestion's thread; a failed step leaves it unusable. */
public sealed interface Envelope permits RowEnvelope, AppendEnvelope, UpsertEnvelope {
    /** Adds the updates of {@code records}, all at {@code time}, to the builders of the outputs. */
    void apply(List<SourceRecord> records, long time, List<UpdatesBuilder> outputs);

    /** Whether the stored rows of output 0 must be given to {@link #rehydrate} first. */
    default boolean stateful() {
        return false;
    }

    /** Takes in stored rows, so that it is as it was when they were written. */
    default void rehydrate(Updates stored) {}

    /** The envelope of a plan, without state. */
    static Envelope of(IngestionPlan plan) {
        return switch (plan.source()) {
            case LoadGeneratorPlan g -> new RowEnvelope();
            case KafkaSourcePlan kafka -> {
                MessageDecoder decoder = new MessageDecoder(kafka, plan.outputs().get(0).desc().type());
                yield switch (kafka.envelope()) {
                    case NONE -> new AppendEnvelope(decoder);
                    case UPSERT -> new UpsertEnvelope(decoder, kafka);
                };
            }
        };
    }
}
