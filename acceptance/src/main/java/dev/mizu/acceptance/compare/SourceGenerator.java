package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random FROM clauses: tables, subqueries, lateral ones, table functions and VALUES under joins of all kinds. */
final class SourceGenerator {
    private final RandomGenerator random;
    private final ExprGenerator exprs;
    private final QueryGenerator queries;
    private final List<RandomTables.Table> tables;
    private int aliases;
    private int fuel;

    SourceGenerator(RandomGenerator random, RandomTables tables, ExprGenerator exprs, QueryGenerator queries) {
        this.random = random;
        this.exprs = exprs;
        this.queries = queries;
        this.tables = new ArrayList<>(tables.tables());
    }

    /** A FROM clause and what it brings into scope. */
    record Source(Piece sql, List<Scope.Column> columns) {
        Source {
            columns = List.copyOf(columns);
        }
    }

    /** How many relations the next question may hold. */
    void refill(int relations) {
        fuel = relations;
    }

    int visible() {
        return tables.size();
    }

    /** Makes a common table expression known. */
    void show(RandomTables.Table table) {
        tables.add(table);
    }

    /** Forgets what was shown after there were {@code before} tables. */
    void hide(int before) {
        tables.subList(before, tables.size()).clear();
    }

    String alias(String prefix) {
        return prefix + aliases++;
    }

    /** A FROM clause; {@code depth} bounds how many joins and how deep the subqueries. */
    Source from(Scope outer, int depth) {
        Source left = relation(depth);
        int joins = depth <= 0 ? 0 : random.nextInt(12) == 0 ? 4 : random.nextInt(depth + 1);
        while (joins-- > 0 && fuel > 0) {
            left = join(left, outer, depth);
        }
        return left;
    }

    /** One table, alone. */
    Source table() {
        String alias = alias("r");
        RandomTables.Table table = Scope.pick(random, tables);
        return new Source(Piece.of(table.name() + " AS " + alias), table.scope(alias));
    }

    private Source relation(int depth) {
        fuel--;
        if (depth <= 0 || fuel <= 0) {
            return table();
        }
        return switch (random.nextInt(16)) {
            case 0, 1 -> subquery(Scope.NOTHING, depth - 1, "");
            case 2 -> merged();
            case 3 -> series();
            case 4 -> {
                String alias = alias("r");
                List<Kind> kinds = List.of(Kind.INT4, Kind.any(random));
                yield new Source(Piece.of("(", values(kinds), ") AS " + alias + " (k, x)"), List.of(
                        Scope.Column.of(alias + ".k", Kind.INT4), Scope.Column.of(alias + ".x", kinds.get(1))));
            }
            default -> table();
        };
    }

    private Source subquery(Scope outer, int depth, String prefix) {
        String alias = alias("r");
        List<Kind> kinds = List.of(Kind.INT4, Kind.any(random));
        Piece inner = queries.body(kinds, outer, depth);
        return new Source(Piece.of(prefix + "(", inner, ") AS " + alias), List.of(
                Scope.Column.of(alias + ".o0", Kind.INT4), Scope.Column.of(alias + ".o1", kinds.get(1))));
    }

    /** Two tables over their common column, which the result has once. */
    private Source merged() {
        RandomTables.Table left = Scope.pick(random, tables);
        RandomTables.Table right = Scope.pick(random, tables);
        String alias = alias("r");
        String type = Scope.pick(random, List.of("", "LEFT ", "RIGHT ", "FULL "));
        String leftKey = left.columns().getFirst().name();
        String rightKey = right.columns().getFirst().name();
        String x = left.columns().get(1).name();
        String y = right.columns().get(1).name();
        String join = random.nextBoolean()
                ? "(SELECT " + leftKey + " AS k, " + x + " AS x FROM " + left.name() + ") AS a NATURAL " + type
                        + "JOIN (SELECT " + rightKey + " AS k, " + y + " AS y FROM " + right.name() + ") AS b"
                : "(SELECT " + leftKey + " AS k, " + x + " AS x FROM " + left.name() + ") AS a " + type
                        + "JOIN (SELECT " + rightKey + " AS k, " + y + " AS y FROM " + right.name()
                        + ") AS b USING (k)";
        return new Source(Piece.of("(SELECT * FROM " + join + ") AS " + alias), List.of(
                Scope.Column.of(alias + ".k", Kind.INT4), Scope.Column.of(alias + ".x", left.columns().get(1).kind()),
                Scope.Column.of(alias + ".y", right.columns().get(1).kind())));
    }

