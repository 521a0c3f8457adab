package dev.mizu.expr.functions.builtin;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.repr.Datum;
import java.util.List;
import java.util.Optional;

/**
 * {@code x op ANY (array)} and {@code x op ALL (array)}, over arrays and lists: the operator between x and each
 * element, joined by OR or AND. Its id is the operator's with {@code any:} or {@code all:} before it.
 */
final class QuantifiedFunction implements ScalarFunction {
    static final String ANY = "any:";
    static final String ALL = "all:";

    private final ScalarFunction operator;
    private final boolean all;

    QuantifiedFunction(ScalarFunction operator, boolean all) {
        this.operator = operator;
        this.all = all;
    }

    @Override
    public String id() {
        return (all ? ALL : ANY) + operator.id();
    }

    @Override
    public String name() {
        return operator.name() + (all ? " all" : " any");
    }

    @Override
    public boolean strict() {
        // Over no elements the answer is known whatever x is.
        return false;
    }

    @Override
    public boolean fallible() {
        return operator.fallible();
    }

    @Override
    public boolean introducesNulls() {
        return true;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public Datum eval(Datum[] args) {
        if (args[1].isNull()) {
            return Datum.NULL;
        }
        List<Datum> elements = args[1] instanceof Datum.Array array
                ? array.elements() : ((Datum.ListDatum) args[1]).elements();
        Datum result = Datum.of(all);
        for (Datum element : elements) {
            boolean unknown = operator.strict() && (args[0].isNull() || element.isNull());
            Datum truth = unknown ? Datum.NULL : operator.eval(new Datum[] {args[0], element});
            if (truth.isNull()) {
                result = Datum.NULL;
            } else if (truth.asBool() != all) {
                return truth;
            }
        }
        return result;
    }

    @Override
    public Optional<Kernel> kernel() {
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantifiedFunction f && id().equals(f.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return id();
    }
}
