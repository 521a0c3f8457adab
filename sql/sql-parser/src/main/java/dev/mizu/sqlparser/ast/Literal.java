package dev.mizu.sqlparser.ast;

import java.util.Optional;

/** A constant as written. */
public sealed interface Literal extends Expr {
    /** {@code NULL}. */
    record Null(int position) implements Literal {}

    /** {@code TRUE} or {@code FALSE}. */
    record Bool(boolean value, int position) implements Literal {}

    /** An unsigned number as written, digits only or with point and exponent; never rounded. A folded sign leads. */
    record Number(String text, int position) implements Literal {}

    /** An untyped string, escapes already resolved, whatever its quoting was. */
    record Text(String value, int position) implements Literal {}

    /** {@code INTERVAL 'text' from TO to (precision)}. */
    record Interval(String text, Optional<Field> from, Optional<Field> to, Optional<Integer> precision, int position)
            implements Literal {}

    /** A field of an interval, largest first. */
    enum Field {
        YEAR, MONTH, DAY, HOUR, MINUTE, SECOND
    }
}
