package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.Query.With;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.QueryStatement.Output;
import dev.mizu.sqlparser.ast.QueryStatement.Relation;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.SetExpr.Distinct;
import dev.mizu.sqlparser.ast.SetExpr.SelectItem;
import dev.mizu.sqlparser.ast.SetExpr.SetOperator;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.ast.TableRef.JoinCondition;
import java.util.List;
import java.util.Optional;

/** Queries and the statements made of them. */
final class QueryPrinter {
    private QueryPrinter() {}

    static void statement(Out out, QueryStatement statement) {
        switch (statement) {
            case QueryStatement.Select select -> asOf(query(out, select.query()), select.asOf());
            case QueryStatement.Subscribe subscribe -> subscribe(out, subscribe);
        }
    }

    private static Out asOf(Out out, Optional<QueryStatement.AsOf> asOf) {
        return out.each(asOf, (o, as) ->
                ExprPrinter.expr(o.clause(as.atLeast() ? "AS OF AT LEAST " : "AS OF "), as.time()));
    }

    private static void subscribe(Out out, QueryStatement.Subscribe subscribe) {
        out.put("SUBSCRIBE TO ");
        switch (subscribe.relation()) {
            case Relation.Named named -> out.name(named.name());
            case Relation.Of of -> query(out.open(), of.query()).close();
        }
        switch (subscribe.output()) {
            case Output.Diffs ignored -> { }
            case Output.EnvelopeUpsert upsert ->
                    out.put(" ENVELOPE UPSERT (KEY (").idents(upsert.key()).put("))");
            case Output.EnvelopeDebezium debezium ->
                    out.put(" ENVELOPE DEBEZIUM (KEY (").idents(debezium.key()).put("))");
            case Output.WithinTimestampOrderBy within ->
                    ExprPrinter.orderBy(out.put(" WITHIN TIMESTAMP"), within.orderBy());
        }
        OptionPrinter.with(out, subscribe.options());
        asOf(out, subscribe.asOf());
        out.each(subscribe.upTo(), (o, upTo) -> ExprPrinter.expr(o.put(" UP TO "), upTo));
    }

    static Out query(Out out, Query query) {
        query.with().ifPresent(with -> with(out, with).clause(""));
        body(out, query.body(), 0);
        if (!query.orderBy().isEmpty()) {
            out.clause("ORDER BY ").list(query.orderBy(), ExprPrinter::orderItem);
        }
        query.limit().ifPresent(limit -> ExprPrinter.expr(out.clause("LIMIT "), limit));
        query.offset().ifPresent(offset -> ExprPrinter.expr(out.clause("OFFSET "), offset));
        return out;
    }

    private static Out with(Out out, With with) {
        return switch (with) {
            case With.Ctes ctes -> out.put(ctes.recursive() ? "WITH RECURSIVE " : "WITH ")
                    .list(ctes.ctes(), (o, cte) -> query(o.ident(cte.name()).columns(cte.columns()).put(" AS ").open(),
                            cte.query()).close());
            case With.MutuallyRecursive recursive -> {
                out.put("WITH MUTUALLY RECURSIVE ");
                if (!recursive.options().isEmpty()) {
                    OptionPrinter.bracketed(out, recursive.options()).put(" ");
                }
                yield out.list(recursive.bindings(), (o, binding) -> {
                    o.ident(binding.name()).put(" (").list(binding.columns(), QueryPrinter::column);
                    query(o.put(") AS ").open(), binding.query()).close();
                });
            }
        };
    }

    static void column(Out out, Query.Column column) {
        out.ident(column.name()).put(" ").type(column.type());
    }

    /** INTERSECT binds at 2, the others at 1; what binds no tighter than {@code floor} gets brackets. */
    private static void body(Out out, SetExpr body, int floor) {
        switch (body) {
            case SetExpr.Select select -> select(out, select);
            case SetExpr.Values values -> out.put("VALUES ")
                    .list(values.rows(), (o, row) -> ExprPrinter.exprs(o.put("("), row).put(")"));
            case SetExpr.Table table -> out.put("TABLE ").name(table.name());
            case SetExpr.Show show -> ShowPrinter.show(out, show.statement());
            case SetExpr.Nested nested -> query(out.open(), nested.query()).close();
            case SetExpr.SetOperation operation -> {
                int binding = operation.operator() == SetOperator.INTERSECT ? 2 : 1;
                boolean brackets = binding <= floor;
                if (brackets) {
                    out.open();
                }
                body(out, operation.left(), binding - 1);
                out.clause(operation.operator().name()).putIf(operation.all(), " ALL").clause("");
                body(out, operation.right(), binding);
                if (brackets) {
                    out.close();
                }
            }
        }
    }

