package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random queries over random tables: joins of all kinds, grouping, window functions, set operations, common table
 * expressions, correlated subqueries, top-k. Each answer is determined by the data: a LIMIT stands only under an ORDER
 * BY of all columns.
 */
final class QueryGenerator {
    private static final int DEPTH = 3;

    private final RandomGenerator random;
    private final ExprGenerator exprs;
    private final SourceGenerator sources;
    private final WindowGenerator windows;

    QueryGenerator(RandomGenerator random, RandomTables tables) {
        this.random = random;
        this.exprs = new ExprGenerator(random, this);
        this.sources = new SourceGenerator(random, tables, exprs, this);
        this.windows = new WindowGenerator(random, exprs);
    }

    /** The next question. Its columns are named {@code o0, o1, ..}; those of a plain one are left unnamed. */
    Question next() {
        sources.refill(14);
        boolean fallible = random.nextInt(8) == 0;
        exprs.fallible(fallible);
        if (random.nextInt(5) == 0) {
            return plain(fallible);
        }
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            kinds.add(Kind.any(random));
        }
        Piece body = random.nextInt(5) == 0 ? withCtes(kinds) : body(kinds, Scope.NOTHING, DEPTH);
        boolean ordered = kinds.stream().allMatch(Kind::isOrdered) && random.nextInt(3) == 0;
        if (ordered) {
            // Of no rows PostgreSQL computes none, so that it does not fail.
            body = sorted(body, kinds.size(), !fallible && random.nextInt(3) > 0);
        }
        return new Question(body, List.copyOf(kinds), ordered, false, true);
    }

    /** One table, no conditions, unnamed columns: here an error is an error in every evaluation order. */
    private Question plain(boolean fallible) {
        SourceGenerator.Source source = sources.table();
        Scope scope = new Scope(source.columns(), false);
        List<Kind> kinds = List.of(Kind.any(random), Kind.any(random));
        List<Piece> items = kinds.stream().map(kind -> exprs.expr(kind, scope, DEPTH)).toList();
        Piece sql = Piece.of("SELECT ", Piece.list(", ", items), " FROM ", source.sql());
        // Of several errors any may be shown.
        return new Question(sql, kinds, false, fallible && exprs.risks() == 1, false);
    }

    private Piece sorted(Piece body, int columns, boolean limited) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            order.add((random.nextBoolean() ? "o" + i : Integer.toString(i + 1)) + (random.nextBoolean() ? "" : " DESC")
                    + Scope.pick(random, List.of("", "", " NULLS FIRST", " NULLS LAST")));
        }
        Piece limit = !limited ? Piece.NOTHING
                : Piece.of(" LIMIT " + random.nextInt(5), random.nextInt(3) == 0 ? " OFFSET 1" : "").or(Piece.NOTHING);
        String alias = sources.alias("q");
        return Piece.of("SELECT * FROM (", body, ") AS " + alias + " ORDER BY " + String.join(", ", order), limit)
                .or(body);
    }

    /** A query of the wanted columns that may be correlated with {@code outer}. */
    Piece body(List<Kind> kinds, Scope outer, int depth) {
        return switch (random.nextInt(depth > 1 ? 9 : 5)) {
            case 0, 1 -> grouped(kinds, outer, depth);
            case 5, 6 -> setOperation(kinds, outer, depth - 1);
            case 7 -> kinds.stream().allMatch(Kind::isOrdered)
                    ? distinctOn(kinds, outer, depth) : select(kinds, outer, depth);
            default -> select(kinds, outer, depth);
        };
    }

    private Piece withCtes(List<Kind> kinds) {
        List<Piece> ctes = new ArrayList<>();
        int before = sources.visible();
        for (int i = 0; i <= random.nextInt(2); i++) {
            String name = sources.alias("w");
            List<Kind> columns = List.of(Kind.INT4, Kind.any(random));
            boolean renamed = random.nextBoolean();
            ctes.add(Piece.of(name + (renamed ? " (k, x)" : "") + " AS (", body(columns, Scope.NOTHING, 2), ")"));
            sources.show(new RandomTables.Table(name, List.of(
                    new RandomTables.Table.Column(renamed ? "k" : "o0", Kind.INT4),
                    new RandomTables.Table.Column(renamed ? "x" : "o1", columns.get(1)))));
        }
        Piece body = body(kinds, Scope.NOTHING, DEPTH);
        sources.hide(before);
        return Piece.of("WITH ", Piece.list(", ", ctes), " ", body).or(body);
    }

    private static Piece named(List<Piece> items) {
        return Piece.list(", ", IntStream.range(0, items.size())
                .mapToObj(i -> Piece.of(items.get(i), " AS o" + i)).toList());
    }

    private Piece select(List<Kind> kinds, Scope outer, int depth) {
        SourceGenerator.Source source = sources.from(outer, depth);
        Scope scope = outer.with(source.columns());
        Scope inner = new Scope(source.columns(), false);
        Scope above = depth > 0 && random.nextInt(6) == 0
                ? scope.with(windows.columns(kinds.getFirst(), inner)).withoutSubqueries()
                : scope;
        List<Piece> items = kinds.stream().map(kind -> exprs.expr(kind, above, depth)
                .or(exprs.leaf(kind, inner))).toList();
        boolean distinct = kinds.stream().allMatch(Kind::isEquatable) && random.nextInt(5) == 0;
        return Piece.of("SELECT ", distinct ? Piece.of("DISTINCT ").or(Piece.NOTHING) : "", named(items), " FROM ",
                source.sql(), where(scope, depth));
    }

    private Piece distinctOn(List<Kind> kinds, Scope outer, int depth) {
        SourceGenerator.Source source = sources.from(outer, depth - 1);
        Scope scope = new Scope(source.columns(), false);
        List<Piece> items = kinds.stream().map(kind -> exprs.leaf(kind, scope)).toList();
        Piece key = Piece.of("(", exprs.expr(Kind.ordered(random), scope, 1), ")");
        List<Piece> order = new ArrayList<>(List.of(key));
        IntStream.range(0, items.size()).forEach(i -> order.add(Piece.of("(", items.get(i),
                random.nextBoolean() ? ")" : ") DESC")));
        return Piece.of("(SELECT DISTINCT ON (", key, ") ", named(items), " FROM ", source.sql(),
                where(outer.with(source.columns()), 1), " ORDER BY ", Piece.list(", ", order), ")");
    }

    Piece where(Scope scope, int depth) {
        return random.nextInt(3) == 0
                ? Piece.NOTHING
                : Piece.of(" WHERE ", exprs.condition(scope, depth)).or(Piece.NOTHING);
    }

    private Piece grouped(List<Kind> kinds, Scope outer, int depth) {
        SourceGenerator.Source source = sources.from(outer, depth - 1);
        Scope inner = new Scope(source.columns(), false);
        List<Scope.Column> above = new ArrayList<>();
        List<Piece> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Kind kind = Kind.equatable(random);
            Piece key = Piece.of("(", exprs.expr(kind, inner, random.nextInt(2)), ")");
            keys.add(key);
            above.add(new Scope.Column(key, kind));
        }
        for (Kind kind : kinds) {
            above.add(new Scope.Column(exprs.aggregate(kind, inner, 2), kind));
        }
        above.add(new Scope.Column(exprs.aggregate(Kind.INT8, inner, 1), Kind.INT8));
        Scope scope = new Scope(above, false);
        Scope windowed = depth > 0 && random.nextInt(8) == 0
                ? scope.with(windows.columns(kinds.getFirst(), scope)).withoutSubqueries()
                : scope;
        List<Piece> items = kinds.stream().map(kind -> exprs.expr(kind, windowed, random.nextInt(2))).toList();
        Piece groupBy = keys.isEmpty() ? Piece.NOTHING : Piece.of(" GROUP BY ", Piece.list(", ", keys));
        // Without keys and without an aggregate in the list it would not be grouped: the condition says that it is.
        Piece having = keys.isEmpty() || random.nextInt(3) == 0
                ? Piece.of(" HAVING ", random.nextBoolean() ? exprs.condition(scope, 2) : Piece.of("count(*) > 0"))
                : Piece.NOTHING;
        return Piece.of("SELECT ", named(items), " FROM ", source.sql(),
                where(outer.with(source.columns()), depth - 1), groupBy, having);
    }

    private Piece setOperation(List<Kind> kinds, Scope outer, int depth) {
        boolean equatable = kinds.stream().allMatch(Kind::isEquatable);
        Piece left = body(kinds, outer, depth);
        Piece right = random.nextInt(6) == 0 ? sources.values(kinds) : body(kinds, outer, depth);
        String operator = equatable
                ? Scope.pick(random, List.of("UNION", "INTERSECT", "EXCEPT")) + (random.nextBoolean() ? " ALL" : "")
                : "UNION ALL";
        return Piece.of("(", left, ") " + operator + " (", right, ")").or(left, right);
    }

    /** A correlated subquery of one value: an aggregate or a top-1, so that it has at most one row. */
    Piece scalar(Kind kind, Scope outer, int depth) {
        SourceGenerator.Source source = sources.from(outer, depth > 1 ? 1 : 0);
        Scope scope = outer.with(source.columns());
        Scope inner = new Scope(source.columns(), false);
        if (kind.isOrdered() && random.nextInt(3) == 0) {
            return Piece.of("(SELECT ", exprs.expr(kind, inner, depth - 1), " AS s FROM ", source.sql(),
                    where(scope, depth),
                    " ORDER BY s" + (random.nextBoolean() ? "" : " DESC NULLS LAST") + " LIMIT 1)");
        }
        return Piece.of("(SELECT ", exprs.aggregate(kind, inner, 1), " FROM ", source.sql(), where(scope, depth), ")");
    }

    /** A condition over a correlated subquery. */
    Piece predicate(Scope outer, int depth) {
        if (random.nextInt(3) == 0) {
            Piece inner = body(List.of(Kind.INT4), outer, Math.max(0, Math.min(depth, 1)));
            return Piece.of(random.nextBoolean() ? "(EXISTS (" : "(NOT EXISTS (", inner, "))");
        }
        boolean equality = random.nextInt(3) > 0;
        Kind kind = equality ? Kind.equatable(random) : Kind.ordered(random);
        String comparison = Scope.pick(random, equality
                ? List.of("IN", "NOT IN", "= ANY", "<> ALL", "= ALL")
                : List.of("> ALL", "<= ANY", "< SOME", ">= ALL"));
        return Piece.of("((", exprs.expr(kind, outer.withoutSubqueries(), 1), ") " + comparison + " (",
                body(List.of(kind), outer, Math.max(0, Math.min(depth, 1))), "))");
    }
}
