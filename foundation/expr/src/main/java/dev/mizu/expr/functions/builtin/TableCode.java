package dev.mizu.expr.functions.builtin;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.TextFormatException;
import java.util.List;
import java.util.function.Consumer;

/** A table function out of its parts. */
final class TableCode implements TableFunction {
    private final FunctionDef.Signature signature;
    private final RelationDesc output;
    private final Promise promise;
    private final Rows rows;

    TableCode(FunctionDef.Signature signature, RelationDesc output, Promise promise, Rows rows) {
        this.signature = signature;
        this.output = output;
        this.promise = promise;
        this.rows = rows;
    }

    /** What callers may count on. */
    record Promise(boolean strict, boolean fallible) {
        static final Promise SAFE = new Promise(true, false);
        static final Promise FALLIBLE = new Promise(true, true);
    }

    /** The code. */
    @FunctionalInterface
    interface Rows {
        void eval(Datum[] args, Consumer<Datum[]> rows);
    }

    @Override
    public String id() {
        return signature.id();
    }

    @Override
    public String name() {
        return signature.name();
    }

    @Override
    public RelationDesc output(List<ScalarType> args) {
        return output;
    }

    @Override
    public boolean strict() {
        return promise.strict();
    }

    @Override
    public boolean fallible() {
        return promise.fallible();
    }

    @Override
    public void eval(Datum[] args, Consumer<Datum[]> out) {
        try {
            rows.eval(args, out);
        } catch (TextFormatException malformed) {
            throw EvalException.of(malformed);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableCode f && id().equals(f.id());
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
