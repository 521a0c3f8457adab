package dev.mizu.storageplan;

import dev.mizu.base.id.GlobalId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to read from Kafka, and the rows it gives: one column per element of {@code columns}, in that order.
 *
 * @param startOffsets per partition from 0, missing ones start at 0; empty when {@code startTimestamp} rules
 * @param startTimestamp milliseconds since 1970, negative = relative to now; the first messages not older are read
 * @param metadataRefreshMillis how often new partitions are looked for
 * @param groupIdPrefix prefix of the consumer group whose offsets are committed as a courtesy
 */
public record KafkaSourcePlan(
        GlobalId connectionId, KafkaConnection connection, String topic, Optional<DataFormat> keyFormat,
        DataFormat valueFormat, KafkaEnvelope envelope, List<KafkaColumn> columns, List<Long> startOffsets,
        OptionalLong startTimestamp, long metadataRefreshMillis, Optional<String> groupIdPrefix)
        implements SourcePlan {
    public KafkaSourcePlan {
        columns = List.copyOf(columns);
        startOffsets = List.copyOf(startOffsets);
    }

    /** How messages become updates. */
    public enum KafkaEnvelope {
        /** Every message is an insertion. */
        NONE,
        /** The last message of a key is its row; no value deletes it; no key is an error of the source. */
        UPSERT
    }

    /** Where an output column comes from. */
    public enum KafkaColumn {
        /** The decoded key. */
        KEY,
        /** The decoded value. */
        VALUE,
        /** int4. */
        PARTITION,
        /** uint8. */
        OFFSET,
        /** timestamp without time zone. */
        TIMESTAMP
    }
}
