package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.ExplainStatement;
import dev.mizu.sqlparser.ast.ExplainStatement.Cost;
import dev.mizu.sqlparser.ast.ExplainStatement.Explainee;
import dev.mizu.sqlparser.ast.ExplainStatement.Form;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.ast.ShowStatement.Filter;
import java.util.List;
import java.util.Optional;

/** SHOW and EXPLAIN. */
final class ShowPrinter {
    private ShowPrinter() {}

    static void show(Out out, ShowStatement statement) {
        switch (statement) {
            case ShowStatement.ShowObjects show -> {
                out.put("SHOW ").put(show.objects().words())
                        .each(show.from(), (o, from) -> o.put(" FROM ").name(from))
                        .each(show.on(), (o, on) -> o.put(" ON ").name(on))
                        .inCluster(show.cluster());
                filter(out, show.filter());
            }
            case ShowStatement.ShowColumns show ->
                    filter(out.put("SHOW COLUMNS FROM ").name(show.from()), show.filter());
            case ShowStatement.ShowPrivileges show -> {
                out.put("SHOW PRIVILEGES").each(show.on(), (o, on) -> o.put(" ON ").put(on.words()))
                        .each(show.role(), (o, role) -> o.put(" FOR ").ident(role));
                filter(out, show.filter());
            }
            case ShowStatement.ShowDefaultPrivileges show -> {
                out.put("SHOW DEFAULT PRIVILEGES").each(show.on(), (o, on) -> o.put(" ON ").put(on.words()))
                        .each(show.role(), (o, role) -> o.put(" FOR ").ident(role));
                filter(out, show.filter());
            }
            case ShowStatement.ShowRoleMembership show -> filter(out.put("SHOW ROLE MEMBERSHIP")
                    .each(show.role(), (o, role) -> o.put(" FOR ").ident(role)), show.filter());
            case ShowStatement.ShowCreate show -> out.put(show.redacted() ? "SHOW REDACTED CREATE " : "SHOW CREATE ")
                    .put(show.kind().words()).put(" ").name(show.name());
            case ShowStatement.ShowVariable show -> {
                boolean schema = show.name().value().equals("schema");
                out.put("SHOW ").putIf(schema, "schema");
                if (!schema) {
                    out.commandIdent(show.name());
                }
            }
            case ShowStatement.ShowAll ignored -> out.put("SHOW ALL");
            case ShowStatement.InspectShard inspect -> out.put("INSPECT SHARD ").string(inspect.id());
        }
    }

    private static void filter(Out out, Optional<Filter> filter) {
        out.each(filter, (o, by) -> {
            switch (by) {
                case Filter.Like like -> o.put(" LIKE ").string(like.pattern());
                case Filter.Where where -> ExprPrinter.expr(o.put(" WHERE "), where.condition());
            }
        });
    }

    static void explain(Out out, ExplainStatement statement) {
        out.put("EXPLAIN ");
        switch (statement) {
            case ExplainStatement.ExplainPlan plan -> {
                out.put(plan.stage().map(ExplainStatement.Stage::words).orElse("PLAN"));
                form(OptionPrinter.with(out, plan.options()), plan.form());
                explainee(out.put(" FOR "), plan.explainee());
            }
            case ExplainStatement.ExplainTimestamp timestamp -> QueryPrinter.statement(
                    form(out.put("TIMESTAMP"), timestamp.form()).put(" FOR "), timestamp.select());
            case ExplainStatement.ExplainPushdown pushdown ->
                    explainee(out.put("FILTER PUSHDOWN FOR "), pushdown.explainee());
            case ExplainStatement.ExplainSinkSchema schema -> {
                form(out.put(schema.key() ? "KEY SCHEMA" : "VALUE SCHEMA"), schema.form()).put(" FOR ");
                CreatePrinter.statement(out, schema.sink());
            }
            case ExplainStatement.ExplainAnalyzeObject analyze -> {
                costs(out.put("ANALYZE "), analyze.costs(), analyze.skew()).put(" FOR ")
                        .put(analyze.kind().words()).put(" ").name(analyze.name()).putIf(analyze.asSql(), " AS SQL");
            }
            case ExplainStatement.ExplainAnalyzeCluster analyze ->
                    costs(out.put("ANALYZE CLUSTER "), analyze.costs(), analyze.skew())
                            .putIf(analyze.asSql(), " AS SQL");
        }
    }

    private static Out costs(Out out, List<Cost> costs, boolean skew) {
        return out.putIf(costs.isEmpty(), "HINTS").list(costs, (o, cost) -> o.put(cost.name()))
                .putIf(skew, " WITH SKEW");
    }

    private static Out form(Out out, Optional<Form> form) {
        return out.each(form, (o, as) -> o.put(" AS ").put(as.words()));
    }

    private static void explainee(Out out, Explainee explainee) {
        switch (explainee) {
            case Explainee.OfStatement of ->
                    SqlPrinter.statement(out.putIf(of.broken(), "BROKEN "), of.statement());
            case Explainee.OfObject of ->
                    out.putIf(of.replan(), "REPLAN ").put(of.kind().words()).put(" ").name(of.name());
        }
    }
}
