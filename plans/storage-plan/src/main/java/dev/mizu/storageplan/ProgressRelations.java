package dev.mizu.storageplan;

import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.List;

/** The shape of progress collections: one row per open stretch of the upstream's positions. */
final class ProgressRelations {
    private ProgressRelations() {}

    static RelationDesc of(SourcePlan source) {
        return switch (source) {
            case KafkaSourcePlan k -> new RelationDesc(
                    RelationType.of(new ScalarType.Range(ScalarType.NUMERIC).notNull(), SimpleType.UINT8.nullable()),
                    List.of("partition", "offset"));
            case LoadGeneratorPlan g -> new RelationDesc(
                    RelationType.of(SimpleType.UINT8.nullable()), List.of("offset"));
        };
    }
}
