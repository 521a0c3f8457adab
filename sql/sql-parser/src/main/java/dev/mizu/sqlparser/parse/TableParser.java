package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CreateTable;
import dev.mizu.sqlparser.ast.CreateStatement.CreateTableFromSource;
import dev.mizu.sqlparser.ast.CreateStatement.SourceColumns;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.Precedence;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE TABLE and what stands in the brackets of relations with columns. */
final class TableParser {
    private TableParser() {}

    /** Columns and constraints in the order of each. */
    record Elements(List<Ident> names, List<ColumnDef> columns, List<Constraint> constraints) {}

    static CreateStatement create(Cursor in, boolean temporary, int position) {
        in.expect("table");
        boolean ifNotExists = in.acceptIfNotExists();
        ObjectName name = NameParser.name(in, "a table name");
        boolean columnsGiven = in.at(TokenKind.LEFT_PAREN);
        int columnsPosition = in.position();
        Elements elements = columnsGiven ? elements(in) : new Elements(List.of(), List.of(), List.of());
        if (!in.at("from")) {
            return plain(in, new CreateTable(name, ifNotExists, temporary, elements.columns(),
                    elements.constraints(), List.of(), position), elements, columnsGiven);
        }
        if (temporary) {
            throw in.unsupported("a temporary table fed by a source", position);
        }
        in.advance();
        if (in.at("webhook")) {
            if (columnsGiven) {
                throw in.error("a webhook's columns are given by its clauses", columnsPosition);
            }
            return SourceParser.webhook(in, new SourceParser.Head(name, ifNotExists, position), Optional.empty(), true);
        }
        in.expect("source");
        ObjectName source = NameParser.name(in, "a source's name");
        Optional<ObjectName> reference = Optional.empty();
        if (in.accept(TokenKind.LEFT_PAREN)) {
            in.expect("reference");
            in.acceptOperator("=");
            reference = Optional.of(NameParser.name(in, "an upstream name"));
            in.expectRight();
        }
        var decoding = FormatParser.decoding(in);
        List<Option> options = OptionParser.withIfAny(in, OptionNames.TABLE_FROM_SOURCE);
        return new CreateTableFromSource(name, ifNotExists, sourceColumns(in, elements, columnsPosition), source,
                reference, decoding, options, position);
    }

    private static CreateTable plain(Cursor in, CreateTable table, Elements elements, boolean columnsGiven) {
        if (!columnsGiven || !elements.names().isEmpty()) {
            throw in.expected(columnsGiven ? "FROM SOURCE after columns without types" : "\"(\" or FROM SOURCE");
        }
        List<Option> options = OptionParser.withIfAny(in, OptionNames.TABLE);
        return new CreateTable(table.name(), table.ifNotExists(), table.temporary(), table.columns(),
                table.constraints(), options, table.position());
    }

    static SourceColumns sourceColumns(Cursor in, Elements elements, int position) {
        if (!elements.names().isEmpty() && !elements.columns().isEmpty()) {
            throw in.error("either all columns have types or none has", position);
        }
        if (!elements.names().isEmpty()) {
            return new SourceColumns.Named(elements.names(), elements.constraints());
        }
        return elements.columns().isEmpty() && elements.constraints().isEmpty() ? new SourceColumns.Unnamed()
                : new SourceColumns.Defined(elements.columns(), elements.constraints());
    }

