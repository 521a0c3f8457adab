package dev.mizu.catalog.builtin;

import dev.mizu.catalog.ItemEntry;
import dev.mizu.repr.Datum;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlparser.print.SqlPrinter;
import java.util.List;

/** The SQL behind items, in the ways that the system catalog shows it. */
final class Definitions {
    private Definitions() {}

    /** The statement that makes an item. */
    static String sql(ItemEntry item) {
        return BuiltinViews.find(item.id()).map(BuiltinView::createSql).orElse(item.createSql());
    }

    /** The same without its literals. */
    static String redacted(ItemEntry item) {
        return item.createSql().isEmpty() ? sql(item)
                : SqlPrinter.print(statement(item), SqlPrinter.Mode.REDACTED);
    }

    static Datum sqlOrNull(ItemEntry item) {
        return item.createSql().isEmpty() ? Datum.NULL : Datum.of(item.createSql());
    }

    static Datum redactedOrNull(ItemEntry item) {
        return item.createSql().isEmpty() ? Datum.NULL : Datum.of(redacted(item));
    }

    /** The query of a view, plain or materialized, ended by a semicolon. */
    static String query(ItemEntry item) {
        if (item.createSql().isEmpty()) {
            return BuiltinViews.find(item.id()).map(BuiltinView::sql).orElse("") + ";";
        }
        return switch (statement(item)) {
            case CreateStatement.CreateView v -> SqlPrinter.print(v.query(), SqlPrinter.Mode.DISPLAY) + ";";
            case CreateStatement.CreateMaterializedView v ->
                    SqlPrinter.print(v.query(), SqlPrinter.Mode.DISPLAY) + ";";
            default -> item.createSql();
        };
    }

    /** The key of an index, expression by expression; none when the statement names none. */
    static List<String> keys(ItemEntry index) {
        return statement(index) instanceof CreateStatement.CreateIndex create
                ? create.key().orElse(List.of()).stream().map(OrderBy::expr)
                        .map(expr -> SqlPrinter.print(expr, SqlPrinter.Mode.DISPLAY)).toList()
                : List.of();
    }

    private static Statement statement(ItemEntry item) {
        return Parser.parseStatement(item.createSql());
    }
}
