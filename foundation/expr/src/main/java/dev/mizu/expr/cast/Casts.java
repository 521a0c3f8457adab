package dev.mizu.expr.cast;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds the conversion from one type to another, modifiers included. */
public final class Casts {
    private Casts() {}

    /**
     * The conversion of an expression of type {@code from} to type {@code to} that {@code context} allows, identity
     * included; empty when there is none. Length, scale and precision of {@code to} are enforced. The call counts as
     * nullable unless the operand says that it is not; {@link #cast} knows better.
     */
    public static Optional<UnaryOperator<ScalarExpr>> find(ScalarType from, ScalarType to, CastContext context) {
        if (!allowed(from, to, context)) {
            return Optional.empty();
        }
        return Optional.of(expr -> apply(expr, from, to, context, mayBeNull(expr)));
    }

    /** Like {@link #find}, for one expression whose type is known. */
    public static Optional<ScalarExpr> cast(ScalarExpr expr, ColumnType from, ScalarType to, CastContext context) {
        return allowed(from.scalar(), to, context)
                ? Optional.of(apply(expr, from.scalar(), to, context, from.nullable())) : Optional.empty();
    }

    /** Whether there is a conversion in this context. */
    public static boolean allowed(ScalarType from, ScalarType to, CastContext context) {
        return required(from, to).filter(context::allows).isPresent();
    }

    private static boolean mayBeNull(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Literal l -> l.type().nullable();
            case ScalarExpr.Call c -> c.type().nullable();
            case ScalarExpr.IsNull n -> false;
            default -> true;
        };
    }

    private static ScalarExpr apply(
            ScalarExpr expr, ScalarType from, ScalarType to, CastContext context, boolean nullable) {
        if (from.equals(to)) {
            return expr;
        }
        boolean explicit = context == CastContext.EXPLICIT;
        // A literal NULL is NULL of any type; other literals fold where constants are folded.
        if (expr instanceof ScalarExpr.Literal literal && literal.value().isNull()) {
            return new ScalarExpr.Literal(literal.value(), to.nullable());
        }
        return new ScalarExpr.Call(
                new CastFunction(from, to, explicit), List.of(expr), new ColumnType(to, nullable));
    }

    /** The narrowest context in which a conversion is used; empty when there is none. */
    public static Optional<CastContext> required(ScalarType from, ScalarType to) {
        ScalarType source = Polymorphism.withoutModifiers(from);
        ScalarType target = Polymorphism.withoutModifiers(to);
        if (source.equals(target)) {
            return Optional.of(CastContext.IMPLICIT);
        }
        Optional<CastContext> simple = CastTable.context(source, target);
        return simple.isPresent() ? simple : containers(source, target);
    }

    private static Optional<CastContext> containers(ScalarType from, ScalarType to) {
        boolean container = !(from instanceof SimpleType) && !TextConversions.text(from)
                && !(from instanceof ScalarType.Numeric);
        if (TextConversions.text(to)) {
            return container || from instanceof SimpleType
                    ? CastTable.context(from, SimpleType.TEXT).or(() -> Optional.of(CastContext.ASSIGNMENT))
                    : Optional.of(CastContext.ASSIGNMENT);
        }
        if (TextConversions.text(from)) {
            return to instanceof ScalarType.Record ? Optional.empty()
                    : CastTable.context(SimpleType.TEXT, to).isPresent() || !(to instanceof SimpleType)
                            ? Optional.of(CastContext.EXPLICIT) : Optional.empty();
        }
        return switch (to) {
            case ScalarType.Array target when from instanceof ScalarType.Array source ->
                    required(source.element(), target.element())
                            .map(c -> strings(source.element(), target.element()) ? c : CastContext.EXPLICIT);
            case ScalarType.ListOf target when from instanceof ScalarType.Array source ->
                    required(source.element(), target.element()).map(c -> CastContext.EXPLICIT);
            case ScalarType.ListOf target when from instanceof ScalarType.ListOf source ->
                    required(source.element(), target.element());
            case ScalarType.Record target when from instanceof ScalarType.Record source -> records(source, target);
            default -> Optional.empty();
        };
    }

    /** Arrays of strings stand for one another as strings do. */
    private static boolean strings(ScalarType from, ScalarType to) {
        return TextConversions.text(from) && TextConversions.text(to);
    }

    private static Optional<CastContext> records(ScalarType.Record from, ScalarType.Record to) {
        if (from.fields().size() != to.fields().size()) {
            return Optional.empty();
        }
        CastContext widest = CastContext.IMPLICIT;
        for (int i = 0; i < from.fields().size(); i++) {
            Optional<CastContext> field =
                    required(from.fields().get(i).type().scalar(), to.fields().get(i).type().scalar());
            if (field.isEmpty()) {
                return Optional.empty();
            }
            widest = field.get().compareTo(widest) > 0 ? field.get() : widest;
        }
        return Optional.of(widest);
    }
}
