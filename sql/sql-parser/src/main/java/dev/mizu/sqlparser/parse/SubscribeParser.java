package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.QueryStatement.AsOf;
import dev.mizu.sqlparser.ast.QueryStatement.Output;
import dev.mizu.sqlparser.ast.QueryStatement.Relation;
import dev.mizu.sqlparser.ast.QueryStatement.Subscribe;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** SUBSCRIBE and its older name TAIL. */
final class SubscribeParser {
    private SubscribeParser() {}

    static Subscribe subscribe(Cursor in) {
        int position = in.position();
        in.advance();
        in.accept("to");
        Relation relation = in.at(TokenKind.LEFT_PAREN)
                ? new Relation.Of(QueryParser.parenthesized(in))
                : new Relation.Named(NameParser.name(in, "a relation's name or \"(\""));
        Optional<Output> early = output(in);
        List<Option> options = options(in);
        Optional<AsOf> asOf = StatementParser.asOf(in);
        Optional<Expr> upTo = in.acceptWords("up", "to") ? Optional.of(ExprParser.expr(in)) : Optional.empty();
        int latePosition = in.position();
        Optional<Output> late = output(in);
        if (early.isPresent() && late.isPresent()) {
            throw in.error("the output clause is specified more than once", latePosition);
        }
        Output output = early.or(() -> late).orElse(new Output.Diffs());
        return new Subscribe(relation, output, options, asOf, upTo, position);
    }

    /** TAIL's options had no brackets once. */
    private static List<Option> options(Cursor in) {
        if (!in.accept("with")) {
            return List.of();
        }
        return in.at(TokenKind.LEFT_PAREN)
                ? OptionParser.list(in, OptionNames.SUBSCRIBE) : OptionParser.bare(in, OptionNames.SUBSCRIBE);
    }

    private static Optional<Output> output(Cursor in) {
        if (in.accept("envelope")) {
            boolean upsert = in.accept("upsert");
            if (!upsert && !in.accept("debezium")) {
                throw in.expected("UPSERT or DEBEZIUM");
            }
            in.expectLeft();
            in.expect("key");
            var key = NameParser.columns(in);
            in.expectRight();
            return Optional.of(upsert ? new Output.EnvelopeUpsert(key) : new Output.EnvelopeDebezium(key));
        }
        if (in.accept("within")) {
            in.expect("timestamp", "order", "by");
            return Optional.of(new Output.WithinTimestampOrderBy(QueryParser.orderByItems(in)));
        }
        return Optional.empty();
    }
}
