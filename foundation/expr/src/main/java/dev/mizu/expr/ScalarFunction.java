package dev.mizu.expr;

import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.Vector;
import java.util.List;
import java.util.Optional;

/**
 * A function that plans may call: one overload of a declaration, or one instance of a parametric family such as an
 * element-wise array cast. Two functions are equal when their ids are; the id alone crosses to another process.
 */
public interface ScalarFunction {
    /** Unique and stable, for example {@code left(text,integer)}; see {@code builtin.BuiltinFunctions#byId}. */
    String id();

    /** The name in plans, for example {@code left} or {@code +}. */
    String name();

    /** NULL in, NULL out: then {@link #eval} never sees NULL. */
    boolean strict();

    /** Whether it may raise an {@link dev.mizu.expr.EvalException}. */
    boolean fallible();

    /** Whether the result may be NULL although no argument is. */
    boolean introducesNulls();

    /** Whether a larger argument (of a one-argument function) never gives a smaller result. */
    boolean monotone();

    /** The value over one row's arguments; raises {@link dev.mizu.expr.EvalException}. */
    Datum eval(Datum[] args);

    /** The vectorized form, where the function is hot; empty otherwise. */
    Optional<Kernel> kernel();

    /**
     * The same function when some arguments are known before any row is seen: what they need (a compiled pattern, a
     * time zone) is then prepared once. Empty places are not known. Raises no error: a constant that cannot be
     * prepared is left to {@link #eval}.
     */
    default Eval bind(List<Optional<Datum>> constants) {
        return this::eval;
    }

    /** The code of a function over one row's arguments. */
    @FunctionalInterface
    interface Eval {
        Datum eval(Datum[] args);
    }

    /**
     * A whole column at once; arguments are equally long; NULLs are the kernel's own business. A kernel of a fallible
     * function raises any {@link dev.mizu.expr.EvalException} when some row fails: the caller then goes row by row.
     */
    @FunctionalInterface
    interface Kernel {
        Vector apply(Vector[] args, int rows);
    }
}
