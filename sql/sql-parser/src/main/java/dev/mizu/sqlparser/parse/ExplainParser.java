package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.ExplainStatement;
import dev.mizu.sqlparser.ast.ExplainStatement.Cost;
import dev.mizu.sqlparser.ast.ExplainStatement.Explainee;
import dev.mizu.sqlparser.ast.ExplainStatement.Form;
import dev.mizu.sqlparser.ast.ExplainStatement.Stage;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.Statement;
import java.util.List;
import java.util.Optional;

/** EXPLAIN. */
final class ExplainParser {
    private ExplainParser() {}

    static ExplainStatement explain(Cursor in) {
        int position = in.position();
        in.expect("explain");
        if (in.at("analyze") || in.at("analyse")) {
            in.advance();
            return analyze(in, position);
        }
        if (in.accept("timestamp")) {
            Optional<Form> form = form(in);
            in.expect("for");
            return new ExplainStatement.ExplainTimestamp(form, StatementParser.select(in), position);
        }
        if (in.acceptWords("filter", "pushdown")) {
            in.expect("for");
            return new ExplainStatement.ExplainPushdown(explainee(in), position);
        }
        if ((in.at("key") || in.at("value")) && in.at(1, "schema")) {
            return sinkSchema(in, position);
        }
        return plan(in, position);
    }

    private static ExplainStatement plan(Cursor in, int position) {
        Optional<Stage> stage = stage(in);
        boolean named = stage.isPresent() || in.accept("plan");
        List<Option> options = OptionParser.withIfAny(in, OptionNames.EXPLAIN);
        Optional<Form> form = form(in);
        if (!in.accept("for") && named) {
            throw in.expected("FOR");
        }
        return new ExplainStatement.ExplainPlan(stage, options, form, explainee(in), position);
    }

    private static Optional<Stage> stage(Cursor in) {
        for (Stage stage : Stage.values()) {
            if (in.acceptWords(Cursor.lower(stage.words()).split(" "))) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    private static Optional<Form> form(Cursor in) {
        if (!in.accept("as")) {
            return Optional.empty();
        }
        for (Form form : Form.values()) {
            if (in.acceptWords(Cursor.lower(form.words()).split(" "))) {
                return Optional.of(form);
            }
        }
        throw in.expected("TEXT, JSON, DOT or VERBOSE TEXT");
    }

    private static Explainee explainee(Cursor in) {
        if (in.at("replan") || in.at("view") || in.at("index") || in.atWords("materialized", "view")) {
            boolean replan = in.accept("replan");
            ObjectKind kind = maintained(in);
            return new Explainee.OfObject(kind, NameParser.name(in), replan);
        }
        boolean broken = in.accept("broken");
        if (in.at("create")) {
            int position = in.position();
            CreateStatement statement = CreateParser.create(in);
            boolean planned = switch (statement) {
                case CreateStatement.CreateView view -> view.ifTaken() != CreateStatement.IfTaken.SKIP;
                case CreateStatement.CreateMaterializedView view ->
                        view.ifTaken() != CreateStatement.IfTaken.SKIP;
                case CreateStatement.CreateIndex index -> !index.ifNotExists();
                default -> throw in.error("EXPLAIN of CREATE takes a view, materialized view or index", position);
            };
            if (!planned) {
                throw in.error("IF NOT EXISTS has no place in EXPLAIN", position);
            }
            return new Explainee.OfStatement(statement, broken);
        }
        Statement statement = in.at("subscribe") || in.at("tail")
                ? SubscribeParser.subscribe(in) : StatementParser.select(in);
        return new Explainee.OfStatement(statement, broken);
    }

    private static ObjectKind maintained(Cursor in) {
        ObjectKind kind = NameParser.objectKind(in);
        if (kind != ObjectKind.VIEW && kind != ObjectKind.MATERIALIZED_VIEW && kind != ObjectKind.INDEX) {
            throw in.expected("a view, materialized view or index");
        }
        return kind;
    }

    private static ExplainStatement sinkSchema(Cursor in, int position) {
        boolean key = in.accept("key");
        if (!key) {
            in.expect("value");
        }
        in.expect("schema");
        Optional<Form> form = form(in);
        in.expect("for", "create");
        CreateStatement.CreateSink sink = SinkParser.create(in, position);
        return new ExplainStatement.ExplainSinkSchema(key, form, sink, position);
    }

    private static ExplainStatement analyze(Cursor in, int position) {
        if (in.accept("cluster")) {
            List<Cost> costs = in.commaList(ExplainParser::cost);
            boolean skew = in.acceptWords("with", "skew");
            return new ExplainStatement.ExplainAnalyzeCluster(costs, skew, in.acceptWords("as", "sql"), position);
        }
        if (!in.at("hints") && !in.at("cpu") && !in.at("memory")) {
            throw in.unsupported("EXPLAIN ANALYZE of a statement", position);
        }
        List<Cost> costs = in.accept("hints") ? List.of() : in.commaList(ExplainParser::cost);
        boolean skew = !costs.isEmpty() && in.acceptWords("with", "skew");
        in.expect("for");
        int kindPosition = in.position();
        ObjectKind kind = maintained(in);
        if (kind == ObjectKind.VIEW) {
            throw in.error("expected INDEX or MATERIALIZED VIEW, found VIEW", kindPosition);
        }
        ObjectName name = NameParser.name(in);
        return new ExplainStatement.ExplainAnalyzeObject(costs, skew, kind, name, in.acceptWords("as", "sql"),
                position);
    }

    private static Cost cost(Cursor in) {
        if (in.accept("cpu")) {
            return Cost.CPU;
        }
        if (in.accept("memory")) {
            return Cost.MEMORY;
        }
        throw in.expected("CPU or MEMORY");
    }
}
