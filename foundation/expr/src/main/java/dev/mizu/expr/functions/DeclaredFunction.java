package dev.mizu.expr.functions;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.TextFormatException;
import java.util.List;
import java.util.Optional;

/** A declared scalar function for arguments of certain types. */
final class DeclaredFunction implements ScalarFunction {
    private final FunctionDef def;
    private final String id;
    private final Eval eval;
    private final Optional<Kernel> kernel;

    private DeclaredFunction(FunctionDef def, List<ScalarType> args) {
        this.def = def;
        this.id = def.id(args);
        List<ScalarType> declared = def.declared(args);
        this.eval = guarded(def.evals().apply(declared));
        this.kernel = def.kernel(declared);
    }

    static ScalarFunction of(FunctionDef def, List<ScalarType> args) {
        return new DeclaredFunction(def, args);
    }

    /** A text that is no value of its type is an error of the row like any other. */
    private Eval guarded(Eval code) {
        if (!def.fallible()) {
            return code;
        }
        return args -> {
            try {
                return code.eval(args);
            } catch (TextFormatException malformed) {
                throw EvalException.of(malformed);
            }
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return def.name();
    }

    @Override
    public boolean strict() {
        return def.strict();
    }

    @Override
    public boolean fallible() {
        return def.fallible();
    }

    @Override
    public boolean introducesNulls() {
        return def.introducesNulls();
    }

    @Override
    public boolean monotone() {
        return def.monotone();
    }

    @Override
    public Datum eval(Datum[] args) {
        return eval.eval(args);
    }

    @Override
    public Optional<Kernel> kernel() {
        return kernel;
    }

    @Override
    public Eval bind(List<Optional<Datum>> constants) {
        Optional<FunctionBuilder.Preparation> preparation = def.preparation();
        if (preparation.isEmpty()) {
            return eval;
        }
        Optional<Datum> constant = constants.get(preparation.get().place());
        if (constant.isEmpty() || constant.get().isNull()) {
            return eval;
        }
        try {
            return guarded(preparation.get().maker().apply(constant.get()));
        } catch (EvalException | TextFormatException failed) {
            // The error belongs to the rows, not to the one who prepares.
            return eval;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeclaredFunction f && id.equals(f.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
