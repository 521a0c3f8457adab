package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A few random tables and endless random changes to them. Values repeat often, so that joins meet and groups fill. */
record RandomTables(List<Table> tables) {
    private static final List<String> TEXTS = List.of("'a'", "'b'", "'ab'", "'B'", "''", "'abc'", "' x '");

    /** A table and its columns, unqualified. */
    record Table(String name, List<Scope.Column> columns) {
        String create() {
            return columns.stream().map(column -> column.name() + " " + column.kind().sqlName())
                    .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
        }
    }

    static RandomTables generate(RandomGenerator random) {
        List<Table> tables = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            List<Scope.Column> columns = new ArrayList<>(List.of(new Scope.Column("k", Kind.INT)));
            int width = 2 + random.nextInt(3);
            for (int c = 0; c < width; c++) {
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                columns.add(new Scope.Column("c" + c, kind));
            }
            tables.add(new Table("t" + t, List.copyOf(columns)));
        }
        return new RandomTables(List.copyOf(tables));
    }

    /** One round of changes, a few statements. */
    List<String> changes(RandomGenerator random) {
        List<String> statements = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Table table = Scope.pick(random, tables);
            statements.add(switch (random.nextInt(6)) {
                case 0 -> "DELETE FROM " + table.name() + " WHERE " + condition(random, table);
                case 1 -> "UPDATE " + table.name() + " SET " + assignment(random, table) + " WHERE "
                        + condition(random, table);
                default -> insert(random, table);
            });
        }
        return statements;
    }

    private static String insert(RandomGenerator random, Table table) {
        String rows = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(row -> table.columns().stream().map(column -> literal(random, column.kind()))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.name() + " VALUES " + rows;
    }

    private static String condition(RandomGenerator random, Table table) {
        Scope.Column column = Scope.pick(random, table.columns());
        return random.nextInt(4) == 0
                ? column.name() + " IS NULL"
                : column.name() + " = " + literal(random, column.kind());
    }

    private static String assignment(RandomGenerator random, Table table) {
        Scope.Column column = Scope.pick(random, table.columns());
        return column.name() + " = " + literal(random, column.kind());
    }

    static String literal(RandomGenerator random, Kind kind) {
        if (random.nextInt(6) == 0) {
            return "NULL";
        }
        return switch (kind) {
            case INT -> Integer.toString(random.nextInt(9) - 2);
            case NUMERIC -> random.nextInt(8) - 2 + "." + List.of("0", "5", "25").get(random.nextInt(3));
            case TEXT -> Scope.pick(random, TEXTS);
            case BOOL -> Boolean.toString(random.nextBoolean());
            case DATE -> "'2024-0" + (1 + random.nextInt(3)) + "-1" + random.nextInt(4) + "'";
        };
    }
}
