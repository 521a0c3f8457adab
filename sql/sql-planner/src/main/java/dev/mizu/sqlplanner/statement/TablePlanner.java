package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.ColumnOption;
import dev.mizu.sqlparser.ast.TableElements.ColumnProperty;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** CREATE TABLE. */
final class TablePlanner {
    private static final int MAX_COLUMNS = 256;

    private final StatementContext context;
    private final QueryPlanner queries;

    TablePlanner(StatementContext context) {
        this.context = context;
        this.queries = context.storedQueries();
    }

    CreatePlan.CreateTable plan(CreateStatement.CreateTable create) {
        Options options = new Options("CREATE TABLE", create.options());
        OptionalLong history = options.history();
        options.finish();
        Stored stored = new Stored(context);
        Stored.Place place = stored.place(create.name(), create.temporary());
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        Map<Integer, String> defaults = new HashMap<>();
        checkNames(create.columns());
        TableConstraints constraints = new TableConstraints(context, queries, create);
        constraints.check();
        for (ColumnDef column : create.columns()) {
            ScalarType type = queries.context().types().resolve(column.type());
            types.add(new ColumnType(type, !notNull(column) && !constraints.primary(column)));
            names.add(column.name().value());
        }
        RelationDesc desc = new RelationDesc(RelationType.of(types), names);
        List<ColumnDef> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(column(create.columns().get(i), i, new Definition(desc, constraints, defaults)));
        }
        CreateStatement normalised = new CreateStatement.CreateTable(place.ast(), false, create.temporary(),
                columns, constraints.stored(desc), create.options(), 0);
        NewItem item = stored.item(place, normalised, queries.context().used(),
                Stored.Clash.of(create.ifNotExists()));
        return new CreatePlan.CreateTable(item, desc, defaults, history);
    }

    private static void checkNames(List<ColumnDef> columns) {
        Set<String> seen = new HashSet<>();
        for (ColumnDef column : columns) {
            if (!seen.add(column.name().value())) {
                throw StatementContext.error(SqlState.DUPLICATE_COLUMN,
                        "column \"" + column.name() + "\" specified more than once", column.name().position());
            }
        }
        if (columns.size() > MAX_COLUMNS) {
            throw StatementContext.error("54011", "tables can have at most " + MAX_COLUMNS + " columns",
                    columns.get(MAX_COLUMNS).name().position());
        }
    }

    private static boolean notNull(ColumnDef column) {
        return column.options().stream().anyMatch(option -> option.property() instanceof ColumnProperty.NotNull);
    }

    /** The columns' types, what constrains them, and where their defaults are noted. */
    private record Definition(RelationDesc desc, TableConstraints constraints, Map<Integer, String> defaults) {}

    /** The column with its names resolved; a default is noted. */
    private ColumnDef column(ColumnDef column, int index, Definition table) {
        if (column.collation().isPresent()) {
            throw SqlException.unsupported("COLLATE");
        }
        List<ColumnOption> options = new ArrayList<>();
        NameRewriter rewriter = Stored.rewriter(queries.context().meanings());
        for (ColumnOption option : column.options()) {
            switch (option.property()) {
                case ColumnProperty.Null n -> { }
                case ColumnProperty.NotNull n -> options.add(option);
                case ColumnProperty.Default(Expr value) -> {
                    ScalarType type = table.desc().type().columns().get(index).scalar();
                    Expressions.defaults(queries).assigned(value, type, column.name().value());
                    Expr resolved = rewriter.expr(value);
                    table.defaults().put(index, SqlPrinter.print(resolved, SqlPrinter.Mode.EXACT));
                    options.add(new ColumnOption(option.constraint(), new ColumnProperty.Default(resolved), 0));
                }
                case ColumnProperty.PrimaryKey p -> options.add(option);
                case ColumnProperty.Unique u -> options.add(option);
                case ColumnProperty.References r -> options.add(constraint(option, table));
                case ColumnProperty.Check c -> options.add(constraint(option, table));
            }
        }
        return new ColumnDef(column.name(), rewriter.type(column.type()), column.collation(), options);
    }

    private static ColumnOption constraint(ColumnOption option, Definition table) {
        return new ColumnOption(
                option.constraint(), table.constraints().stored(option.property(), table.desc()), 0);
    }
}
