package dev.mizu.acceptance.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A random script: tables, rows, views and indexes, and then queries with writes in between. One seed, one script. */
final class SqliteScript {
    private static final int CHAIN = 24;
    private static final int VALUES = 12;

    private final Terms terms;
    private int rows = 100;

    SqliteScript(long seed) {
        this.terms = new Terms(new SplittableRandom(seed));
    }

    private record Table(String name, List<String> columns) {}

    private static final List<Table> KNOWN = List.of(
            new Table("tab0", List.of("col0", "col1", "col2")), new Table("tab1", List.of("col0", "col1", "col2")),
            new Table("tab2", List.of("col0", "col1", "col2")), new Table("t1", List.of("a", "b", "c", "d", "e")),
            new Table("tab4", List.of("pk", "col0", "col3")), new Table("v0", List.of("x", "y")),
            new Table("v1", List.of("z", "n")));

    /** What stands before the queries. */
    List<String> setup() {
        List<String> sql = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sql.add("CREATE TABLE tab" + i + "(col0 INTEGER, col1 INTEGER, col2 INTEGER)");
            for (int row = 0; row < 3 + 3 * i; row++) {
                sql.add("INSERT INTO tab" + i + " VALUES(" + terms.listed(3, this::value) + ")");
            }
        }
        sql.add("CREATE TABLE t1(a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER)");
        sql.add("INSERT INTO t1(e,c,b,d,a) VALUES" + terms.listed(30, () -> "(" + terms.listed(5, this::value) + ")"));
        sql.add("CREATE TABLE tab4(pk INTEGER NOT NULL, col0 INTEGER, col1 FLOAT, col2 TEXT, col3 INTEGER)");
        sql.add("INSERT INTO tab4 VALUES" + terms.listed(20, this::wideRow));
        sql.add("CREATE INDEX idx_tab4_0 ON tab4 (col0)");
        sql.add("CREATE INDEX idx_tab4_13 ON tab4 (col3 DESC, col0 ASC)");
        sql.add("CREATE VIEW v0(x, y) AS SELECT a + b, c FROM t1 WHERE d > 20 OR e IS NULL");
        sql.add("CREATE VIEW v1 AS SELECT x AS z, count(*) AS n FROM v0 LEFT JOIN tab0 ON col0 < y GROUP BY x");
        for (int i = 1; i <= CHAIN; i++) {
            sql.add("CREATE TABLE c" + i + "(a" + i + " INTEGER, b" + i + " INTEGER, x" + i + " VARCHAR(40))");
            int table = i;
            sql.add("INSERT INTO c" + i + " VALUES" + String.join(", ", IntStream.range(0, 10).mapToObj(row ->
                    "(" + (row + 1) + ", " + ((row * 7 + table * 3) % 10 + 1) + ", 'table c" + table + " row " + row
                            + "')").toList()));
        }
        return sql;
    }

    private String value() {
        return terms.chance(VALUES) ? "NULL" : terms.literal();
    }

    private String wideRow() {
        int key = rows++;
        return "(" + key + ", " + value() + ", " + terms.literal() + "." + terms.literal() + ", 'text "
                + terms.literal() + "', " + value() + ")";
    }

    /** A write. */
    String write() {
        return switch (terms.below(6)) {
            case 0 -> "INSERT INTO tab4 VALUES" + terms.listed(3, this::wideRow);
            case 1 -> "DELETE FROM tab4 WHERE col0 " + terms.pick(List.of("<", ">", "=")) + " " + terms.literal()
                    + " AND pk > 105";
            case 2 -> "UPDATE tab4 SET col3 = " + safe(List.of("col0", "pk")) + ", col0 = col3 WHERE pk % 3 = "
                    + terms.below(3);
            case 3 -> "INSERT INTO tab" + terms.below(3) + "(col2, col0) SELECT " + safe(List.of("a", "b"))
                    + ", d FROM t1 WHERE c = " + terms.literal();
            case 4 -> "DELETE FROM tab2 WHERE col0 NOT IN (SELECT a FROM t1 WHERE a IS NOT NULL) AND col1 > 70";
            default -> "UPDATE t1 SET e = " + safe(List.of("a", "b")) + " WHERE b BETWEEN 10 AND " + terms.literal();
        };
    }

    private String safe(List<String> columns) {
        return terms.pick(columns) + " " + terms.pick(List.of("+", "-")) + " " + terms.literal();
    }

    /** A query whose rows may come in any order. */
    String query() {
        return switch (terms.below(16)) {
            case 0, 1 -> expression();
            case 2, 3, 4 -> aggregate();
            case 5, 6, 7 -> grouped();
            case 8, 9 -> selection();
            case 10, 11 -> subqueries();
            case 12, 13 -> compound();
            case 14 -> chain();
            default -> indexed();
        };
    }

    private String all() {
        return terms.pick(List.of("", "ALL ", "DISTINCT "));
    }

    private String output(String term, int number) {
        return term + terms.pick(List.of("", " AS col" + number, " col" + number));
    }

    private String expression() {
        String head = "SELECT " + all() + output(terms.number(List.of(), 4), 0);
        if (terms.chance(50)) {
            return head;
        }
        return head + " FROM " + terms.pick(KNOWN).name() + where(List.of(), 10);
    }

    private String where(List<String> columns, int percent) {
        return terms.chance(percent) ? " WHERE " + terms.truth(columns, 2) : "";
    }

    /** Tables under names of their own, as items of FROM; their columns with those names before them. */
    private record From(String sql, List<String> columns) {}

    private From from() {
        List<String> columns = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        int tables = terms.chance(60) ? 1 : 2 + terms.below(2);
        for (int i = 0; i < tables; i++) {
            Table table = KNOWN.get(terms.below(i == 0 ? KNOWN.size() : 3));
            String name = "cor" + i;
            sql.append(i == 0 ? "" : terms.pick(List.of(" CROSS JOIN ", ", ", " INNER JOIN ", " LEFT OUTER JOIN ")));
            boolean on = sql.toString().endsWith(" INNER JOIN ") || sql.toString().endsWith(" LEFT OUTER JOIN ");
            sql.append(table.name()).append(terms.pick(List.of(" AS ", " "))).append(name);
            List<String> own = table.columns().stream().map(column -> name + "." + column).toList();
            columns.addAll(own);
            if (on) {
                sql.append(" ON ").append(terms.truth(own, 1));
            }
        }
        return new From(sql.toString(), columns);
    }

    private String aggregate() {
        From from = from();
        StringBuilder sql = new StringBuilder("SELECT " + all());
        sql.append(output(terms.aggregate(from.columns(), List.of(), 2), 0));
        if (terms.chance(40)) {
            sql.append(", ").append(output(terms.aggregate(from.columns(), List.of(), 1), 1));
        }
        sql.append(" FROM ").append(from.sql()).append(where(from.columns(), 40));
        if (terms.chance(20)) {
            sql.append(" HAVING ").append(terms.aggregate(from.columns(), List.of(), 1)).append(" > ")
                    .append(terms.number(List.of(), 1));
        }
        return sql.toString();
    }

    private String grouped() {
        From from = from();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i <= terms.below(2); i++) {
            keys.add(terms.pick(from.columns()));
        }
        StringBuilder sql = new StringBuilder("SELECT " + all() + output(terms.number(keys, 2), 0));
        if (terms.chance(60)) {
            sql.append(", ").append(output(terms.aggregate(from.columns(), keys, 1), 1));
        }
        sql.append(" FROM ").append(from.sql()).append(where(from.columns(), 30));
        sql.append(" GROUP BY ").append(String.join(", ", keys));
        if (terms.chance(30)) {
            sql.append(" HAVING ").append(terms.chance(50) ? terms.truth(keys, 1)
                    : "NOT " + terms.aggregate(from.columns(), keys, 0) + " IS NULL");
        }
        return sql.toString();
    }

    private String selection() {
        From from = from();
        if (terms.chance(15)) {
            return "SELECT " + all() + "* FROM " + from.sql() + where(from.columns(), 70);
        }
        int outputs = 1 + terms.below(3);
        StringBuilder sql = new StringBuilder("SELECT " + all());
        for (int i = 0; i < outputs; i++) {
            sql.append(i == 0 ? "" : ", ").append(output(terms.number(from.columns(), 3), i));
        }
        sql.append(" FROM ").append(from.sql()).append(where(from.columns(), 60));
        if (terms.chance(30)) {
            sql.append(" ORDER BY ").append(1 + terms.below(outputs)).append(terms.pick(List.of("", " DESC", " ASC")));
        }
        return sql.toString();
    }

    /** In the manner of the select files: correlated and scalar subqueries over one table. */
    private String subqueries() {
        List<String> columns = List.of("a", "b", "c", "d", "e");
        List<String> outputs = List.of("(a+b+c+d+e)/5", "abs(b-c)", "a-b", "c",
                "CASE WHEN c>(SELECT avg(c) FROM t1) THEN a*2 ELSE b*10 END",
                "(SELECT count(*) FROM t1 AS x WHERE x.b<t1.b)",
                "(SELECT max(x.c) FROM t1 AS x WHERE x.d = t1.d AND x.e < t1.e)",
                "CASE a+1 WHEN b THEN 111 WHEN c THEN 222 WHEN d THEN 333 WHEN e THEN 444 ELSE 555 END",
                "(SELECT min(y) FROM v0 WHERE y > t1.a)", "coalesce((SELECT n FROM v1 WHERE z = t1.a + t1.b), -1)",
                "CASE WHEN a<b-3 THEN 111 WHEN a<=b THEN 222 WHEN a<b+3 THEN 333 ELSE 444 END");
        List<String> conditions = List.of("EXISTS(SELECT 1 FROM t1 AS x WHERE x.b<t1.b)", "c BETWEEN b-2 AND d+2",
                "e+d BETWEEN a+b-10 AND c+130", "d NOT BETWEEN 10 AND 50", "(e>c OR e<d)", "(a>b-2 AND a<b+2)",
                "NOT EXISTS (SELECT 1 FROM tab1 WHERE col0 = t1.a)", "b IN (SELECT col1 FROM tab2)",
                "b NOT IN (SELECT col1 FROM tab1)", "c > ALL (SELECT col0 FROM tab0 WHERE col0 < t1.d)",
                "d = ANY (SELECT col2 FROM tab2 WHERE col1 <> t1.a)",
                "a < (SELECT avg(col0) FROM tab2 WHERE col1 > t1.b)", terms.truth(columns, 2));
        StringBuilder sql = new StringBuilder("SELECT ");
        int count = 1 + terms.below(4);
        sql.append(terms.listed(count, () -> terms.pick(outputs))).append("\n  FROM t1");
        for (int i = 0; i < terms.below(4); i++) {
            sql.append(i == 0 ? "\n WHERE " : terms.pick(List.of("\n   AND ", "\n    OR ")))
                    .append(terms.pick(conditions));
        }
        return sql.append("\n ORDER BY ").append(terms.listed(1 + terms.below(count), () ->
                Integer.toString(1 + terms.below(count)))).toString();
    }

    private String compound() {
        StringBuilder sql = new StringBuilder();
        int parts = 2 + terms.below(4);
        for (int i = 0; i < parts; i++) {
            sql.append(i == 0 ? "" : "\n" + terms.pick(List.of("UNION ALL", "UNION", "EXCEPT", "INTERSECT", "UNION"))
                    + "\n");
            Table table = terms.pick(KNOWN);
            sql.append("SELECT ").append(terms.number(table.columns(), 1)).append(" FROM ").append(table.name())
                    .append(where(table.columns(), 60));
        }
        return sql.append("\nORDER BY 1").toString();
    }

    /** A join of many tables, each bound to one before it, in random order. */
    private String chain() {
        int size = 3 + terms.below(CHAIN - 2);
        List<Integer> tables = new ArrayList<>(IntStream.rangeClosed(1, size).boxed().toList());
        List<String> conditions = new ArrayList<>();
        conditions.add("a1 = " + (1 + terms.below(10)));
        for (int i = 2; i <= size; i++) {
            conditions.add(terms.chance(50) ? "b" + i + " = a" + (i - 1) : "a" + (i - 1) + " = b" + i);
        }
        for (int i = size; i > 1; i--) {
            tables.add(tables.remove(terms.below(i)));
            conditions.add(conditions.remove(terms.below(i)));
        }
        return "SELECT " + String.join(",", tables.stream().map(i -> "x" + i).toList()) + "\n  FROM "
                + String.join(",", tables.stream().map(i -> "c" + i).toList()) + "\n WHERE "
                + String.join("\n   AND ", conditions);
    }

    /** In the manner of the index files: comparisons with constants, nested. */
    private String indexed() {
        return "SELECT pk, col0 FROM tab4 WHERE " + simple(3)
                + terms.pick(List.of("", " ORDER BY 2 DESC", " ORDER BY 1", " ORDER BY pk, col0 DESC"));
    }

    private String simple(int depth) {
        if (depth > 0 && terms.chance(60)) {
            return "((" + simple(depth - 1) + ")" + terms.pick(List.of(" AND ", " OR ")) + "(" + simple(depth - 1)
                    + "))";
        }
        String column = terms.pick(List.of("col0", "col1", "col3"));
        return switch (terms.below(5)) {
            case 0 -> column + " IN (" + terms.listed(1 + terms.below(8), terms::literal) + ")";
            case 1 -> column + " BETWEEN " + terms.literal() + " AND " + terms.literal();
            case 2 -> column + " IS NULL";
            case 3 -> column + " IN (SELECT " + terms.pick(List.of("col0", "col3")) + " FROM tab4 WHERE col1 > "
                    + terms.literal() + ".5)";
            default -> column + " " + terms.pick(List.of("<", "<=", ">", ">=", "=")) + " " + terms.literal()
                    + (column.equals("col1") ? "." + terms.literal() : "");
        };
    }
}
