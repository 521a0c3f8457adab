package dev.mizu.storageplan;

/** What a source reads. */
public sealed interface SourcePlan permits KafkaSourcePlan, LoadGeneratorPlan {
    /** Whether no output of the source ever takes a row back. Plans that were made forget rows because of it. */
    default boolean appendOnly() {
        return switch (this) {
            case KafkaSourcePlan kafka -> switch (kafka.envelope()) {
                case NONE -> true;
                case UPSERT -> false;
            };
            case LoadGeneratorPlan generator -> switch (generator.generator()) {
                case LoadGeneratorPlan.Generator.Counter counter -> counter.maxCardinality().isEmpty();
                case LoadGeneratorPlan.Generator.Auction auction -> true;
            };
        };
    }
}
