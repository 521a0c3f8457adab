package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.pg.PseudoType;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.NameResolver;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.List;
import java.util.Optional;

/**
 * Casts between names and the types that are OIDs of what is named. Literals are resolved here, as names in FROM are;
 * other texts by a query over the catalog. Numbers convert as usual.
 */
final class CatalogCasts {
    private final ExprPlanner planner;
    private final QueryContext context;

    CatalogCasts(ExprPlanner planner) {
        this.planner = planner;
        this.context = planner.context();
    }

    /** To {@code regclass}, {@code regtype} or {@code regproc}. */
    HirScalar cast(Operand operand, SimpleType type) {
        Coercion coercion = context.coercion();
        if (operand instanceof Operand.TextLiteral(String text, int position)) {
            Optional<Long> oid = text.matches("[0-9]+") ? Optional.of(Long.parseLong(text))
                    : literal(text, type, position);
            if (oid.isPresent()) {
                return new HirScalar.Literal(Datum.of(oid.get()), type.notNull());
            }
        }
        Optional<ScalarType> from = operand.type();
        boolean named = operand instanceof Operand.TextLiteral
                || from.isPresent() && (from.get() == SimpleType.TEXT || from.get() == SimpleType.NAME);
        if (!named) {
            return coercion.explicit(operand, type);
        }
        HirScalar text = coercion.explicit(operand, SimpleType.TEXT);
        HirScalar oid = new SqlFunctions(planner).call("mz_" + type.sqlName() + "_by_name", text, operand.position());
        return coercion.explicit(new Operand.Typed(oid, operand.position()), type);
    }

    /** Whether a cast asks for the name behind an OID. */
    boolean names(Operand operand, ScalarType type) {
        return type == SimpleType.TEXT && operand.type().filter(from -> from == SimpleType.REGCLASS
                || from == SimpleType.REGTYPE || from == SimpleType.REGPROC).isPresent();
    }

    /** The name behind an OID. */
    HirScalar name(Operand operand) {
        Coercion coercion = context.coercion();
        ScalarType type = HirTypes.of(coercion.settle(operand)).scalar();
        HirScalar oid = coercion.explicit(operand, SimpleType.OID);
        return new SqlFunctions(planner).call("mz_" + type.sqlName() + "_name", oid, operand.position());
    }

    /** What a literal names; empty for functions, which no snapshot knows. */
    private Optional<Long> literal(String text, SimpleType type, int position) {
        return switch (type) {
            case REGCLASS -> Optional.of(relation(text, position));
            case REGTYPE -> Optional.of(type(text));
            default -> Optional.empty();
        };
    }

    private long relation(String text, int position) {
        List<Ident> parts = Parser.parseExpr(text) instanceof Expr.Name name ? name.parts() : List.of();
        Optional<CatalogItem> item = parts.isEmpty() ? Optional.empty()
                : context.names().find(new ObjectName(parts, position),
                        i -> i.kind().relation() || i.kind() == ItemKind.INDEX);
        return item.map(CatalogItem::oid).orElseThrow(() -> SqlError.of(SqlState.UNDEFINED_TABLE,
                "relation \"" + (parts.isEmpty() ? text : NameResolver.dotted(parts)) + "\" does not exist")
                .withPosition(position).toException());
    }

    private long type(String text) {
        // Anything else is spelled as only types are: with brackets, modifiers, several words.
        if (text.matches("[\\w.\"]+") && Parser.parseExpr(text) instanceof Expr.Name name) {
            String last = name.parts().getLast().value();
            for (PseudoType pseudo : PseudoType.values()) {
                if (pseudo.sqlName().equals(last)) {
                    return pseudo.oid();
                }
            }
            Optional<CatalogItem> item =
                    context.names().find(new ObjectName(name.parts(), 0), i -> i.kind() == ItemKind.TYPE);
            if (item.isPresent()) {
                return item.get().oid();
            }
        }
        return PgType.oid(context.types().resolve(Parser.parseType(text)));
    }
}
