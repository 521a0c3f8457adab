package dev.mizu.optimizer.transform;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Constant;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.window.RowWindows;
import dev.mizu.repr.Datum;
import dev.mizu.repr.DatumOrder;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One node over constant inputs. Rows are consolidated; an error of any row is raised. */
final class ConstantEvaluation {
    private static final long COPIES_MAX = 10_000;

    private final Map<Row, Long> output = new LinkedHashMap<>();
    private final int rowsMax;
    private boolean tooLarge;

    private ConstantEvaluation(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /** Empty when there would be more than {@code rowsMax} rows, or the node is not one to fold. */
    static Optional<List<DiffRow>> rows(RelationExpr node, List<Constant> inputs, int rowsMax) {
        ConstantEvaluation evaluation = new ConstantEvaluation(rowsMax);
        boolean folds = evaluation.eval(node, inputs);
        if (!folds || evaluation.tooLarge) {
            return Optional.empty();
        }
        return Optional.of(evaluation.output.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(entry -> new DiffRow(entry.getKey(), entry.getValue())).toList());
    }

    private void add(List<Datum> row, long diff) {
        output.merge(new Row(row), diff, Long::sum);
        tooLarge |= output.size() > rowsMax;
    }

    private boolean eval(RelationExpr node, List<Constant> inputs) {
        List<DiffRow> rows = inputs.get(0).rows();
        switch (node) {
            case RelationExpr.Map m -> rows.forEach(row -> add(extended(row.row(), m.scalars()), row.diff()));
            case RelationExpr.Filter f -> rows.stream().filter(row -> passes(f.predicates(), row.row()))
                    .forEach(row -> add(row.row().datums(), row.diff()));
            case RelationExpr.Project p -> rows.forEach(
                    row -> add(p.outputs().stream().map(row.row()::get).toList(), row.diff()));
            case RelationExpr.FlatMap f -> rows.forEach(row -> flatMap(f, row));
            case RelationExpr.Negate n -> rows.forEach(row -> add(row.row().datums(), -row.diff()));
            case RelationExpr.Threshold t -> consolidated(rows).forEach((row, diff) -> {
                if (diff > 0) {
                    add(row.datums(), diff);
                }
            });
            case RelationExpr.Union u -> inputs.forEach(
                    input -> input.rows().forEach(row -> add(row.row().datums(), row.diff())));
            case RelationExpr.Join j -> join(j, inputs, 0, Row.of(), 1);
            case RelationExpr.Reduce r -> {
                return reduce(r, rows);
            }
            case RelationExpr.TopK t -> {
                return topK(t, rows);
            }
            case RelationExpr.Window w -> {
                Map<Row, Long> all = consolidated(rows);
                boolean folds = all.values().stream().allMatch(diff -> diff > 0 && diff <= COPIES_MAX);
                if (folds) {
                    new RowWindows(w.partition(), w.order(), w.functions())
                            .over(all, RelationTypes.columnsOf(w.input())).forEach(row -> add(row.datums(), 1));
                }
                return folds;
            }
            case RelationExpr.ArrangeBy a -> rows.forEach(row -> add(row.row().datums(), row.diff()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Map<Row, Long> consolidated(List<DiffRow> rows) {
        Map<Row, Long> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(row.row(), row.diff(), Long::sum));
        sums.values().removeIf(diff -> diff == 0);
        return sums;
    }

    private static List<Datum> extended(Row row, List<ScalarExpr> scalars) {
        List<Datum> datums = new ArrayList<>(row.datums());
        for (ScalarExpr scalar : scalars) {
            datums.add(RowEvaluator.eval(scalar, new Row(datums)));
        }
        return datums;
    }

    /** A predicate that says no masks the errors of the others. */
    private static boolean passes(List<ScalarExpr> predicates, Row row) {
        Optional<EvalException> error = Optional.empty();
        for (ScalarExpr predicate : predicates) {
            try {
                if (RowEvaluator.eval(predicate, row) != Datum.TRUE) {
                    return false;
                }
            } catch (EvalException failed) {
                error = error.isPresent() ? error : Optional.of(failed);
            }
        }
        if (error.isPresent()) {
            throw error.get();
        }
        return true;
    }

    private void flatMap(RelationExpr.FlatMap flatMap, DiffRow row) {
        Datum[] args = flatMap.args().stream().map(arg -> RowEvaluator.eval(arg, row.row())).toArray(Datum[]::new);
        for (Datum arg : args) {
            if (arg.isNull() && flatMap.function().strict()) {
                return;
            }
        }
        try {
            flatMap.function().eval(args, more -> {
                List<Datum> datums = new ArrayList<>(row.row().datums());
                datums.addAll(List.of(more));
                add(datums, row.diff());
                if (tooLarge) {
                    throw TooLarge.INSTANCE;
                }
            });
        } catch (TooLarge stopped) {
            // A function may give rows without end; what there is so far is not used.
            tooLarge = true;
        }
    }

    private void join(RelationExpr.Join join, List<Constant> inputs, int next, Row row, long diff) {
        if (tooLarge) {
            return;
        }
        if (next == inputs.size()) {
            if (join.equivalences().stream().allMatch(equal -> agree(equal, row))) {
                add(row.datums(), diff);
            }
            return;
        }
        for (DiffRow right : inputs.get(next).rows()) {
            List<Datum> datums = new ArrayList<>(row.datums());
            datums.addAll(right.row().datums());
            join(join, inputs, next + 1, new Row(datums), diff * right.diff());
        }
    }

    private static boolean agree(List<ScalarExpr> equal, Row row) {
        List<Datum> values = equal.stream().map(expr -> RowEvaluator.eval(expr, row)).toList();
        return values.stream().allMatch(value -> !value.isNull() && value.equals(values.get(0)));
    }

    private boolean reduce(RelationExpr.Reduce reduce, List<DiffRow> rows) {
        Map<Row, Map<Row, Long>> groups = new LinkedHashMap<>();
        for (Map.Entry<Row, Long> row : consolidated(rows).entrySet()) {
            if (row.getValue() < 0 || row.getValue() > COPIES_MAX) {
                return false;
            }
            List<Datum> key = reduce.keys().stream().map(k -> RowEvaluator.eval(k, row.getKey())).toList();
            groups.computeIfAbsent(new Row(key), k -> new LinkedHashMap<>()).put(row.getKey(), row.getValue());
        }
        groups.forEach((key, members) -> {
            List<Datum> datums = new ArrayList<>(key.datums());
            reduce.aggregates().forEach(aggregate -> datums.add(aggregate(aggregate, members)));
            add(datums, 1);
        });
        return true;
    }

    private static Datum aggregate(AggregateExpr aggregate, Map<Row, Long> members) {
        List<Row> ordered = new ArrayList<>(members.keySet());
        Comparator<Row> order = (_, _) -> 0;
        for (AggregateExpr.SortKey key : aggregate.orderBy()) {
            order = order.thenComparing(row -> RowEvaluator.eval(key.expr(), row),
                    comparator(key.descending(), key.nullsLast()));
        }
        ordered.sort(order);
        List<Datum[]> args = new ArrayList<>();
        Set<List<Datum>> seen = new HashSet<>();
        for (Row row : ordered) {
            boolean wanted = aggregate.filter().isEmpty()
                    || RowEvaluator.eval(aggregate.filter().get(), row) == Datum.TRUE;
            if (!wanted) {
                continue;
            }
            List<Datum> values = aggregate.args().stream().map(arg -> RowEvaluator.eval(arg, row)).toList();
            boolean skipped = aggregate.function().skipsNulls() && values.stream().anyMatch(Datum::isNull);
            if (!skipped && (!aggregate.distinct() || seen.add(values))) {
                for (long i = 0; i < (aggregate.distinct() ? 1 : Objects.requireNonNull(members.get(row))); i++) {
                    args.add(values.toArray(Datum[]::new));
                }
            }
        }
        return args.isEmpty() ? aggregate.function().empty() : aggregate.function().evaluate(args);
    }

    private static Comparator<Datum> comparator(boolean descending, boolean nullsLast) {
        return (a, b) -> {
            if (a.isNull() || b.isNull()) {
                int byNull = Boolean.compare(a.isNull(), b.isNull());
                return nullsLast ? byNull : -byNull;
            }
            return descending ? DatumOrder.compare(b, a) : DatumOrder.compare(a, b);
        };
    }

    private boolean topK(RelationExpr.TopK topK, List<DiffRow> rows) {
        Map<Row, Long> all = consolidated(rows);
        boolean plain = topK.limit().isEmpty() || topK.limit().get() instanceof ScalarExpr.Literal;
        if (!plain || all.values().stream().anyMatch(diff -> diff < 0)) {
            return false;
        }
        Datum limit = topK.limit().map(expr -> ((ScalarExpr.Literal) expr).value()).orElse(Datum.NULL);
        Comparator<Row> order = (_, _) -> 0;
        for (ColumnOrder column : topK.order()) {
            order = order.thenComparing(row -> row.get(column.column()),
                    comparator(column.descending(), column.nullsLast()));
        }
        Map<Row, List<Row>> groups = new LinkedHashMap<>();
        all.keySet().forEach(row -> groups.computeIfAbsent(
                new Row(topK.groupKey().stream().map(row::get).toList()), key -> new ArrayList<>()).add(row));
        for (List<Row> group : groups.values()) {
            group.sort(order.thenComparing(ConstantEvaluation::compareRows));
            long skip = topK.offset();
            long left = limit.isNull() ? Long.MAX_VALUE : limit.asLong();
            for (Row row : group) {
                long skipped = Math.min(skip, Objects.requireNonNull(all.get(row)));
                long taken = Math.min(left, all.get(row) - skipped);
                skip -= skipped;
                left -= taken;
                if (taken > 0) {
                    add(row.datums(), taken);
                }
            }
        }
        return true;
    }

    private static int compareRows(Row a, Row b) {
        for (int i = 0; i < a.arity(); i++) {
            int order = DatumOrder.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Stops a table function; carries nothing. */
    private static final class TooLarge extends RuntimeException {
        private static final TooLarge INSTANCE = new TooLarge();

        private TooLarge() {
            super("", null, false, false);
        }
    }
}
