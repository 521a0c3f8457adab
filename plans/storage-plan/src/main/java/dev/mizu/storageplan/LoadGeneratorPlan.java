package dev.mizu.storageplan;

import java.util.OptionalLong;

/**
 * Rows made here.
 *
 * @param tickMillis time between two rounds
 * @param asOf rounds already over when the source starts
 * @param upTo the round to stop before
 */
public record LoadGeneratorPlan(Generator generator, long tickMillis, long asOf, OptionalLong upTo)
        implements SourcePlan {

    /** What is generated. */
    public sealed interface Generator {
        /** {@code counter bigint}: 1, 2, 3, ..; the oldest removed beyond {@code maxCardinality}. */
        record Counter(OptionalLong maxCardinality) implements Generator {}

        /** organizations, users, accounts, auctions, bids: one output each, named so. */
        record Auction() implements Generator {}
    }
}
