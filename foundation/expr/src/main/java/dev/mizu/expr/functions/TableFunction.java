package dev.mizu.expr.functions;

import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.function.Consumer;

/** A function that gives rows, for example {@code generate_series}. Equal when ids are. */
public interface TableFunction {
    String id();

    String name();

    /** Names and types of the rows for arguments of the given types. */
    RelationDesc output(List<ScalarType> args);

    /** NULL in, no rows out: then {@link #eval} never sees NULL. */
    boolean strict();

    boolean fallible();

    /** Hands every row to {@code rows}, in order; raises {@link dev.mizu.expr.EvalException}. */
    void eval(Datum[] args, Consumer<Datum[]> rows);
}
