package dev.mizu.connectors.loadgen;

import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;

/** What a generator gives in each round: a pure function of the round's number and time. */
sealed interface Rounds permits CounterRounds, AuctionRounds {
    /**
     * Adds the records of a round.
     *
     * @param round from 0
     * @param epochMillis when the round is due
     */
    void generate(long round, long epochMillis, List<SourceRecord> records);
}
