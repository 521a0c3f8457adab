package dev.mizu.sqlplanner.typing;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.cast.Casts;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Gives operands the type that their place asks for. */
public final class Coercion {
    private final ParameterTypes parameters;

    public Coercion(ParameterTypes parameters) {
        this.parameters = parameters;
    }

    /** Whether a value of one type may stand where another is wanted without the user saying so. */
    public static boolean implicit(ScalarType from, ScalarType to) {
        return from.equals(to) || Casts.find(from, to, CastContext.IMPLICIT).isPresent();
    }

    /** The operand as the type it has, text where that is open. */
    public HirScalar settle(Operand operand) {
        return operand instanceof Operand.Typed(HirScalar expr, int position) ? expr
                : to(operand, operand.type().orElse(SimpleType.TEXT), CastContext.IMPLICIT).orElseThrow();
    }

    /** The operand as {@code type}, or empty when the context allows no such cast. Literals are read at once. */
    public Optional<HirScalar> to(Operand operand, ScalarType type, CastContext context) {
        return switch (operand) {
            case Operand.Typed t -> cast(t.expr(), type, context);
            case Operand.NullLiteral n -> Optional.of(new HirScalar.Literal(Datum.NULL, type.nullable()));
            case Operand.OpenParameter p -> Optional.of(parameter(p, type, context));
            case Operand.TextLiteral t -> Optional.of(literal(t, type, context));
            case Operand.RowOf r -> row(r, type, context);
        };
    }

    private HirScalar parameter(Operand.OpenParameter parameter, ScalarType type, CastContext context) {
        HirScalar fixed = parameters.fix(parameter.number(), type);
        return cast(fixed, type, context).orElseThrow(() -> SqlError.of(SqlState.AMBIGUOUS_PARAMETER,
                        "inconsistent types deduced for parameter $" + parameter.number())
                .withDetail(HirTypes.of(fixed).scalar().sqlName() + " versus " + type.sqlName())
                .withPosition(parameter.position()).toException());
    }

