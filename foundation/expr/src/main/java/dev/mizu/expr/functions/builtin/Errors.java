package dev.mizu.expr.functions.builtin;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;

/** The errors that several families raise. */
final class Errors {
    /** Results of string functions are at most this many bytes. */
    static final int MAX_TEXT = 100 << 20;

    private Errors() {}

    static EvalException divisionByZero() {
        return new EvalException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    static EvalException overflow() {
        return new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: overflow");
    }

    static EvalException underflow() {
        return new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, "value out of range: underflow");
    }

    /** A function of numbers that does not reach as far as its argument. */
    static EvalException undefined(String code, String function, String where) {
        return new EvalException(code, "function " + function + " is not defined for " + where);
    }

    /** A number that its integer type cannot hold. */
    static EvalException outOfRange(String number, String type) {
        return new EvalException(SqlState.NUMERIC_OUT_OF_RANGE, '"' + number + "\" " + type + " out of range");
    }

    static EvalException timestampOutOfRange() {
        return new EvalException(SqlState.DATETIME_OVERFLOW, "timestamp out of range");
    }

    static EvalException intervalOutOfRange() {
        return new EvalException(SqlState.DATETIME_OVERFLOW, "interval out of range");
    }

    static EvalException invalidParameter(String message) {
        return new EvalException(SqlState.INVALID_PARAMETER_VALUE, message);
    }

    /** A call that cannot be planned: its shape depends on an argument that is missing or wrong. */
    static SqlException planning(String message) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
    }

    static EvalException tooLarge() {
        return new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }
}
