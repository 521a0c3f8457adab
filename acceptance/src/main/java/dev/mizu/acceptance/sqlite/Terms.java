package dev.mizu.acceptance.sqlite;

import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Random scalar expressions over integer columns, with the blanks between all words that such files have. */
final class Terms {
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> ARITHMETIC = List.of("+", "-", "*");
    private static final List<String> AGGREGATES = List.of("COUNT", "SUM", "MIN", "MAX", "AVG");

    private final SplittableRandom random;

    Terms(SplittableRandom random) {
        this.random = random;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String listed(int count, Supplier<String> part) {
        StringJoiner parts = new StringJoiner(", ");
        for (int i = 0; i < count; i++) {
            parts.add(part.get());
        }
        return parts.toString();
    }

    private String signs() {
        return pick(List.of("", "", "", "+ ", "- ", "- - ", "- + ", "+ - "));
    }

    String literal() {
        return Integer.toString(below(100));
    }

    /** A number over {@code columns}; no columns give a constant. */
    String number(List<String> columns, int depth) {
        return signs() + bare(columns, depth);
    }

    private String bare(List<String> columns, int depth) {
        if (depth <= 0) {
            return columns.isEmpty() || chance(40) ? literal() : pick(columns);
        }
        int deeper = depth - 1;
        return switch (below(15)) {
            case 0, 1 -> literal();
            case 2, 3, 4 -> columns.isEmpty() ? literal() : pick(columns);
            case 5, 6, 7 -> "( " + number(columns, deeper) + " " + pick(ARITHMETIC) + " " + number(columns, deeper)
                    + " )";
            case 8 -> "( " + number(columns, deeper) + " / " + divisor(number(columns, deeper)) + " )";
            case 9 -> "COALESCE ( " + listed(1 + below(3), () -> number(columns, deeper)) + ", "
                    + number(columns, deeper) + " )";
            case 10 -> "NULLIF ( " + number(columns, deeper) + ", " + number(columns, deeper) + " )";
            case 11 -> "CASE WHEN " + truth(columns, deeper) + " THEN " + number(columns, deeper)
                    + (chance(60) ? " ELSE " + number(columns, deeper) : "") + " END";
            case 12 -> "CASE " + number(columns, deeper) + " WHEN " + number(columns, deeper) + " THEN "
                    + number(columns, deeper) + " WHEN " + number(columns, deeper) + " THEN NULL ELSE "
                    + number(columns, deeper) + " END";
            case 13 -> "CAST ( " + (chance(30) ? "NULL" : number(columns, deeper)) + " AS "
                    + pick(List.of("INTEGER", "BIGINT", "INTEGER", "DECIMAL", "DOUBLE PRECISION"))
                    + " )";
            default -> "ABS ( " + number(columns, deeper) + " )";
        };
    }

    /** A condition over {@code columns}. */
    String truth(List<String> columns, int depth) {
        int deeper = depth - 1;
        if (depth <= 0) {
            return number(columns, 0) + " " + pick(COMPARISONS) + " " + number(columns, 0);
        }
        return switch (below(12)) {
            case 0, 1, 2 -> number(columns, deeper) + " " + pick(COMPARISONS) + " " + number(columns, deeper);
            case 3 -> number(columns, deeper) + not() + " BETWEEN " + number(columns, deeper) + " AND "
                    + number(columns, deeper);
            case 4 -> number(columns, deeper) + not() + " IN ( "
                    + listed(1 + below(chance(5) ? 300 : 6), () -> number(columns, 0)) + " )";
            case 5 -> "( " + number(columns, deeper) + " ) IS" + not() + " NULL";
            case 6 -> "NOT ( " + truth(columns, deeper) + " )";
            case 7 -> "NOT " + number(columns, deeper) + " " + pick(COMPARISONS) + " ( " + number(columns, deeper)
                    + " )";
            case 8 -> "( " + truth(columns, deeper) + " ) IS" + not() + " " + pick(List.of("TRUE", "FALSE", "UNKNOWN"));
            case 9, 10 -> "( " + truth(columns, deeper) + " AND " + truth(columns, deeper) + " )";
            default -> "( " + truth(columns, deeper) + " OR " + truth(columns, deeper) + " )";
        };
    }

    /**
     * Not zero: PostgreSQL does not look at an operand when the other is known to be NULL, a region always does, so
     * that views do not fail by the way they are simplified.
     */
    private static String divisor(String number) {
        return "NULLIF ( " + number + ", 0 )";
    }

    private String not() {
        return chance(40) ? " NOT" : "";
    }

    /** A number made of aggregates over {@code columns} and of {@code keys}, which are grouped by. */
    String aggregate(List<String> columns, List<String> keys, int depth) {
        if (depth > 0 && chance(60)) {
            String left = aggregate(columns, keys, depth - 1);
            String right = aggregate(columns, keys, depth - 1);
            return signs() + "( " + left + (chance(25) ? " / " + divisor(right) : " " + pick(ARITHMETIC) + " " + right)
                    + " )";
        }
        if (chance(20)) {
            return number(keys, 1);
        }
        if (chance(25)) {
            return signs() + "COUNT ( * )";
        }
        return signs() + pick(AGGREGATES) + " ( " + pick(List.of("", "ALL ", "DISTINCT ")) + number(columns, depth)
                + " )";
    }
}
