package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random window functions whose answers the data determines: what depends on the order of peers stands only over an
 * order of all columns, where peers are the same row.
 */
final class WindowGenerator {
    private static final int WIDEST_ORDER = 8;

    private static final List<String> FRAMES = List.of(
            "",
            "",
            " ROWS UNBOUNDED PRECEDING",
            " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
            " ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING",
            " ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING",
            " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
            " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");

    private final RandomGenerator random;
    private final ExprGenerator exprs;

    WindowGenerator(RandomGenerator random, ExprGenerator exprs) {
        this.random = random;
        this.exprs = exprs;
    }

    /** A few window functions over the rows of {@code scope}, one of them of type {@code kind}. */
    List<Scope.Column> columns(Kind kind, Scope scope) {
        List<Scope.Column> columns = new ArrayList<>(List.of(column(kind, scope)));
        for (int i = random.nextInt(3); i > 0; i--) {
            columns.add(column(Scope.pick(random, List.of(Kind.INT8, Kind.INT4, Kind.TEXT)), scope));
        }
        return columns;
    }

    private Scope.Column column(Kind kind, Scope scope) {
        Scope rows = scope.withoutSubqueries();
        boolean total = !rows.columns().isEmpty() && rows.columns().size() <= WIDEST_ORDER
                && rows.columns().stream().allMatch(column -> column.kind().isOrdered());
        Piece call = total && random.nextInt(4) > 0
                ? Piece.of(byPlace(kind, rows), " OVER (", partition(rows), order(rows), ")")
                : Piece.of(byPeers(kind, rows), " OVER (", partition(rows), peers(rows), ")");
        return new Scope.Column(call.or(exprs.leaf(kind, rows)), kind);
    }

    private Piece partition(Scope rows) {
        List<Piece> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            keys.add(Piece.of("(", exprs.leaf(Kind.equatable(random), rows), ")"));
        }
        return keys.isEmpty()
                ? Piece.NOTHING : Piece.of("PARTITION BY ", Piece.list(", ", keys), " ").or(Piece.NOTHING);
    }

    private Piece order(Scope rows) {
        List<Scope.Column> columns = new ArrayList<>(rows.columns());
        Collections.rotate(columns, random.nextInt(columns.size()));
        Piece keys = Piece.list(", ", columns.stream().map(column -> Piece.of(column.sql(), direction())).toList());
        return Piece.of("ORDER BY ", keys, Scope.pick(random, FRAMES));
    }

    private Piece peers(Scope rows) {
        return random.nextInt(3) == 0
                ? Piece.NOTHING
                : Piece.of("ORDER BY (", exprs.leaf(Kind.ordered(random), rows), ")" + direction()).or(Piece.NOTHING);
    }

    private String direction() {
        return Scope.pick(random, List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST"));
    }

    /** A function of the row's place among the others. */
    private Piece byPlace(Kind kind, Scope rows) {
        if (kind == Kind.INT8 && random.nextInt(3) == 0) {
            return Piece.of("row_number()");
        }
        return switch (random.nextInt(5)) {
            case 0 -> Piece.of("lag(", exprs.expr(kind, rows, 1), ")");
            case 1 -> Piece.of("lead(", exprs.expr(kind, rows, 1), ", 2, ", exprs.leaf(kind, rows), ")");
            case 2 -> Piece.of("first_value(", exprs.expr(kind, rows, 1), ")");
            case 3 -> Piece.of("last_value(", exprs.expr(kind, rows, 1), ")");
            default -> byPeers(kind, rows);
        };
    }

    /** A function of the rows up to the last peer, in whatever order these come. */
    private Piece byPeers(Kind kind, Scope rows) {
        if (kind == Kind.INT8) {
            return switch (random.nextInt(5)) {
                case 0 -> Piece.of("rank()");
                case 1 -> Piece.of("dense_rank()");
                case 2 -> Piece.of("count(*)");
                case 3 -> Piece.of("count(", exprs.expr(Kind.any(random), rows, 1), ")");
                default -> Piece.of("sum(", exprs.expr(Kind.INT4, rows, 1), ")");
            };
        }
        if (kind.hasExtremes()) {
            return Piece.of(random.nextBoolean() ? "min(" : "max(", exprs.expr(kind, rows, 1), ")");
        }
        return kind == Kind.BOOL
                ? Piece.of(random.nextBoolean() ? "bool_and(" : "bool_or(", exprs.expr(kind, rows, 1), ")")
                : Piece.of("first_value(", exprs.leaf(kind, Scope.NOTHING), ")");
    }
}