    private Optional<HirScalar> row(Operand.RowOf row, ScalarType type, CastContext context) {
        if (!(type instanceof ScalarType.Record record) || record.fields().size() != row.fields().size()) {
            HirScalar own = row(row, ((ScalarType.Record) row.type().orElseThrow()));
            return cast(own, type, context);
        }
        List<HirScalar> fields = new ArrayList<>();
        for (int i = 0; i < row.fields().size(); i++) {
            Optional<HirScalar> field = to(row.fields().get(i), record.fields().get(i).type().scalar(), context);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(Forms.record(fields, record));
    }

    private HirScalar row(Operand.RowOf row, ScalarType.Record type) {
        List<HirScalar> fields = new ArrayList<>();
        for (int i = 0; i < row.fields().size(); i++) {
            fields.add(to(row.fields().get(i), type.fields().get(i).type().scalar(), CastContext.IMPLICIT)
                    .orElseThrow());
        }
        return Forms.record(fields, type);
    }

    /** The expression as {@code type}, or empty when the context allows no such cast. */
    public static Optional<HirScalar> cast(HirScalar expr, ScalarType type, CastContext context) {
        ScalarType from = HirTypes.of(expr).scalar();
        if (from.equals(type)) {
            return Optional.of(expr);
        }
        if (expr instanceof HirScalar.Literal(Datum value, var old) && value.isNull()
                && Casts.find(from, type, context).isPresent()) {
            return Optional.of(new HirScalar.Literal(Datum.NULL, type.nullable()));
        }
        // A cast is an expression over one column.
        return Casts.find(from, type, context).map(cast -> expr instanceof HirScalar.Literal l
                ? folded(cast.apply(new ScalarExpr.Literal(l.value(), l.type())), type)
                : HirWalk.embed(cast.apply(new ScalarExpr.Column(0)), List.of(expr)));
    }

    /** A cast literal as a literal, unless casting fails: the error belongs to the rows. */
    private static HirScalar folded(ScalarExpr cast, ScalarType type) {
        try {
            Optional<Datum> known = ConstantEvaluation.value(cast);
            if (known.isPresent()) {
                return new HirScalar.Literal(known.get(), known.get().isNull() ? type.nullable() : type.notNull());
            }
        } catch (EvalException failed) {
            return HirWalk.embed(cast, List.of());
        }
        return HirWalk.embed(cast, List.of());
    }

    private static HirScalar literal(Operand.TextLiteral literal, ScalarType type, CastContext context) {
        ScalarExpr text = new ScalarExpr.Literal(Datum.of(literal.text()), SimpleType.TEXT.notNull());
        if (type.equals(SimpleType.TEXT)) {
            return new HirScalar.Literal(Datum.of(literal.text()), SimpleType.TEXT.notNull());
        }
        ScalarType plain = Polymorphism.withoutModifiers(type);
        UnaryOperator<ScalarExpr> read = Casts.find(SimpleType.TEXT, plain, CastContext.EXPLICIT)
                .orElseThrow(() -> cannotCast(SimpleType.TEXT, type, literal.position()));
        try {
            ScalarExpr value = read.apply(text);
            if (!plain.equals(type)) {
                value = Casts.find(plain, type, context == CastContext.IMPLICIT ? CastContext.ASSIGNMENT : context)
                        .orElseThrow(() -> cannotCast(plain, type, literal.position())).apply(value);
            }
            Optional<Datum> known = ConstantEvaluation.value(value);
            return known.isPresent()
                    ? new HirScalar.Literal(known.get(), known.get().isNull() ? type.nullable() : type.notNull())
                    : HirWalk.embed(value, List.of());
        } catch (EvalException failed) {
            throw failed.error().toSqlError().withPosition(literal.position()).toException();
        }
    }

    /** As {@link #to}, for an operand of a construct that needs a truth value. */
    public HirScalar toBool(Operand operand, String construct) {
        return to(operand, SimpleType.BOOL, CastContext.IMPLICIT).orElseThrow(() -> SqlError.of(
                        SqlState.DATATYPE_MISMATCH, "argument of " + construct + " must be type boolean, not type "
                                + name(operand))
                .withPosition(operand.position()).toException());
    }

    /** As {@link #to}, in an assignment to a column. */
    public HirScalar toColumn(Operand operand, ScalarType type, String column) {
        return to(operand, type, CastContext.ASSIGNMENT).orElseThrow(() -> SqlError.of(
                        SqlState.DATATYPE_MISMATCH, "column \"" + column + "\" is of type " + type.sqlName()
                                + " but expression is of type " + name(operand))
                .withHint("You will need to rewrite or cast the expression.")
                .withPosition(operand.position()).toException());
    }

    /** As {@link #to}, for a cast that the user wrote. */
    public HirScalar explicit(Operand operand, ScalarType type) {
        return to(operand, type, CastContext.EXPLICIT)
                .orElseThrow(() -> cannotCast(operand.type().orElse(SimpleType.TEXT), type, operand.position()));
    }

    /** The operands in their common type, which a CASE, a UNION or the like has. */
    public List<HirScalar> unify(List<Operand> operands, String construct) {
        ScalarType common = CommonType.of(operands, construct);
        List<HirScalar> unified = new ArrayList<>();
        for (Operand operand : operands) {
            unified.add(to(operand, common, CastContext.IMPLICIT).orElseThrow(() -> SqlError.of(
                            SqlState.CANNOT_COERCE, construct + " could not convert type " + name(operand) + " to "
                                    + common.sqlName())
                    .withPosition(operand.position()).toException()));
        }
        return unified;
    }

    /** The name of an operand's type as messages say it. */
    public static String name(Operand operand) {
        return operand.type().map(ScalarType::sqlName).orElse("unknown");
    }

    private static SqlException cannotCast(ScalarType from, ScalarType to, int position) {
        return SqlError.of(SqlState.CANNOT_COERCE,
                        "cannot cast type " + from.sqlName() + " to " + to.sqlName())
                .withPosition(position).toException();
    }
}
