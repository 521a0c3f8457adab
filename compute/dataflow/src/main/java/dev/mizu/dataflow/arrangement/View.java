package dev.mizu.dataflow.arrangement;

/**
 * Which updates a read of an arrangement sees.
 *
 * @param maxTime updates at times up to this one
 * @param staged those of the owner's current push too
 */
public record View(long maxTime, boolean staged) {
    /** For operators of the owning dataflow: what was there before the current push. */
    public static final View BEFORE = new View(Long.MAX_VALUE, false);

    /** For operators of the owning dataflow: with the current push. */
    public static final View AFTER = new View(Long.MAX_VALUE, true);

    /** For all others: complete contents at a time. */
    public static View asOf(long time) {
        return new View(time, false);
    }
}
