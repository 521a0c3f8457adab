package dev.mizu.expr.testing;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.cast.Casts;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import dev.mizu.repr.text.TextFormatException;

/** An expression with its type; {@code unknown} marks a bare string or NULL whose type the context decides. */
record Typed(ScalarExpr expr, ColumnType type, boolean unknown) {
    static Typed of(Datum value, ScalarType type) {
        ColumnType column = new ColumnType(type, value.isNull());
        return new Typed(new ScalarExpr.Literal(value, column), column, false);
    }

    static Typed unknown(Datum value) {
        return new Typed(of(value, SimpleType.TEXT).expr(), new ColumnType(SimpleType.TEXT, value.isNull()), true);
    }

    ScalarType scalar() {
        return type.scalar();
    }

    /** Whether the conversion exists. */
    boolean converts(ScalarType to, CastContext context) {
        return unknown || Casts.allowed(scalar(), to, context);
    }

    Typed cast(ScalarType to, CastContext context) {
        if (unknown && expr instanceof ScalarExpr.Literal literal) {
            if (literal.value().isNull()) {
                return of(Datum.NULL, to);
            }
            try {
                if (!(to instanceof ScalarType.Varchar) && !(to instanceof ScalarType.Char)) {
                    return of(DatumText.parse(to, literal.value().asText()), to);
                }
            } catch (TextFormatException malformed) {
                return new Typed(new ScalarExpr.Failure(
                        dev.mizu.expr.EvalException.of(malformed).error(), to.nullable()), to.nullable(), false);
            }
        }
        ScalarExpr converted = Casts.cast(expr, type, to, context).orElseThrow(() ->
                new IllegalArgumentException("cannot cast " + type + " to " + to));
        return new Typed(converted, new ColumnType(to, type.nullable()), false);
    }
}
