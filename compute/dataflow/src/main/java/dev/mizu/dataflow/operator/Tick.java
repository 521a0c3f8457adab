package dev.mizu.dataflow.operator;

/**
 * One time of a dataflow, worked off in one or several pushes of input.
 *
 * @param time when it happens; outputs carry it
 * @param before the time just before, as which shared arrangements show what was there; -1 when nothing was
 * @param first whether this is the first push of the tick: all of the shared arrangements' updates come in it, except
 *     while hydrating
 * @param last whether the tick ends with this push
 */
public record Tick(long time, long before, boolean first, boolean last) {
    /** A tick of one push. */
    public static Tick whole(long time, long before) {
        return new Tick(time, before, true, true);
    }

    /** Whether the dataflow starts with this tick: before it there was nothing. */
    public boolean hydrating() {
        return before < 0;
    }
}
