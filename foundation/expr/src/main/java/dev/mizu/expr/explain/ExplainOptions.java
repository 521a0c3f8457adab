package dev.mizu.expr.explain;

import dev.mizu.base.id.GlobalId;
import java.util.function.Function;

/**
 * What EXPLAIN shows.
 *
 * @param redacted literals are blocked out
 * @param arity the number of columns is shown at each node
 * @param types column types are shown at each node
 * @param keys unique keys are shown at each node
 * @param names what a collection is called; its id where nobody knows better
 */
public record ExplainOptions(
        boolean redacted, boolean arity, boolean types, boolean keys, Function<GlobalId, String> names) {
    public static final ExplainOptions DEFAULT = new ExplainOptions(false, false, false, false, GlobalId::toString);

    public ExplainOptions named(Function<GlobalId, String> newNames) {
        return new ExplainOptions(redacted, arity, types, keys, newNames);
    }

    public ExplainOptions asRedacted() {
        return new ExplainOptions(true, arity, types, keys, names);
    }
}
