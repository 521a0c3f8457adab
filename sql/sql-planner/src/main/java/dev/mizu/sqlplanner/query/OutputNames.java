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

    /** A name that an expression suggests; one that says only of what kind it is gives way to others. */
    private record Suggestion(String name, boolean telling) {
        static Optional<Suggestion> telling(String name) {
            return Optional.of(new Suggestion(name, true));
        }

        static Optional<Suggestion> kind(String name) {
            return Optional.of(new Suggestion(name, false));
        }
    }

    /** The name that an unnamed select item gets. */
    static String of(Expr expr) {
        return guess(expr).map(Suggestion::name).orElse("?column?");
    }

    private static Optional<Suggestion> guess(Expr expr) {
        return switch (expr) {
            case Expr.Name n -> Suggestion.telling(n.parts().getLast().value());
            case Expr.FieldOf f -> Suggestion.telling(f.field().value());
            case Expr.Call c -> Suggestion.telling(c.name().last().value());
            case Expr.Cast c -> guess(c.operand()).filter(Suggestion::telling)
                    .or(() -> Suggestion.kind(typeName(c.type())));
            case Expr.Collate c -> guess(c.operand());
            case Expr.Subscript s -> guess(s.operand());
            case Expr.Case c -> c.otherwise().flatMap(OutputNames::guess).filter(Suggestion::telling)
                    .or(() -> Suggestion.kind("case"));
            case Expr.Exists e -> Suggestion.telling("exists");
            case Expr.Row r -> Suggestion.telling("row");
            case Expr.Array a -> Suggestion.telling("array");
            case Expr.ArrayQuery a -> Suggestion.telling("array");
            case Expr.ListOf l -> Suggestion.telling("list");
            case Expr.ListQuery l -> Suggestion.telling("list");
            case Expr.MapOf m -> Suggestion.telling("map");
            case Expr.MapQuery m -> Suggestion.telling("map");
            case Expr.Subquery s -> subquery(s);
            case Literal.Interval i -> Suggestion.kind("interval");
            default -> Optional.empty();
        };
    }

    private static String typeName(TypeName type) {
        return switch (type) {
            case TypeName.Named n -> n.name().last().value();
            case TypeName.Array a -> typeName(a.element());
            case TypeName.ListOf l -> "list";
            case TypeName.MapOf m -> "map";
        };
    }

    private static Optional<Suggestion> subquery(Expr.Subquery subquery) {
        if (subquery.query().body() instanceof SetExpr.Select select && select.items().size() == 1
                && select.items().getFirst() instanceof SetExpr.SelectItem.Value value) {
            Optional<String> name = value.alias().map(alias -> alias.value())
                    .or(() -> guess(value.expr()).map(Suggestion::name));
            return name.flatMap(Suggestion::telling);
        }
        return subquery.query().body() instanceof SetExpr.Values ? Suggestion.telling("column1") : Optional.empty();
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
        if (expr instanceof Literal && !(expr instanceof Literal.Interval)) {
            throw QueryContext.error(
                    SqlState.SYNTAX_ERROR, "non-integer constant in " + clause, expr.position());
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
