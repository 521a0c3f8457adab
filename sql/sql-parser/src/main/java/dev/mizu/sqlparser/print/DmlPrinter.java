package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.DmlStatement.CopyRelation;
import dev.mizu.sqlparser.ast.DmlStatement.CopySource;
import dev.mizu.sqlparser.ast.DmlStatement.CopyTarget;
import dev.mizu.sqlparser.ast.DmlStatement.InsertSource;
import dev.mizu.sqlparser.ast.SetExpr.SelectItem;
import java.util.List;

/** INSERT, UPDATE, DELETE, COPY. */
final class DmlPrinter {
    private DmlPrinter() {}

    static void statement(Out out, DmlStatement statement) {
        switch (statement) {
            case DmlStatement.Insert insert -> {
                out.put("INSERT INTO ").name(insert.table()).columns(insert.columns());
                switch (insert.source()) {
                    case InsertSource.DefaultValues ignored -> out.put(" DEFAULT VALUES");
                    case InsertSource.Rows rows -> QueryPrinter.query(out.put(" "), rows.query());
                }
                returning(out, insert.returning());
            }
            case DmlStatement.Update update -> {
                QueryPrinter.alias(out.put("UPDATE ").name(update.table()), update.alias()).put(" SET ")
                        .list(update.assignments(), (o, assignment) ->
                                ExprPrinter.expr(o.ident(assignment.column()).put(" = "), assignment.value()));
                returning(QueryPrinter.where(out, update.where()), update.returning());
            }
            case DmlStatement.Delete delete -> {
                QueryPrinter.alias(out.put("DELETE FROM ").name(delete.table()), delete.alias());
                if (!delete.using().isEmpty()) {
                    out.put(" USING ").list(delete.using(), QueryPrinter::tableRef);
                }
                returning(QueryPrinter.where(out, delete.where()), delete.returning());
            }
            case DmlStatement.CopyFrom copy -> {
                out.put("COPY ").name(copy.table()).columns(copy.columns()).put(" FROM ");
                switch (copy.source()) {
                    case CopySource.Stdin ignored -> out.put("STDIN");
                    case CopySource.Url url -> ExprPrinter.expr(out, url.url());
                }
                OptionPrinter.with(out, copy.options());
            }
            case DmlStatement.CopyTo copy -> copyTo(out, copy);
        }
    }

    private static void returning(Out out, List<SelectItem> items) {
        if (!items.isEmpty()) {
            QueryPrinter.items(out.put(" RETURNING "), items);
        }
    }

    private static void copyTo(Out out, DmlStatement.CopyTo copy) {
        out.put("COPY ");
        switch (copy.relation()) {
            case CopyRelation.Table table -> out.name(table.name()).columns(table.columns());
            case CopyRelation.Rows rows -> {
                QueryPrinter.statement(out.put("("), rows.statement());
                out.put(")");
            }
        }
        out.put(" TO ");
        switch (copy.target()) {
            case CopyTarget.Stdout ignored -> out.put("STDOUT");
            case CopyTarget.Url url -> ExprPrinter.expr(out, url.url());
        }
        OptionPrinter.with(out, copy.options());
    }
}
