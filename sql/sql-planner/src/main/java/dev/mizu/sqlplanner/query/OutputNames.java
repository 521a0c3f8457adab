package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.TypeName;
import java.util.List;
import java.util.Optional;

/** Names of output columns: how they come about, and how ORDER BY and GROUP BY refer to them. */
final class OutputNames {
    private OutputNames() {}

    /** The name that an unnamed select item gets. */
    static String of(Expr expr) {
        return guess(expr).orElse("?column?");
    }

    private static Optional<String> guess(Expr expr) {
        return switch (expr) {
            case Expr.Name n -> Optional.of(n.parts().getLast().value());
            case Expr.FieldOf f -> Optional.of(f.field().value());
            case Expr.Call c -> Optional.of(c.name().last().value());
            case Expr.Cast c -> guess(c.operand()).or(() -> typeName(c.type()));
            case Expr.Collate c -> guess(c.operand());
            case Expr.Subscript s -> guess(s.operand());
            case Expr.Case c -> Optional.of(c.otherwise().flatMap(OutputNames::columnName).orElse("case"));
            case Expr.Exists e -> Optional.of("exists");
            case Expr.Row r -> Optional.of("row");
            case Expr.Array a -> Optional.of("array");
            case Expr.ArrayQuery a -> Optional.of("array");
            case Expr.ListOf l -> Optional.of("list");
            case Expr.ListQuery l -> Optional.of("list");
            case Expr.MapOf m -> Optional.of("map");
            case Expr.MapQuery m -> Optional.of("map");
            case Expr.Subquery s -> subquery(s);
            case Literal.Bool b -> Optional.of("bool");
            case Literal.Interval i -> Optional.of("interval");
            default -> Optional.empty();
        };
    }

    private static Optional<String> columnName(Expr expr) {
        return expr instanceof Expr.Name n ? Optional.of(n.parts().getLast().value()) : Optional.empty();
    }

    private static Optional<String> typeName(TypeName type) {
        return switch (type) {
            case TypeName.Named n -> Optional.of(n.name().last().value());
            case TypeName.Array a -> typeName(a.element());
            case TypeName.ListOf l -> Optional.of("list");
            case TypeName.MapOf m -> Optional.of("map");
        };
    }

    private static Optional<String> subquery(Expr.Subquery subquery) {
        if (subquery.query().body() instanceof SetExpr.Select select && select.items().size() == 1
                && select.items().getFirst() instanceof SetExpr.SelectItem.Value value) {
            return value.alias().map(alias -> alias.value()).or(() -> guess(value.expr()));
        }
        return Optional.empty();
    }

    /** The output column that an integer or a bare name means, counted from 0; 42P10, 42702. */
    static Optional<Integer> reference(Expr expr, List<String> names, String clause) {
        if (QueryPlanner.isPosition(expr)) {
            String text = ((Literal.Number) expr).text();
            int position = text.length() < 9 ? Integer.parseInt(text) : Integer.MAX_VALUE;
            if (position < 1 || position > names.size()) {
                throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE,
                        clause + " position " + text + " is not in select list", expr.position());
            }
            return Optional.of(position - 1);
        }
        if (!(expr instanceof Expr.Name name) || name.parts().size() != 1) {
            return Optional.empty();
        }
        String wanted = name.parts().getFirst().value();
        int found = names.indexOf(wanted);
        return found < 0 ? Optional.empty() : Optional.of(found);
    }

    /** The sort order that an item asks for. */
    static ColumnOrder order(OrderBy item, int column) {
        boolean nullsLast = item.nullsFirst().map(first -> !first).orElse(!item.descending());
        return new ColumnOrder(column, item.descending(), nullsLast);
    }
}
