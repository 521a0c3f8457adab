package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random expressions of a wanted type. They cannot fail at run time: no division by a column, no cast of text, products
 * only of small numbers. So an error of one engine alone is a difference.
 */
final class ExprGenerator {
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");

    private static final List<String> PATTERNS = List.of("'a%'", "'%b'", "'_'", "'%'");

    private final RandomGenerator random;
    private final QueryGenerator queries;

    ExprGenerator(RandomGenerator random, QueryGenerator queries) {
        this.random = random;
        this.queries = queries;
    }

    /** An expression over {@code scope}; {@code depth} 0 gives a column or a literal. */
    Piece expr(Kind kind, Scope scope, int depth) {
        if (depth <= 0) {
            return leaf(kind, scope);
        }
        if (random.nextInt(8) == 0) {
            return conditional(kind, scope, depth);
        }
        return switch (kind) {
            case INT -> integer(scope, depth);
            case NUMERIC -> numeric(scope, depth);
            case TEXT -> text(scope, depth);
            case BOOL -> condition(scope, depth);
            case DATE -> date(scope, depth);
        };
    }

    private Piece leaf(Kind kind, Scope scope) {
        List<Scope.Column> columns = scope.of(kind);
        if (!columns.isEmpty() && random.nextInt(5) > 0) {
            return Piece.of(Scope.pick(random, columns).name());
        }
        return Piece.of("CAST(" + RandomTables.literal(random, kind) + " AS " + kind.sqlName() + ")");
    }

    private Piece conditional(Kind kind, Scope scope, int depth) {
        Piece left = expr(kind, scope, depth - 1);
        Piece right = expr(kind, scope, depth - 1);
        if (random.nextBoolean()) {
            return Piece.of("coalesce(", left, ", ", right, ")").or(left, right);
        }
        return Piece.of("CASE WHEN ", condition(scope, depth - 1), " THEN ", left, " ELSE ", right, " END")
                .or(left, right);
    }

    private Piece integer(Scope scope, int depth) {
        Piece left = expr(Kind.INT, scope, depth - 1);
        return switch (random.nextInt(9)) {
            case 0, 1 -> binary(left, " + ", expr(Kind.INT, scope, depth - 1));
            case 2 -> binary(left, " - ", expr(Kind.INT, scope, depth - 1));
            case 3 -> {
                Piece right = expr(Kind.INT, scope, depth - 1);
                yield Piece.of("((", left, ") % 10) * ((", right, ") % 10)").or(left, right);
            }
            case 4 -> Piece.of("abs(", left, ")").or(left);
            case 5 -> Piece.of("length(", expr(Kind.TEXT, scope, depth - 1), ")").or(left);
            case 6 -> Piece.of("nullif(", left, ", ", leaf(Kind.INT, scope), ")").or(left);
            case 7 -> Piece.of("greatest(", left, ", ", expr(Kind.INT, scope, depth - 1), ")").or(left);
            default -> queries.scalar(scope, depth - 1).or(left);
        };
    }

    private Piece numeric(Scope scope, int depth) {
        Piece left = expr(Kind.NUMERIC, scope, depth - 1);
        return switch (random.nextInt(5)) {
            case 0, 1 -> binary(left, " + ", expr(Kind.NUMERIC, scope, depth - 1));
            case 2 -> binary(left, " - ", expr(Kind.NUMERIC, scope, depth - 1));
            case 3 -> Piece.of("round(", left, ", 1)").or(left);
            default -> Piece.of("CAST(", expr(Kind.INT, scope, depth - 1), " AS numeric)").or(left);
        };
    }

    private Piece text(Scope scope, int depth) {
        Piece left = expr(Kind.TEXT, scope, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> binary(left, " || ", expr(Kind.TEXT, scope, depth - 1));
            case 1 -> Piece.of("upper(", left, ")").or(left);
            case 2 -> Piece.of("lower(", left, ")").or(left);
            case 3 -> Piece.of("substring(", left, ", 1, 2)").or(left);
            case 4 -> Piece.of("trim(", left, ")").or(left);
            default -> Piece.of("CAST(", expr(Kind.INT, scope, depth - 1), " AS text)").or(left);
        };
    }

    private Piece date(Scope scope, int depth) {
        Piece left = expr(Kind.DATE, scope, depth - 1);
        return Piece.of("(", left, " + ((", expr(Kind.INT, scope, depth - 1), ") % 30))").or(left);
    }

    /** A condition, often a simple one. */
    Piece condition(Scope scope, int depth) {
        if (depth <= 0) {
            return comparison(scope, 0);
        }
        return switch (random.nextInt(12)) {
            case 0, 1 -> {
                Piece left = condition(scope, depth - 1);
                Piece right = condition(scope, depth - 1);
                yield Piece.of("(", left, random.nextBoolean() ? " AND " : " OR ", right, ")").or(left, right);
            }
            case 2 -> {
                Piece inner = condition(scope, depth - 1);
                yield Piece.of("NOT (", inner, ")").or(inner);
            }
            case 3 -> Piece.of("(", expr(anyKind(), scope, depth - 1),
                    random.nextBoolean() ? ") IS NULL" : ") IS NOT NULL");
            case 4 -> inList(scope, depth);
            case 5 -> Piece.of("(", expr(Kind.TEXT, scope, depth - 1), ") LIKE ", Scope.pick(random, PATTERNS));
            case 6 -> queries.exists(scope, depth - 1).or(comparison(scope, 0));
            case 7, 8 -> queries.quantified(expr(Kind.INT, scope, depth - 1), scope, depth - 1)
                    .or(comparison(scope, 0));
            case 9 -> between(scope, depth);
            default -> comparison(scope, depth - 1);
        };
    }

    private Piece comparison(Scope scope, int depth) {
        Kind kind = kindIn(scope);
        String operator = random.nextInt(6) == 0
                ? " IS DISTINCT FROM "
                : " " + Scope.pick(random, COMPARISONS) + " ";
        return Piece.of("((", expr(kind, scope, depth), ")" + operator + "(", expr(kind, scope, depth), "))");
    }

    private Piece inList(Scope scope, int depth) {
        Kind kind = kindIn(scope);
        List<Piece> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            values.add(leaf(kind, scope));
        }
        return Piece.of("(", expr(kind, scope, depth - 1), ") ", random.nextBoolean() ? "" : "NOT ", "IN (",
                Piece.list(", ", values), ")");
    }

    private Piece between(Scope scope, int depth) {
        Kind kind = random.nextBoolean() ? Kind.INT : Kind.NUMERIC;
        return Piece.of("(", expr(kind, scope, depth - 1), ") BETWEEN ", leaf(kind, scope), " AND ", leaf(kind, scope));
    }

    Kind anyKind() {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    // A comparison of two literals would test little.
    private Kind kindIn(Scope scope) {
        return scope.columns().isEmpty() ? anyKind() : Scope.pick(random, scope.columns()).kind();
    }

    private static Piece binary(Piece left, String operator, Piece right) {
        return Piece.of("(", left, operator, right, ")").or(left, right);
    }
}
