package dev.mizu.archrules;

/** One thing that a tidy check refuses: where, and what to do instead. A line of 0 means the whole file. */
public record Finding(String file, long line, String complaint) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + complaint : file + ":" + line + ": " + complaint;
    }
}
