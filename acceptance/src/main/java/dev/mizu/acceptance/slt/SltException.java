package dev.mizu.acceptance.slt;

/** A file that cannot be read; the message names the line. */
public final class SltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SltException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
