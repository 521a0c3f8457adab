package dev.mizu.sqlplanner.typing;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of one statement: types declared or found at their first use, and values when they are bound.
 * Owns the found types, on the thread that plans.
 */
public final class ParameterTypes {
    private final Map<Integer, ScalarType> types = new TreeMap<>();
    private final Optional<Parameters> bound;
    private final boolean allowed;
    private int highest;
    private boolean valueNeeded;

    private ParameterTypes(Optional<Parameters> bound, List<Optional<ScalarType>> declared, boolean allowed) {
        this.bound = bound;
        this.allowed = allowed;
        for (int i = 0; i < declared.size(); i++) {
            int number = i + 1;
            declared.get(i).ifPresent(type -> types.put(number, type));
        }
        highest = declared.size();
    }

    /** To be found out. */
    public static ParameterTypes open(List<Optional<ScalarType>> declared) {
        return new ParameterTypes(Optional.empty(), declared, true);
    }

    /** With values. */
    public static ParameterTypes bound(Parameters parameters) {
        List<Optional<ScalarType>> types = parameters.types().stream().map(Optional::of).toList();
        return new ParameterTypes(Optional.of(parameters), types, true);
    }

    /** For statements that take none. */
    public static ParameterTypes none() {
        return new ParameterTypes(Optional.empty(), List.of(), false);
    }

    /** The operand that {@code $number} is. */
    public Operand use(int number, int position) {
        boolean known = bound.map(p -> number >= 1 && number <= p.values().size()).orElse(number >= 1);
        if (!allowed || !known || number > 65535) {
            throw SqlError.of(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number)
                    .withPosition(position).toException();
        }
        highest = Math.max(highest, number);
        ScalarType type = types.get(number);
        return type == null ? new Operand.OpenParameter(number, position)
                : new Operand.Typed(expression(number, type), position);
    }

    /** Fixes the type of a parameter; a type found earlier in the same expression stays. */
    HirScalar fix(int number, ScalarType type) {
        types.putIfAbsent(number, type);
        return expression(number, types.get(number));
    }

    private HirScalar expression(int number, ScalarType type) {
        return bound.isPresent()
                ? new HirScalar.Literal(bound.get().values().get(number - 1), type.nullable())
                : new HirScalar.Parameter(number, type.nullable());
    }

    /** The plan would be another one for another value of some parameter. */
    public void needValue() {
        valueNeeded = true;
    }

    /** Whether a plan made without values holds for all of them. */
    public boolean generic() {
        return !valueNeeded;
    }

    /** The types of {@code $1} to the highest one used. */
    public List<ScalarType> found() {
        List<ScalarType> list = new ArrayList<>();
        for (int number = 1; number <= highest; number++) {
            ScalarType type = types.get(number);
            if (type == null) {
                throw SqlError.of(SqlState.INDETERMINATE_DATATYPE,
                        "could not determine data type of parameter $" + number).toException();
            }
            list.add(type);
        }
        return list;
    }

    /** The type that a parameter of which nothing is known gets. */
    static ScalarType fallback() {
        return SimpleType.TEXT;
    }
}
