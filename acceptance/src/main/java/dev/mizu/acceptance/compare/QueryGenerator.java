package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random queries over random tables: joins of all kinds, grouping, set operations, correlated subqueries, top-k. Each
 * answer is determined by the data: a LIMIT stands only under an ORDER BY of all columns.
 */
final class QueryGenerator {
    private static final int DEPTH = 2;
    private static final List<String> JOINS = List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

    private final RandomGenerator random;
    private final RandomTables tables;
    private final ExprGenerator exprs;
    private int aliases;

    QueryGenerator(RandomGenerator random, RandomTables tables) {
        this.random = random;
        this.tables = tables;
        this.exprs = new ExprGenerator(random, this);
    }

    /** A query and the kinds of its columns, which are named {@code o0, o1, ..}. */
    record Query(Piece sql, List<Kind> kinds) {
        /** The letters that say how its values are compared. */
        String letters() {
            StringBuilder letters = new StringBuilder();
            kinds.forEach(kind -> letters.append(kind.letter()));
            return letters.toString();
        }
    }

    /** A FROM clause and what it brings into scope. */
    private record Source(Piece sql, List<Scope.Column> columns) {}

    /** The next query. */
    Query next() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            kinds.add(exprs.anyKind());
        }
        Scope nothing = new Scope(List.of());
        Piece body = switch (random.nextInt(6)) {
            case 0, 1 -> grouped(kinds, nothing);
            case 2 -> setOperation(kinds, nothing);
            default -> select(kinds, nothing, DEPTH);
        };
        if (random.nextInt(4) == 0) {
            body = topK(body, kinds.size());
        }
        return new Query(body, List.copyOf(kinds));
    }

    private Piece topK(Piece body, int columns) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            order.add("o" + i + (random.nextBoolean() ? "" : " DESC") + (random.nextInt(3) == 0 ? " NULLS FIRST" : ""));
        }
        String alias = alias("q");
        return Piece.of("SELECT * FROM (", body, ") AS " + alias + " ORDER BY " + String.join(", ", order)
                + " LIMIT " + (1 + random.nextInt(4)), random.nextInt(3) == 0 ? " OFFSET 1" : "").or(body);
    }

    private String alias(String prefix) {
        return prefix + aliases++;
    }

    private Piece select(List<Kind> kinds, Scope outer, int depth) {
        Source source = source(depth);
        Scope scope = outer.with(source.columns());
        List<Piece> items = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            Piece plain = exprs.expr(kinds.get(i), new Scope(source.columns()), 0);
            items.add(Piece.of(exprs.expr(kinds.get(i), scope, depth).or(plain), " AS o" + i));
        }
        String distinct = random.nextInt(5) == 0 ? "DISTINCT " : "";
        return Piece.of("SELECT " + distinct, Piece.list(", ", items), " FROM ", source.sql(), where(scope, depth));
    }

    private Piece where(Scope scope, int depth) {
        return random.nextInt(3) == 0
                ? Piece.NOTHING
                : Piece.of(" WHERE ", exprs.condition(scope, depth)).or(Piece.NOTHING);
    }

    private Piece grouped(List<Kind> kinds, Scope outer) {
        Source source = source(DEPTH);
        Scope scope = outer.with(source.columns());
        List<Piece> items = new ArrayList<>();
        List<Piece> keys = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            boolean key = random.nextBoolean();
            Piece item = key
                    ? exprs.expr(kinds.get(i), new Scope(source.columns()), 1)
                    : aggregate(kinds.get(i), scope);
            items.add(Piece.of(item, " AS o" + i));
            if (key) {
                keys.add(Piece.of(Integer.toString(i + 1)));
            }
        }
        Piece groupBy = keys.isEmpty() ? Piece.NOTHING : Piece.of(" GROUP BY ", Piece.list(", ", keys));
        Piece having = random.nextInt(3) > 0
                ? Piece.NOTHING
                : Piece.of(" HAVING count(*) " + Scope.pick(random, List.of("> 1", "< 4", "<> 2"))).or(Piece.NOTHING);
        return Piece.of("SELECT ", Piece.list(", ", items), " FROM ", source.sql(), where(scope, 1), groupBy, having);
    }

    private Piece aggregate(Kind kind, Scope scope) {
        Piece filter = random.nextInt(5) > 0
                ? Piece.NOTHING
                : Piece.of(" FILTER (WHERE ", exprs.condition(scope, 0), ")").or(Piece.NOTHING);
        String distinct = random.nextInt(4) == 0 ? "DISTINCT " : "";
        Piece argument = exprs.expr(kind, scope, 1);
        return switch (kind) {
            case INT -> switch (random.nextInt(4)) {
                case 0 -> Piece.of("CAST(count(*)", filter, " AS int)");
                case 1 -> Piece.of("CAST(count(" + distinct, exprs.expr(exprs.anyKind(), scope, 1), ")", filter,
                        " AS int)");
                case 2 -> Piece.of("CAST(sum(" + distinct, argument, ")", filter, " AS int)");
                default -> Piece.of("min(", argument, ")", filter);
            };
            case NUMERIC -> Piece.of(Scope.pick(random, List.of("sum(", "avg(", "max(")) + distinct, argument, ")",
                    filter);
            case TEXT -> random.nextBoolean()
                    ? Piece.of("string_agg(", argument, ", ',' ORDER BY ", argument, ")", filter)
                    : Piece.of("max(", argument, ")", filter);
            case BOOL -> Piece.of(random.nextBoolean() ? "bool_and(" : "bool_or(", argument, ")", filter);
            case DATE -> Piece.of(random.nextBoolean() ? "min(" : "max(", argument, ")", filter);
        };
    }

    private Piece setOperation(List<Kind> kinds, Scope outer) {
        Piece left = select(kinds, outer, 1);
        Piece right = select(kinds, outer, 1);
        String operator = Scope.pick(random, List.of("UNION", "INTERSECT", "EXCEPT"));
        String all = random.nextBoolean() ? " ALL (" : " (";
        return Piece.of("(", left, ") " + operator + all, right, ")").or(left, right);
    }

    private Source source(int depth) {
        Source left = relation(depth);
        for (int joins = random.nextInt(depth + 2); joins > 0; joins--) {
            left = join(left, relation(depth));
        }
        return left;
    }

    private Source join(Source left, Source right) {
        List<Scope.Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        Kind kind = Kind.INT;
        String leftKey = Scope.pick(random, new Scope(left.columns()).of(kind)).name();
        String rightKey = Scope.pick(random, new Scope(right.columns()).of(kind)).name();
        Piece equality = Piece.of(leftKey + " = " + rightKey);
        String type = random.nextInt(12) == 0 ? "CROSS JOIN" : Scope.pick(random, JOINS);
        // PostgreSQL joins fully on equalities only.
        Piece on = switch (type) {
            case "CROSS JOIN" -> Piece.NOTHING;
            case "FULL JOIN" -> Piece.of(" ON ", equality);
            default -> Piece.of(" ON ", random.nextInt(3) > 0
                    ? equality
                    : Piece.of(equality, " AND ", exprs.condition(new Scope(columns), 0)).or(equality));
        };
        return new Source(Piece.of(left.sql(), " " + type + " ", right.sql(), on), List.copyOf(columns));
    }

    private Source relation(int depth) {
        String alias = alias("r");
        if (depth > 0 && random.nextInt(4) == 0) {
            List<Kind> kinds = List.of(Kind.INT, exprs.anyKind());
            Piece inner = select(kinds, new Scope(List.of()), depth - 1);
            return new Source(Piece.of("(", inner, ") AS " + alias), List.of(
                    new Scope.Column(alias + ".o0", Kind.INT), new Scope.Column(alias + ".o1", kinds.get(1))));
        }
        RandomTables.Table table = Scope.pick(random, tables.tables());
        List<Scope.Column> columns = table.columns().stream()
                .map(column -> new Scope.Column(alias + "." + column.name(), column.kind())).toList();
        return new Source(Piece.of(table.name() + " AS " + alias), columns);
    }

    /** A correlated subquery of one integer: an aggregate, so that it has one row. */
    Piece scalar(Scope outer, int depth) {
        Source source = source(0);
        Scope scope = outer.with(source.columns());
        Piece value = random.nextBoolean()
                ? Piece.of("CAST(count(*) AS int)")
                : Piece.of("max(", exprs.expr(Kind.INT, new Scope(source.columns()), 0), ")");
        return Piece.of("(SELECT ", value, " FROM ", source.sql(), where(scope, Math.min(depth, 1)), ")");
    }

    /** A correlated EXISTS. */
    Piece exists(Scope outer, int depth) {
        Source source = source(0);
        Scope scope = outer.with(source.columns());
        return Piece.of(random.nextBoolean() ? "" : "NOT ", "EXISTS (SELECT 1 FROM ", source.sql(),
                where(scope, Math.min(depth, 1)), ")");
    }

    /** An integer compared with the rows of a correlated subquery. */
    Piece quantified(Piece value, Scope outer, int depth) {
        Source source = source(0);
        Scope scope = outer.with(source.columns());
        String comparison = Scope.pick(random, List.of("IN", "NOT IN", "= ANY", "> ALL", "<= ANY", "<> ALL"));
        return Piece.of("(", value, ") " + comparison + " (SELECT ",
                exprs.expr(Kind.INT, new Scope(source.columns()), 0), " FROM ", source.sql(),
                where(scope, Math.min(depth, 1)), ")");
    }
}
