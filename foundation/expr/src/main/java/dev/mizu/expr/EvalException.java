package dev.mizu.expr;

/** Carries an {@link EvalError} out of one function call; the evaluator turns it into data. Has no stack trace. */
public final class EvalException extends RuntimeException {
    private final transient EvalError error;

    public EvalException(EvalError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public EvalException(String code, String message) {
        this(EvalError.of(code, message));
    }

    public EvalError error() {
        return error;
    }
}
