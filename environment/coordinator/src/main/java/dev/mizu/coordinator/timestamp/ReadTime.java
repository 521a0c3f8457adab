package dev.mizu.coordinator.timestamp;

import dev.mizu.controller.ReadHold;

/**
 * The time that a statement reads at, with the hold that keeps its inputs readable there.
 *
 * @param oracleTime what the oracle said, for explanation
 * @param complete the largest time that all inputs have completed, for explanation
 */
public record ReadTime(long time, ReadHold hold, long oracleTime, long complete) implements AutoCloseable {
    @Override
    public void close() {
        hold.close();
    }
}