    static Elements elements(Cursor in) {
        Elements elements = new Elements(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        in.expectLeft();
        if (in.accept(TokenKind.RIGHT_PAREN)) {
            return elements;
        }
        do {
            element(in, elements);
        } while (in.accept(TokenKind.COMMA));
        in.expect(TokenKind.RIGHT_PAREN, "\",\" or \")\"");
        return elements;
    }

    private static void element(Cursor in, Elements elements) {
        Optional<Constraint> constraint = constraint(in);
        if (constraint.isPresent()) {
            elements.constraints().add(constraint.get());
            return;
        }
        Ident name = NameParser.ident(in, "a column name");
        if (in.at(TokenKind.COMMA) || in.at(TokenKind.RIGHT_PAREN)) {
            elements.names().add(name);
            return;
        }
        TypeName type = TypeParser.type(in);
        Optional<ObjectName> collation = in.accept("collate") ? Optional.of(NameParser.name(in)) : Optional.empty();
        List<ColumnOption> options = new ArrayList<>(2);
        for (Optional<ColumnOption> option = columnOption(in); option.isPresent(); option = columnOption(in)) {
            options.add(option.get());
        }
        elements.columns().add(new ColumnDef(name, type, collation, options));
    }

    private static Optional<Ident> constraintName(Cursor in) {
        return in.accept("constraint") ? Optional.of(NameParser.ident(in, "a constraint's name")) : Optional.empty();
    }

    private static Optional<ColumnOption> columnOption(Cursor in) {
        int position = in.position();
        Optional<Ident> name = constraintName(in);
        Optional<ColumnProperty> property = columnProperty(in);
        if (property.isEmpty() && name.isPresent()) {
            throw in.expected("a column constraint");
        }
        return property.map(found -> new ColumnOption(name, found, position));
    }

    private static Optional<ColumnProperty> columnProperty(Cursor in) {
        if (in.acceptWords("not", "null")) {
            return Optional.of(new ColumnProperty.NotNull());
        }
        if (in.accept("null")) {
            return Optional.of(new ColumnProperty.Null());
        }
        if (in.accept("default")) {
            return Optional.of(new ColumnProperty.Default(ExprParser.expr(in, Precedence.NOT)));
        }
        if (in.acceptWords("primary", "key")) {
            return Optional.of(new ColumnProperty.PrimaryKey());
        }
        if (in.accept("unique")) {
            return Optional.of(new ColumnProperty.Unique());
        }
        if (in.accept("references")) {
            ObjectName table = NameParser.name(in, "a table name");
            return Optional.of(new ColumnProperty.References(table, NameParser.columns(in)));
        }
        if (in.accept("check")) {
            return Optional.of(new ColumnProperty.Check(bracketed(in)));
        }
        if (in.at("generated")) {
            throw in.unsupported("a generated column");
        }
        return Optional.empty();
    }

    private static Expr bracketed(Cursor in) {
        in.expectLeft();
        var condition = ExprParser.expr(in);
        in.expectRight();
        return condition;
    }

    private static Optional<Constraint> constraint(Cursor in) {
        int position = in.position();
        boolean named = in.at("constraint") && NameParser.atIdent(in, 1) && in.kind(2) == TokenKind.WORD;
        Optional<Ident> name = named ? constraintName(in) : Optional.empty();
        if (in.atWords("primary", "key")) {
            in.expect("primary", "key");
            List<Ident> columns = NameParser.columns(in);
            return Optional.of(new Constraint.PrimaryKey(name, columns, in.acceptWords("not", "enforced"), position));
        }
        if (in.at("unique") && (in.kind(1) == TokenKind.LEFT_PAREN || in.at(1, "nulls"))) {
            in.advance();
            boolean nullsNotDistinct = in.acceptWords("nulls", "not", "distinct");
            return Optional.of(new Constraint.Unique(name, NameParser.columns(in), nullsNotDistinct, position));
        }
        if (in.acceptWords("foreign", "key")) {
            List<Ident> columns = NameParser.columns(in);
            in.expect("references");
            ObjectName table = NameParser.name(in, "a table name");
            return Optional.of(new Constraint.ForeignKey(name, columns, table, NameParser.columns(in), position));
        }
        if (in.at("check") && in.kind(1) == TokenKind.LEFT_PAREN) {
            in.advance();
            return Optional.of(new Constraint.Check(name, bracketed(in), position));
        }
        if (named) {
            throw in.expected("PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK");
        }
        if (in.at("like") && NameParser.atIdent(in, 1)) {
            throw in.unsupported("CREATE TABLE (LIKE ..)");
        }
        return Optional.empty();
    }
}
