package dev.mizu.expr;

import dev.mizu.base.error.SqlError;
import dev.mizu.repr.text.TextFormatException;

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

    /** The error of a text that is no value of its type. */
    public static EvalException of(TextFormatException malformed) {
        SqlError error = malformed.error();
        return new EvalException(new EvalError(error.code(), error.message(), error.detail().orElse("")));
    }

    public EvalError error() {
        return error;
    }
}
