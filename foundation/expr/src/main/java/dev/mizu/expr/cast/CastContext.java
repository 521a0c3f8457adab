package dev.mizu.expr.cast;

/** Who asks for a conversion; a wider context allows all that a narrower one does. */
public enum CastContext {
    /** Nobody wrote it: operands and arguments. */
    IMPLICIT,
    /** A value goes into a column or a declared result. */
    ASSIGNMENT,
    /** The user wrote a cast. */
    EXPLICIT;

    /** Whether a conversion declared for {@code declared} may be used here. */
    public boolean allows(CastContext declared) {
        return declared.compareTo(this) <= 0;
    }
}
