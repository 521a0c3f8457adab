package dev.mizu.archrules;

/**
 * One thing that a check refuses: by which rule, where, and what to do instead. {@code place} is a file, a class or a
 * set of packages; a line of 0 means all of it.
 */
public record Finding(String rule, String place, long line, String complaint) {
    /** What a debt is known by: it stays the same while lines move. */
    public String key() {
        return rule + " " + place;
    }

    @Override
    public String toString() {
        return (line == 0 ? place : place + ":" + line) + ": " + complaint + " [" + rule + "]";
    }
}
