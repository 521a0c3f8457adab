package dev.mizu.expr.functions;

import dev.mizu.repr.Datum;
import dev.mizu.repr.batch.Vector;
import java.util.Optional;

/**
 * A function that plans may call: one overload of a declaration, or one instance of a parametric family such as an
 * element-wise array cast. Two functions are equal when their ids are; the id alone crosses to another process.
 */
public interface ScalarFunction {
    /** Unique and stable, for example {@code left(text,integer)}; see {@code BuiltinFunctions#byId}. */
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

    /** The vectorized form, where the function is hot and cannot fail row by row; empty otherwise. */
    Optional<Kernel> kernel();

    /** A whole column at once; arguments are equally long; NULLs are the kernel's own business. */
    @FunctionalInterface
    interface Kernel {
        Vector apply(Vector[] args, int rows);
    }
}
