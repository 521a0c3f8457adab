package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.Optional;

/** Casts to the types that are OIDs resolved by name. Numbers convert as usual. */
final class CatalogCasts {
    private final QueryContext context;

    CatalogCasts(QueryContext context) {
        this.context = context;
    }

    HirScalar cast(Operand operand, SimpleType type) {
        Optional<ScalarType> from = operand.type();
        boolean named = operand instanceof Operand.TextLiteral
                || from.isPresent() && (from.get() == SimpleType.TEXT || from.get() == SimpleType.NAME);
        if (named && !digits(operand)) {
            throw SqlException.unsupported("casting a name to " + type.sqlName());
        }
        Coercion coercion = context.coercion();
        if (named) {
            HirScalar number = coercion.explicit(operand, SimpleType.OID);
            return coercion.explicit(new Operand.Typed(number, operand.position()), type);
        }
        return coercion.explicit(operand, type);
    }

    private static boolean digits(Operand operand) {
        return operand instanceof Operand.TextLiteral(String text, int position) && text.matches("[0-9]+");
    }
}
