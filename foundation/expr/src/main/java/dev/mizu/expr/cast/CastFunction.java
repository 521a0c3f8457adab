package dev.mizu.expr.cast;

import dev.mizu.base.Check;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.TextFormatException;
import java.util.List;
import java.util.Optional;

/**
 * A conversion as a function: {@code cast(from,to)}; {@code assign(from,to)} where text that is too long is an error
 * rather than cut.
 */
public final class CastFunction implements ScalarFunction {
    private final String id;
    private final ScalarType to;
    private final Conversion conversion;

    CastFunction(ScalarType from, ScalarType to, boolean explicit) {
        this.id = (explicit ? "cast(" : "assign(") + TypeNames.print(from) + ',' + TypeNames.print(to) + ')';
        this.to = to;
        this.conversion = Conversions.of(from, to, explicit);
    }

    /** The function of an id that {@link #id} gave, by its name and its two types. */
    public static CastFunction of(String name, List<ScalarType> types) {
        Check.that(types.size() == 2, "a cast from one type to another");
        return new CastFunction(types.get(0), types.get(1), name.equals("cast"));
    }

    /** Whether a function's name says that it is a cast. */
    public static boolean named(String name) {
        return name.equals("cast") || name.equals("assign");
    }

    /** The type it converts to. */
    public ScalarType target() {
        return to;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return id.substring(0, id.indexOf('('));
    }

    @Override
    public boolean strict() {
        return true;
    }

    @Override
    public boolean fallible() {
        return conversion.fallible();
    }

    @Override
    public boolean introducesNulls() {
        return false;
    }

    @Override
    public boolean monotone() {
        return conversion.monotone();
    }

    @Override
    public Datum eval(Datum[] args) {
        try {
            return conversion.code().apply(args[0]);
        } catch (TextFormatException malformed) {
            throw EvalException.of(malformed);
        }
    }

    @Override
    public Optional<Kernel> kernel() {
        return conversion.kernel();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CastFunction cast && id.equals(cast.id);
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
