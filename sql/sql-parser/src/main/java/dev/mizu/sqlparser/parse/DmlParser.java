package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.DmlStatement.Assignment;
import dev.mizu.sqlparser.ast.DmlStatement.CopyFrom;
import dev.mizu.sqlparser.ast.DmlStatement.CopyRelation;
import dev.mizu.sqlparser.ast.DmlStatement.CopySource;
import dev.mizu.sqlparser.ast.DmlStatement.CopyTarget;
import dev.mizu.sqlparser.ast.DmlStatement.CopyTo;
import dev.mizu.sqlparser.ast.DmlStatement.Delete;
import dev.mizu.sqlparser.ast.DmlStatement.Insert;
import dev.mizu.sqlparser.ast.DmlStatement.InsertSource;
import dev.mizu.sqlparser.ast.DmlStatement.Update;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.SetExpr.SelectItem;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** INSERT, UPDATE, DELETE, COPY. */
final class DmlParser {
    private DmlParser() {}

    static Insert insert(Cursor in) {
        int position = in.position();
        in.expect("insert", "into");
        ObjectName table = NameParser.name(in, "a table name");
        if (in.at("as") && !in.at(1, "of")) {
            throw in.unsupported("an alias for INSERT's table");
        }
        boolean columnList = in.at(TokenKind.LEFT_PAREN) && NameParser.atIdent(in, 1)
                && (in.kind(2) == TokenKind.COMMA || in.kind(2) == TokenKind.RIGHT_PAREN
                        || in.kind(2) == TokenKind.DOT);
        List<Ident> columns = columnList ? NameParser.columns(in) : List.of();
        if (in.at("overriding")) {
            throw in.unsupported("OVERRIDING");
        }
        InsertSource source = in.acceptWords("default", "values")
                ? new InsertSource.DefaultValues() : new InsertSource.Rows(QueryParser.query(in));
        if (in.atWords("on", "conflict")) {
            throw in.unsupported("ON CONFLICT");
        }
        return new Insert(table, columns, source, returning(in), position);
    }

    private static List<SelectItem> returning(Cursor in) {
        return in.accept("returning") ? SelectParser.items(in) : List.of();
    }

    static Update update(Cursor in) {
        int position = in.position();
        in.expect("update");
        ObjectName table = NameParser.name(in, "a table name");
        Optional<TableRef.Alias> alias = TableRefParser.alias(in);
        in.expect("set");
        List<Assignment> assignments =
                in.commaList(DmlParser::assignments).stream().flatMap(List::stream).toList();
        if (in.at("from")) {
            throw in.unsupported("UPDATE .. FROM");
        }
        return new Update(table, alias, assignments, where(in), returning(in), position);
    }

    /** {@code column = value}, or {@code (columns) = ROW(values)}, which is one of these for each column. */
    private static List<Assignment> assignments(Cursor in) {
        boolean several = in.at(TokenKind.LEFT_PAREN);
        List<Ident> columns =
                several ? NameParser.columns(in) : List.of(NameParser.ident(in, "a column name"));
        in.expectOperator("=");
        Expr value = ExprParser.expr(in);
        if (!several) {
            return List.of(new Assignment(columns.getFirst(), value));
        }
        if (value instanceof Expr.Subquery) {
            throw in.unsupported("assignment of a query to several columns", value.position());
        }
        if (!(value instanceof Expr.Row row)) {
            throw in.unsupported("assignment of one value to several columns", value.position());
        }
        if (row.fields().size() != columns.size()) {
            throw in.error("number of columns does not match number of values", value.position());
        }
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Assignment(columns.get(i), row.fields().get(i))).toList();
    }

    static Delete delete(Cursor in) {
        int position = in.position();
        in.expect("delete", "from");
        ObjectName table = NameParser.name(in, "a table name");
        Optional<TableRef.Alias> alias = TableRefParser.alias(in);
        List<TableRef> using = in.accept("using") ? in.commaList(TableRefParser::tableRef) : List.of();
        return new Delete(table, alias, using, where(in), returning(in), position);
    }

    private static Optional<Expr> where(Cursor in) {
        return in.accept("where") ? Optional.of(ExprParser.expr(in)) : Optional.empty();
    }

    /** COPY in both directions, with options in brackets or in PostgreSQL's form before 9.0. */
    static DmlStatement copy(Cursor in) {
        int position = in.position();
        in.expect("copy");
        if (in.at(TokenKind.LEFT_PAREN)) {
            in.expectLeft();
            var statement = in.at("subscribe") || in.at("tail")
                    ? SubscribeParser.subscribe(in) : StatementParser.select(in);
            in.expectRight();
            in.expect("to");
            return to(in, new CopyRelation.Rows(statement), position);
        }
        in.accept("into");
        ObjectName table = NameParser.name(in, "a table name or \"(\"");
        List<Ident> columns = NameParser.columnsIfAny(in);
        if (in.accept("to")) {
            return to(in, new CopyRelation.Table(table, columns), position);
        }
        if (!in.accept("from")) {
            throw in.expected("FROM or TO");
        }
        CopySource source = in.accept("stdin")
                ? new CopySource.Stdin() : new CopySource.Url(ExprParser.expr(in));
        return new CopyFrom(table, columns, source, options(in), position);
    }

    private static CopyTo to(Cursor in, CopyRelation relation, int position) {
        CopyTarget target = in.accept("stdout")
                ? new CopyTarget.Stdout() : new CopyTarget.Url(ExprParser.expr(in));
        return new CopyTo(relation, target, options(in), position);
    }

    private static List<Option> options(Cursor in) {
        boolean with = in.accept("with");
        if (in.at(TokenKind.LEFT_PAREN)) {
            return OptionParser.list(in, OptionNames.COPY);
        }
        List<Option> options = new ArrayList<>();
        while (in.at(TokenKind.WORD)) {
            Option option = legacy(in);
            if (options.stream().anyMatch(other -> other.name().equals(option.name()))) {
                throw in.error(option.name() + " specified more than once", option.position());
            }
            options.add(option);
            in.accept(TokenKind.COMMA);
        }
        if (with && options.isEmpty()) {
            throw in.expected("\"(\" or an option's name");
        }
        return options;
    }

    private static Option legacy(Cursor in) {
        int position = in.position();
        String word = in.text();
        switch (word) {
            case "csv", "binary", "text" -> {
                in.advance();
                return new Option("FORMAT", Optional.of(constant(word, position)), position);
            }
            case "header" -> {
                in.advance();
                return new Option("HEADER", Optional.empty(), position);
            }
            case "delimiter", "delimiters", "null", "quote", "escape" -> {
                in.advance();
                in.accept("as");
                int valuePosition = in.position();
                OptionValue value = constant(in.expectString("a string"), valuePosition);
                return new Option(word.startsWith("delim") ? "DELIMITER" : Cursor.upper(word), Optional.of(value),
                        position);
            }
            case "format" -> {
                in.advance();
                return new Option("FORMAT", Optional.of(OptionParser.plain(in)), position);
            }
            default -> throw in.expected("an option of COPY");
        }
    }

    private static OptionValue constant(String text, int position) {
        return new OptionValue.Constant(new Literal.Text(text, position), position);
    }
}
