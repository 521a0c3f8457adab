package dev.mizu.sqlplanner.typing;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The type that several operands agree on. */
public final class CommonType {
    private CommonType() {}

    /** The common type; {@code construct} (UNION, CASE, ..) is named when there is none. */
    public static ScalarType of(List<Operand> operands, String construct) {
        List<ScalarType> types = new ArrayList<>();
        List<Operand> typed = new ArrayList<>();
        for (Operand operand : operands) {
            operand.type().ifPresent(type -> {
                types.add(type);
                typed.add(operand);
            });
        }
        if (types.isEmpty()) {
            return SimpleType.TEXT;
        }
        if (types.stream().allMatch(types.getFirst()::equals)) {
            return types.getFirst();
        }
        boolean signed = types.stream().anyMatch(CommonType::signed);
        ScalarType current = widened(types.getFirst(), signed);
        for (int i = 1; i < types.size(); i++) {
            ScalarType next = widened(types.get(i), signed);
            Optional<ScalarType> better = better(current, next);
            if (better.isEmpty()) {
                throw SqlError.of(SqlState.DATATYPE_MISMATCH, construct + " types " + types.getFirst().sqlName()
                                + " and " + types.get(i).sqlName() + " cannot be matched")
                        .withPosition(typed.get(i).position()).toException();
            }
            current = better.get();
        }
        return current;
    }

    /** The common type of types alone; empty when there is none. */
    public static Optional<ScalarType> of(List<ScalarType> types) {
        boolean signed = types.stream().anyMatch(CommonType::signed);
        Optional<ScalarType> current = Optional.empty();
        for (ScalarType type : types) {
            ScalarType next = widened(type, signed);
            current = current.isEmpty() ? Optional.of(next) : better(current.get(), next);
            if (current.isEmpty()) {
                return current;
            }
        }
        return current;
    }

    private static Optional<ScalarType> better(ScalarType current, ScalarType next) {
        if (current.equals(next)) {
            return Optional.of(current);
        }
        if (current instanceof ScalarType.Record a && next instanceof ScalarType.Record b) {
            return records(a, b);
        }
        if (TypeCategory.of(current) != TypeCategory.of(next)) {
            return Optional.empty();
        }
        if (!TypeCategory.preferred(current) && Coercion.implicit(current, next) && !Coercion.implicit(next, current)) {
            return Optional.of(next);
        }
        return Optional.of(current);
    }

    private static Optional<ScalarType> records(ScalarType.Record a, ScalarType.Record b) {
        if (a.fields().size() != b.fields().size()) {
            return Optional.empty();
        }
        List<ScalarType.Field> fields = new ArrayList<>();
        for (int i = 0; i < a.fields().size(); i++) {
            Optional<ScalarType> field = better(Polymorphism.withoutModifiers(a.fields().get(i).type().scalar()),
                    Polymorphism.withoutModifiers(b.fields().get(i).type().scalar()));
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new ScalarType.Field(a.fields().get(i).name(), field.get().nullable()));
        }
        return Optional.of(new ScalarType.Record(fields));
    }

    private static boolean signed(ScalarType type) {
        return type == SimpleType.INT2 || type == SimpleType.INT4 || type == SimpleType.INT8;
    }

    /** Without modifiers; next to signed integers an unsigned one counts as the next wider signed type. */
    private static ScalarType widened(ScalarType type, boolean signed) {
        if (signed && type instanceof SimpleType simple) {
            return switch (simple) {
                case UINT2 -> SimpleType.INT4;
                case UINT4 -> SimpleType.INT8;
                case UINT8 -> ScalarType.NUMERIC;
                default -> Objects.requireNonNull(simple);
            };
        }
        return Polymorphism.withoutModifiers(type);
    }
}
