package dev.mizu.expr.explain;

import dev.mizu.expr.EvalError;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of scalars: columns as {@code #0}, operators between their arguments, all else as calls. */
public final class ScalarPrinter {
    private static final String REDACTED = "█";

    private final boolean redacted;

    public ScalarPrinter(boolean redacted) {
        this.redacted = redacted;
    }

    public String print(ScalarExpr expr) {
        return switch (expr) {
            case ScalarExpr.Column(int index) -> "#" + index;
            case ScalarExpr.Literal(Datum value, ColumnType type) -> literal(value, type.scalar());
            case ScalarExpr.Failure(EvalError error, ColumnType type) ->
                    "error(" + quoted(redacted ? REDACTED : error.message()) + ")";
            case ScalarExpr.Unmaterializable u -> u.function().sqlName()
                    + (u.function().sqlName().endsWith(")") ? "" : "()");
            case ScalarExpr.Parameter p -> "$" + p.number();
            case ScalarExpr.Call call -> call(call);
            case ScalarExpr.If(var condition, var then, var orElse) ->
                    "case when " + print(condition) + " then " + print(then) + " else " + print(orElse) + " end";
            case ScalarExpr.And(var operands) -> operands.isEmpty() ? "true" : joined(operands, " AND ");
            case ScalarExpr.Or(var operands) -> operands.isEmpty() ? "false" : joined(operands, " OR ");
            case ScalarExpr.Coalesce(var operands) -> "coalesce(" + list(operands) + ")";
            case ScalarExpr.IsNull(var operand) -> "(" + print(operand) + ") IS NULL";
        };
    }

    /** Expressions with commas between. */
    public String list(List<ScalarExpr> exprs) {
        return exprs.stream().map(this::print).collect(Collectors.joining(", "));
    }

    /** Predicates as their conjunction, without outer parentheses. */
    public String conjunction(List<ScalarExpr> predicates) {
        return predicates.isEmpty() ? "true"
                : predicates.stream().map(this::print).collect(Collectors.joining(" AND "));
    }

    private String joined(List<ScalarExpr> operands, String between) {
        return operands.stream().map(this::print).collect(Collectors.joining(between, "(", ")"));
    }

    private String call(ScalarExpr.Call call) {
        String name = call.function().name();
        boolean symbol = !name.isEmpty() && !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
        if (name.equals("not") && call.args().get(0) instanceof ScalarExpr.IsNull(var operand)) {
            return "(" + print(operand) + ") IS NOT NULL";
        }
        if (name.equals("not")) {
            return "NOT(" + list(call.args()) + ")";
        }
        if (symbol && call.args().size() == 2) {
            return "(" + print(call.args().get(0)) + " " + name + " " + print(call.args().get(1)) + ")";
        }
        if (name.equals("cast") && call.args().size() == 1) {
            return print(call.args().get(0)) + "::" + call.type().scalar();
        }
        return name + "(" + list(call.args()) + ")";
    }

    /** A value; NULL is {@code null}, text is in double quotes, types that look alike are told by a cast. */
    public String literal(Datum value, ScalarType type) {
        if (value.isNull()) {
            return "null";
        }
        if (redacted) {
            return REDACTED;
        }
        if (value instanceof Datum.Bool bool) {
            return Boolean.toString(bool.value());
        }
        String text = DatumText.print(type, value);
        boolean number = type.physical() == PhysicalType.FLOAT || type.physical() == PhysicalType.NUMERIC
                || type instanceof SimpleType && text.matches("-?[0-9]+");
        return number ? text : quoted(text);
    }

    /** A value whose type is not at hand: as its kind says it. */
    public String untyped(Datum value) {
        if (redacted && !value.isNull()) {
            return REDACTED;
        }
        return switch (value) {
            case Datum.Null n -> "null";
            case Datum.Bool b -> Boolean.toString(b.value());
            case Datum.Int i -> Long.toString(i.value());
            case Datum.Float f -> Double.toString(f.value());
            case Datum.Numeric n -> n.value().toString();
            case Datum.Text t -> quoted(t.value());
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** A row of values in parentheses. */
    public String row(Row row, List<ColumnType> types) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.arity(); i++) {
            values.add(literal(row.get(i), types.get(i).scalar()));
        }
        return "(" + String.join(", ", values) + ")";
    }

    /** An aggregate with everything that belongs to it. */
    public String aggregate(AggregateExpr aggregate) {
        StringBuilder text = new StringBuilder(aggregate.function().name()).append('(');
        text.append(aggregate.distinct() ? "distinct " : "");
        text.append(aggregate.args().isEmpty() ? "*" : list(aggregate.args()));
        if (!aggregate.orderBy().isEmpty()) {
            text.append(" order by ").append(aggregate.orderBy().stream()
                    .map(key -> print(key.expr()) + direction(key.descending(), key.nullsLast()))
                    .collect(Collectors.joining(", ")));
        }
        text.append(')');
        aggregate.filter().ifPresent(filter -> text.append(" filter (").append(print(filter)).append(')'));
        return text.toString();
    }

    /** What windows are made of, and what is computed over them. */
    public String window(List<Integer> partition, List<ColumnOrder> order, List<WindowExpr> functions) {
        return (partition.isEmpty() ? "" : " partition_by=[" + RelationExprPrinter.columns(partition) + "]")
                + (order.isEmpty() ? "" : " order_by=" + order(order))
                + functions.stream().map(this::window).collect(Collectors.joining(", ", " functions=[", "]"));
    }

    private String window(WindowExpr expr) {
        boolean star = expr.args().isEmpty() && expr.function() instanceof WindowFunction.Aggregated;
        return expr.function().label() + "(" + (star ? "*" : list(expr.args())) + ")"
                + expr.filter().map(filter -> " filter (" + print(filter) + ")").orElse("")
                + (expr.ignoreNulls() ? " ignore nulls" : "")
                + (expr.function().framed() && !expr.frame().equals(WindowFrame.DEFAULT)
                        ? " " + expr.frame().text() : "");
    }

    /** Columns to sort by. */
    public static String order(List<ColumnOrder> order) {
        return order.stream().map(o -> "#" + o.column() + direction(o.descending(), o.nullsLast()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String direction(boolean descending, boolean nullsLast) {
        return (descending ? " desc" : " asc")
                + (descending == nullsLast ? nullsLast ? " nulls_last" : " nulls_first" : "");
    }
}
