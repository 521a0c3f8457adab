package dev.mizu.expr.functions;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.ParamType.Pseudo;
import dev.mizu.repr.ScalarType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the element type of a polymorphic signature off the types of a call's (already coerced) arguments. */
public final class Polymorphism {
    private Polymorphism() {}

    /** Whether a value of {@code type} may stand where {@code param} is declared, without any cast. */
    public static boolean accepts(ParamType param, ScalarType type) {
        return switch (param) {
            case ParamType.Exact(ScalarType declared) -> sameWithoutModifiers(declared, type);
            case Pseudo pseudo -> switch (pseudo) {
                case ANY, ANYELEMENT, ANYCOMPATIBLE -> true;
                case ANYNONARRAY, ANYCOMPATIBLENONARRAY -> !(type instanceof ScalarType.Array);
                case RECORD -> type instanceof ScalarType.Record;
                default -> elementOf(Objects.requireNonNull(pseudo), type).isPresent();
            };
        };
    }

    /** Whether two types differ at most in length, scale or precision. */
    public static boolean sameWithoutModifiers(ScalarType a, ScalarType b) {
        return withoutModifiers(a).equals(withoutModifiers(b));
    }

    /** The type without length, scale or precision, at every depth but inside records. */
    public static ScalarType withoutModifiers(ScalarType type) {
        return switch (type) {
            case ScalarType.Numeric n -> ScalarType.NUMERIC;
            case ScalarType.Varchar v -> ScalarType.VARCHAR;
            case ScalarType.Char c -> ScalarType.BPCHAR;
            case ScalarType.Timestamp t -> ScalarType.TIMESTAMP;
            case ScalarType.TimestampTz t -> ScalarType.TIMESTAMPTZ;
            case ScalarType.Array a -> new ScalarType.Array(withoutModifiers(a.element()));
            case ScalarType.ListOf l -> new ScalarType.ListOf(withoutModifiers(l.element()));
            case ScalarType.MapOf m -> new ScalarType.MapOf(withoutModifiers(m.value()));
            default -> type;
        };
    }

    /** The element type that an argument of {@code type} in the place of {@code pseudo} speaks of. */
    public static Optional<ScalarType> elementOf(Pseudo pseudo, ScalarType type) {
        return switch (pseudo) {
            case ANY, RECORD -> Optional.empty();
            case ANYELEMENT, ANYNONARRAY, ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> Optional.of(type);
            case ANYARRAY, ANYCOMPATIBLEARRAY ->
                    type instanceof ScalarType.Array a ? Optional.of(a.element()) : Optional.empty();
            case ANYRANGE, ANYCOMPATIBLERANGE ->
                    type instanceof ScalarType.Range r ? Optional.of(r.element()) : Optional.empty();
            case ANYLIST, ANYCOMPATIBLELIST ->
                    type instanceof ScalarType.ListOf l ? Optional.of(l.element()) : Optional.empty();
            case ANYMAP, ANYCOMPATIBLEMAP ->
                    type instanceof ScalarType.MapOf m ? Optional.of(m.value()) : Optional.empty();
        };
    }

    /** The type that {@code pseudo} stands for when the signature's element type is {@code element}. */
    public static ScalarType fill(Pseudo pseudo, ScalarType element) {
        return switch (pseudo) {
            case ANY, RECORD, ANYELEMENT, ANYNONARRAY, ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> element;
            case ANYARRAY, ANYCOMPATIBLEARRAY -> new ScalarType.Array(element);
            case ANYRANGE, ANYCOMPATIBLERANGE -> new ScalarType.Range(element);
            case ANYLIST, ANYCOMPATIBLELIST -> new ScalarType.ListOf(element);
            case ANYMAP, ANYCOMPATIBLEMAP -> new ScalarType.MapOf(element);
        };
    }

    /** The result's type of a call; a pseudo result takes its element from the first argument that binds one. */
    static ScalarType result(ParamType result, List<ParamType> places, List<ScalarType> args) {
        if (result instanceof ParamType.Exact(ScalarType type)) {
            return type;
        }
        Pseudo wanted = (Pseudo) result;
        for (int i = 0; i < args.size(); i++) {
            if (places.get(i) instanceof Pseudo pseudo && (pseudo.binds() || !wanted.binds())) {
                return fill(wanted, elementOf(pseudo, args.get(i)).orElse(args.get(i)));
            }
        }
        throw new SqlException(SqlState.INDETERMINATE_DATATYPE,
                "could not determine polymorphic type because input has type unknown");
    }
}