    private static void select(Out out, SetExpr.Select select) {
        out.put("SELECT");
        switch (select.distinct()) {
            case Distinct.None ignored -> { }
            case Distinct.EntireRow ignored -> out.put(" DISTINCT");
            case Distinct.On on -> ExprPrinter.exprs(out.put(" DISTINCT ON ("), on.keys()).put(")");
        }
        items(out.putIf(!select.items().isEmpty(), " "), select.items());
        if (!select.from().isEmpty()) {
            out.clause("FROM ").list(select.from(), QueryPrinter::tableRef);
        }
        where(out, select.where());
        if (!select.groupBy().isEmpty()) {
            ExprPrinter.exprs(out.clause("GROUP BY "), select.groupBy());
        }
        out.each(select.having(), (o, having) -> ExprPrinter.expr(o.clause("HAVING "), having));
        out.each(select.qualify(), (o, qualify) -> ExprPrinter.expr(o.clause("QUALIFY "), qualify));
        if (!select.options().isEmpty()) {
            OptionPrinter.bracketed(out.clause("OPTIONS "), select.options());
        }
    }

    static Out where(Out out, Optional<Expr> where) {
        return out.each(where, (o, condition) -> ExprPrinter.expr(o.clause("WHERE "), condition));
    }

    static Out items(Out out, List<SelectItem> items) {
        return out.list(items, (o, item) -> {
            switch (item) {
                case SelectItem.Star ignored -> o.put("*");
                case SelectItem.Value value -> ExprPrinter.expr(o, value.expr())
                        .each(value.alias(), (p, alias) -> p.put(" AS ").ident(alias));
            }
        });
    }

    static void tableRef(Out out, TableRef table) {
        switch (table) {
            case TableRef.Table named -> alias(out.name(named.name()), named.alias());
            case TableRef.Derived derived -> alias(query(out.putIf(derived.lateral(), "LATERAL ").open(),
                    derived.query()).close(), derived.alias());
            case TableRef.Function function -> {
                ExprPrinter.call(out.putIf(function.lateral(), "LATERAL "), function.call());
                alias(out.putIf(function.ordinality(), " WITH ORDINALITY"), function.alias());
            }
            case TableRef.RowsFrom rows -> {
                out.put(rows.lateral() ? "LATERAL ROWS FROM (" : "ROWS FROM (")
                        .list(rows.calls(), ExprPrinter::call).put(")");
                alias(out.putIf(rows.ordinality(), " WITH ORDINALITY"), rows.alias());
            }
            case TableRef.Nested nested -> {
                tableRef(out.put("("), nested.inner());
                alias(out.put(")"), nested.alias());
            }
            case TableRef.Join join -> join(out, join);
        }
    }

    static Out alias(Out out, Optional<TableRef.Alias> alias) {
        return out.each(alias, (o, as) -> o.put(" AS ").ident(as.name()).columns(as.columns()));
    }

    private static void join(Out out, TableRef.Join join) {
        tableRef(out, join.left());
        out.clause(join.condition() instanceof JoinCondition.Natural ? "NATURAL " : "").put(switch (join.kind()) {
            case CROSS -> "CROSS JOIN ";
            case INNER -> "JOIN ";
            case LEFT -> "LEFT JOIN ";
            case RIGHT -> "RIGHT JOIN ";
            case FULL -> "FULL JOIN ";
        });
        tableRef(out, join.right());
        switch (join.condition()) {
            case JoinCondition.None ignored -> { }
            case JoinCondition.Natural ignored -> { }
            case JoinCondition.On on -> ExprPrinter.expr(out.put(" ON "), on.expr());
            case JoinCondition.Using using -> out.put(" USING (").idents(using.columns()).put(")")
                    .each(using.alias(), (o, alias) -> o.put(" AS ").ident(alias));
        }
    }
}
