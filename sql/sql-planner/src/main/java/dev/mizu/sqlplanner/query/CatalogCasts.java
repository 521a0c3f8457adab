package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.List;
import java.util.Optional;

/** Casts to the types that are OIDs resolved by name. Numbers convert as usual; names are looked up in the catalog. */
final class CatalogCasts {
    private final QueryPlanner queries;
    private final QueryContext context;

    CatalogCasts(QueryPlanner queries) {
        this.queries = queries;
        this.context = queries.context();
    }

    HirScalar cast(Operand operand, SimpleType type) {
        Coercion coercion = context.coercion();
        if (operand instanceof Operand.TextLiteral(String text, int position)) {
            HirScalar oid = text.matches("[0-9]+") || type != SimpleType.REGCLASS
                    ? number(text, type, operand) : named(text, position);
            return coercion.explicit(new Operand.Typed(oid, position), type);
        }
        Optional<ScalarType> from = operand.type();
        if (from.isPresent() && (from.get() == SimpleType.TEXT || from.get() == SimpleType.NAME)) {
            throw SqlException.unsupported("casting a computed name to " + type.sqlName());
        }
        return coercion.explicit(operand, type);
    }

    private HirScalar number(String text, SimpleType type, Operand operand) {
        if (!text.matches("[0-9]+")) {
            throw SqlException.unsupported("casting a name to " + type.sqlName());
        }
        return context.coercion().explicit(operand, SimpleType.OID);
    }

    /** The OID of a relation, asked of the catalog's own tables when the query runs. */
    private HirScalar named(String text, int position) {
        CatalogItem item = relation(text, position);
        QueryStatement.Select select = (QueryStatement.Select) Parser.parseStatement(
                "SELECT oid FROM mz_catalog.mz_objects WHERE id = '" + item.id() + "'");
        PlannedQuery query = queries.plan(select.query(), Environment.TOP, List.of());
        return new HirScalar.Subquery(query.closed(), SimpleType.OID.nullable());
    }

    private CatalogItem relation(String text, int position) {
        try {
            if (Parser.parseStatement("TABLE " + text) instanceof QueryStatement.Select select
                    && select.query().body() instanceof SetExpr.Table(ObjectName name, int at)) {
                return context.names().item(name);
            }
        } catch (SqlException unknown) {
            throw QueryContext.error(SqlState.UNDEFINED_TABLE, "relation \"" + text + "\" does not exist", position);
        }
        throw QueryContext.error("42602", "invalid name syntax", position);
    }
}
