package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CreateContinualTask;
import dev.mizu.sqlparser.ast.CreateStatement.CreateIndex;
import dev.mizu.sqlparser.ast.CreateStatement.CreateMaterializedView;
import dev.mizu.sqlparser.ast.CreateStatement.CreateView;
import dev.mizu.sqlparser.ast.CreateStatement.IfTaken;
import dev.mizu.sqlparser.ast.CreateStatement.TaskBody;
import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE of what holds a query: views, materialized views, continual tasks; and of indexes. */
final class ViewParser {
    private ViewParser() {}

    static CreateStatement create(Cursor in, boolean replace, boolean temporary, int position) {
        if (in.accept("view")) {
            IfTaken ifTaken = CreateParser.ifTaken(in, replace);
            ObjectName name = NameParser.name(in, "a view's name");
            List<Ident> columns = NameParser.columnsIfAny(in);
            if (in.at("with")) {
                throw in.unsupported("CREATE VIEW .. WITH");
            }
            in.expect("as");
            return new CreateView(name, ifTaken, temporary, columns, QueryParser.query(in), position);
        }
        if (temporary) {
            throw in.unsupported("CREATE TEMPORARY MATERIALIZED VIEW", position);
        }
        return materialized(in, replace, position);
    }

    private static CreateMaterializedView materialized(Cursor in, boolean replace, int position) {
        boolean replacement = in.accept("replacement");
        in.expect("materialized", "view");
        IfTaken ifTaken = CreateParser.ifTaken(in, replace);
        ObjectName name = NameParser.name(in, "a materialized view's name");
        List<Ident> columns = NameParser.columnsIfAny(in);
        Optional<ObjectName> target = Optional.empty();
        if (replacement) {
            in.expect("for");
            target = Optional.of(NameParser.name(in, "a materialized view's name"));
        }
        Optional<ClusterName> cluster = NameParser.inClusterIfAny(in);
        Optional<Ident> replica = Optional.empty();
        if (cluster.isPresent() ? in.accept("replica") : in.acceptWords("in", "replica")) {
            replica = Optional.of(NameParser.ident(in, "a replica's name"));
        }
        List<Option> options = OptionParser.withIfAny(in, OptionNames.MATERIALIZED_VIEW);
        if (!in.accept("as") && !in.accept("from")) {
            throw in.expected("AS");
        }
        Query query = QueryParser.query(in);
        int latePosition = in.position();
        Optional<ClusterName> late = NameParser.inClusterIfAny(in);
        if (cluster.isPresent() && late.isPresent()) {
            throw in.error("IN CLUSTER specified more than once", latePosition);
        }
        Optional<Long> asOf = in.acceptWords("as", "of")
                ? Optional.of(in.expectInteger("a timestamp")) : Optional.empty();
        return new CreateMaterializedView(name, ifTaken, columns, target, cluster.or(() -> late), replica, options,
                query, asOf, position);
    }

    static CreateIndex index(Cursor in, int position) {
        boolean defaults = in.accept("default");
        in.expect("index");
        boolean ifNotExists = in.acceptIfNotExists();
        Optional<Ident> name = in.at("on") || SelectParser.inCluster(in)
                ? Optional.empty() : Optional.of(NameParser.ident(in, "an index name or ON"));
        if (in.at(TokenKind.DOT)) {
            throw in.error("an index takes its schema from what it is on: its name has no dots", in.position());
        }
        if (ifNotExists && name.isEmpty() && !defaults) {
            throw in.expected("an index name, which IF NOT EXISTS needs");
        }
        Optional<ClusterName> cluster = NameParser.inClusterIfAny(in);
        in.expect("on");
        ObjectName on = NameParser.name(in, "a relation's name");
        if (in.accept("using")) {
            in.expect("arrangement");
        }
        Optional<List<OrderBy>> key = defaults
                ? Optional.empty() : Optional.of(in.parenthesizedOrEmpty(QueryParser::orderBy));
        Optional<ClusterName> late = lateCluster(in, cluster);
        List<Option> options = OptionParser.withIfAny(in, OptionNames.INDEX);
        return new CreateIndex(name, ifNotExists, cluster.or(() -> late), on, key, options, position);
    }

    /** The older place of an index's cluster. */
    private static Optional<ClusterName> lateCluster(Cursor in, Optional<ClusterName> early) {
        int position = in.position();
        Optional<ClusterName> late = NameParser.inClusterIfAny(in);
        if (late.isPresent() && early.isPresent()) {
            throw in.error("IN CLUSTER specified more than once", position);
        }
        return late;
    }

    static CreateContinualTask continualTask(Cursor in, int position) {
        in.expect("continual", "task");
        ObjectName name = NameParser.name(in);
        List<Query.Column> columns = in.at(TokenKind.LEFT_PAREN)
                ? in.parenthesized(QueryParser::column) : List.of();
        Optional<ClusterName> cluster = NameParser.inClusterIfAny(in);
        List<Option> options = OptionParser.withIfAny(in, OptionNames.CONTINUAL_TASK);
        return new CreateContinualTask(name, columns, cluster, options, taskBody(in), position);
    }

    private static TaskBody taskBody(Cursor in) {
        if (in.acceptWords("on", "input")) {
            ObjectName input = NameParser.name(in);
            in.expect("as");
            return new TaskBody.OnInput(input, taskStatements(in));
        }
        if (in.acceptWords("from", "transform")) {
            ObjectName input = NameParser.name(in);
            in.expect("using");
            return new TaskBody.Transform(input, QueryParser.parenthesized(in));
        }
        if (!in.acceptWords("from", "retain")) {
            throw in.expected("ON INPUT, FROM TRANSFORM or FROM RETAIN");
        }
        ObjectName input = NameParser.name(in);
        in.expect("while");
        in.expectLeft();
        var condition = ExprParser.expr(in);
        in.expectRight();
        return new TaskBody.Retain(input, condition);
    }

    private static List<DmlStatement> taskStatements(Cursor in) {
        in.expectLeft();
        List<DmlStatement> statements = new ArrayList<>();
        do {
            if (in.at(TokenKind.RIGHT_PAREN) && !statements.isEmpty()) {
                break;
            }
            if (!in.at("insert") && !in.at("delete")) {
                throw in.expected("INSERT or DELETE");
            }
            statements.add(in.at("insert") ? DmlParser.insert(in) : DmlParser.delete(in));
        } while (in.accept(TokenKind.SEMICOLON));
        in.expectRight();
        return statements;
    }
}
