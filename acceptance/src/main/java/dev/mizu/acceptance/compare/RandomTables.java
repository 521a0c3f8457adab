package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A few random tables and endless random changes to them. Values repeat often, so that joins meet and groups fill. */
record RandomTables(List<Table> tables) {
    private static final int TABLES = 4;

    /** A table and its columns; the first is {@code k}, an integer. */
    record Table(String name, List<Column> columns) {
        /** A column by its own name. */
        record Column(String name, Kind kind) {}

        Table {
            columns = List.copyOf(columns);
        }

        String create() {
            return columns.stream().map(column -> column.name() + " " + column.kind().sqlName())
                    .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
        }

        /** What an expression over the table may name when the table is called {@code alias}. */
        List<Scope.Column> scope(String alias) {
            return columns.stream().map(column -> Scope.Column.of(alias + "." + column.name(), column.kind())).toList();
        }
    }

    RandomTables {
        tables = List.copyOf(tables);
    }

    static RandomTables generate(RandomGenerator random) {
        List<Table> tables = new ArrayList<>();
        for (int t = 0; t < TABLES; t++) {
            List<Table.Column> columns = new ArrayList<>(List.of(new Table.Column("k", Kind.INT4)));
            int width = 2 + random.nextInt(4);
            for (int c = 0; c < width; c++) {
                // Half of the columns are of the types that most functions take.
                Kind kind = random.nextBoolean()
                        ? Scope.pick(random, List.of(Kind.INT4, Kind.TEXT, Kind.NUMERIC, Kind.INT8, Kind.BOOL))
                        : Kind.any(random);
                columns.add(new Table.Column("c" + c, kind));
            }
            tables.add(new Table("t" + t, columns));
        }
        return new RandomTables(tables);
    }

    /** One round of changes, a few statements. */
    List<String> changes(RandomGenerator random) {
        List<String> statements = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Table table = Scope.pick(random, tables);
            ExprGenerator exprs = new ExprGenerator(random, new QueryGenerator(random, this));
            Scope scope = new Scope(table.scope(table.name()), false);
            String where = " WHERE " + exprs.condition(scope, random.nextInt(2)).render();
            statements.add(switch (random.nextInt(8)) {
                case 0 -> "DELETE FROM " + table.name() + where;
                case 1, 2 -> "UPDATE " + table.name() + " SET " + assignments(random, table, exprs, scope) + where;
                case 3 -> copy(random, table);
                default -> insert(random, table);
            });
        }
        return statements;
    }

    private static String insert(RandomGenerator random, Table table) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(row -> table.columns().stream().map(column -> value(random, column.kind()))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "INSERT INTO " + table.name() + " VALUES ", ""));
    }

    private static String value(RandomGenerator random, Kind kind) {
        return random.nextInt(6) == 0 ? "NULL" : new Piece.Value(kind, kind.value(random)).literal();
    }

    // At most two rows, so that tables stay small; only where all columns have an order, so that both copy the same.
    private static String copy(RandomGenerator random, Table table) {
        if (!table.columns().stream().allMatch(column -> column.kind().isOrdered())) {
            return insert(random, table);
        }
        String columns = table.columns().stream().map(Table.Column::name).collect(Collectors.joining(", "));
        return "INSERT INTO " + table.name() + " SELECT " + columns + " FROM " + table.name() + " ORDER BY " + columns
                + " LIMIT " + (1 + random.nextInt(2));
    }

    private static String assignments(RandomGenerator random, Table table, ExprGenerator exprs, Scope scope) {
        Table.Column first = Scope.pick(random, table.columns());
        // Assigned values go back into narrow columns: expressions of those types could no longer fit.
        String value = List.of(Kind.INT4, Kind.BOOL, Kind.TEXT, Kind.DATE, Kind.JSONB).contains(first.kind())
                ? exprs.expr(first.kind(), scope, 1).render()
                : value(random, first.kind());
        return first.name() + " = " + value;
    }
}