    private Source series() {
        String alias = alias("r");
        return switch (random.nextInt(4)) {
            case 0 -> new Source(Piece.of("unnest(CAST('{1,2,NULL,3}' AS integer[])) AS " + alias + " (k)"),
                    List.of(Scope.Column.of(alias + ".k", Kind.INT4)));
            case 1 -> new Source(Piece.of("generate_series(3, -2, -2) WITH ORDINALITY AS " + alias + " (k, n)"),
                    List.of(Scope.Column.of(alias + ".k", Kind.INT4), Scope.Column.of(alias + ".n", Kind.INT8)));
            default -> new Source(Piece.of("generate_series(" + random.nextInt(3) + ", " + random.nextInt(5) + ") AS "
                    + alias + " (k)"), List.of(Scope.Column.of(alias + ".k", Kind.INT4)));
        };
    }

    /** A VALUES list. */
    Piece values(List<Kind> kinds) {
        return Piece.list(", ", IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(row -> Piece.of(
                row == 0 ? "VALUES (" : "(",
                Piece.list(", ", kinds.stream().map(kind -> exprs.leaf(kind, Scope.NOTHING)).toList()), ")")).toList());
    }

    private Source join(Source left, Scope outer, int depth) {
        if (random.nextInt(6) == 0) {
            return lateral(left, outer, depth);
        }
        Source right = relation(depth - 1);
        List<Scope.Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        Kind kind = Kind.INT4;
        Piece equality = Piece.of("(", Scope.pick(random, new Scope(left.columns(), false).of(kind)).sql(), " = ",
                Scope.pick(random, new Scope(right.columns(), false).of(kind)).sql(), ")");
        String type = random.nextInt(14) == 0
                ? "CROSS JOIN"
                : Scope.pick(random, List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "LEFT JOIN"));
        Scope both = new Scope(columns, false);
        Piece on = switch (type) {
            case "CROSS JOIN" -> Piece.NOTHING;
            // PostgreSQL joins fully only where there is an equality.
            case "FULL JOIN" -> Piece.of(" ON ", random.nextInt(3) > 0
                    ? equality
                    : Piece.of(equality, " AND ", exprs.condition(both, 1)).or(equality));
            default -> Piece.of(" ON ", switch (random.nextInt(4)) {
                case 0 -> exprs.condition(both, 2);
                case 1 -> Piece.of(equality, " AND ", exprs.condition(both, 2)).or(equality);
                default -> equality;
            });
        };
        return new Source(Piece.of(left.sql(), " " + type + " ", right.sql(), on), columns);
    }

    private Source lateral(Source left, Scope outer, int depth) {
        String alias = alias("r");
        Source right = random.nextInt(3) == 0
                ? new Source(Piece.of("generate_series(1, (",
                        Scope.pick(random, new Scope(left.columns(), false).of(Kind.INT4)).sql(), ") % 4) AS " + alias
                        + " (k)"), List.of(Scope.Column.of(alias + ".k", Kind.INT4)))
                : subquery(outer.with(left.columns()), Math.min(1, depth - 1), "LATERAL ");
        List<Scope.Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        Piece sql = random.nextBoolean()
                ? Piece.of(left.sql(), " CROSS JOIN ", right.sql())
                : Piece.of(left.sql(), " LEFT JOIN ", right.sql(), " ON ", random.nextBoolean()
                        ? "true" : exprs.condition(new Scope(columns, false), 1));
        return new Source(sql, columns);
    }
}
