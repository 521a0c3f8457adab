package dev.mizu.sqlplanner.explain;

import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.text.DatumText;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a HIR tree: a line a node, parents above their inputs. Columns are {@code #i}, those of rows around
 * {@code #^i} with one hat a level; queries inside expressions are printed below the node, as {@code query n}.
 */
public final class HirPrinter {
    private final boolean redacted;
    private final StringBuilder out = new StringBuilder();
    private final List<HirRelation> pending = new ArrayList<>();

    private HirPrinter(boolean redacted) {
        this.redacted = redacted;
    }

    /** Lines ended by newlines. */
    public static String print(HirRelation relation, boolean redacted) {
        HirPrinter printer = new HirPrinter(redacted);
        printer.node(relation, 0);
        return printer.out.toString();
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private void node(HirRelation relation, int depth) {
        int first = pending.size();
        switch (relation) {
            case HirRelation.Constant c -> {
                line(depth, "Constant");
                c.rows().forEach(row -> line(depth + 1, "- " + row(row, c.type().columns())));
            }
            case HirRelation.Get g -> line(depth, "Get " + g.name());
            case HirRelation.LocalGet g -> line(depth, "Get " + g.name() + " (cte " + g.cte() + ")");
            case HirRelation.Let l -> {
                line(depth, "With");
                line(depth + 1, "cte " + l.cte() + " " + l.name() + " =");
                node(l.value(), depth + 2);
                line(depth, "Return");
                node(l.body(), depth + 1);
            }
            case HirRelation.LetRec l -> {
                line(depth, "With Mutually Recursive");
                for (HirRelation.Binding binding : l.bindings()) {
                    line(depth + 1, "cte " + binding.cte() + " " + binding.name() + " =");
                    node(binding.value(), depth + 2);
                }
                line(depth, "Return");
                node(l.body(), depth + 1);
            }
            case HirRelation.Project p -> over("Project (" + columns(p.outputs()) + ")", p.input(), depth, first);
            case HirRelation.Map m -> over("Map (" + list(m.scalars()) + ")", m.input(), depth, first);
            case HirRelation.Filter f -> over("Filter " + f.predicates().stream().map(this::scalar)
                    .collect(Collectors.joining(" AND ")), f.input(), depth, first);
            case HirRelation.TableCall t -> {
                line(depth, "CallTable " + t.function().name() + "(" + list(t.args()) + ")");
                queries(depth, first);
            }
            case HirRelation.Join j -> {
                String on = j.on().isEmpty() ? "" : " ON " + j.on().stream().map(this::scalar)
                        .collect(Collectors.joining(" AND "));
                line(depth, switch (j.kind()) {
                    case INNER -> j.on().isEmpty() ? "CrossJoin" : "InnerJoin";
                    case LEFT -> "LeftOuterJoin";
                    case RIGHT -> "RightOuterJoin";
                    case FULL -> "FullOuterJoin";
                } + on);
                queries(depth, first);
                node(j.left(), depth + 1);
                node(j.right(), depth + 1);
            }
            case HirRelation.Reduce r -> over("Reduce group_by=[" + columns(r.key()) + "] aggregates=["
                    + r.aggregates().stream().map(this::aggregate).collect(Collectors.joining(", ")) + "]",
                    r.input(), depth, first);
            case HirRelation.Distinct d -> over("Distinct", d.input(), depth, first);
            case HirRelation.TopK t -> over("TopK group_by=[" + columns(t.key()) + "] order_by=["
                    + t.order().stream().map(HirPrinter::order).collect(Collectors.joining(", ")) + "]"
                    + t.limit().map(limit -> " limit=" + scalar(limit)).orElse("")
                    + (t.offset() == 0 ? "" : " offset=" + t.offset()), t.input(), depth, first);
            case HirRelation.Window w -> over("Window partition_by=[" + columns(w.partition()) + "] order_by=["
                    + w.order().stream().map(HirPrinter::order).collect(Collectors.joining(", ")) + "] functions=["
                    + w.functions().stream().map(this::window).collect(Collectors.joining(", ")) + "]",
                    w.input(), depth, first);
            case HirRelation.Negate n -> over("Negate", n.input(), depth, first);
            case HirRelation.Threshold t -> over("Threshold", t.input(), depth, first);
            case HirRelation.Union u -> {
                line(depth, "Union");
                u.inputs().forEach(input -> node(input, depth + 1));
            }
        }
    }

    private void over(String head, HirRelation input, int depth, int first) {
        line(depth, head);
        queries(depth, first);
        node(input, depth + 1);
    }

    /** The queries that a node's expressions hold, which were numbered while its head was written. */
    private void queries(int depth, int first) {
        int end = pending.size();
        for (int i = first; i < end; i++) {
            line(depth + 1, "query " + i);
            node(pending.get(i), depth + 2);
        }
    }

    private static String columns(List<Integer> columns) {
        return columns.stream().map(column -> "#" + column).collect(Collectors.joining(", "));
    }

    private static String order(ColumnOrder o) {
        return "#" + o.column() + (o.descending() ? " desc" : " asc")
                + (o.nullsLast() ? " nulls_last" : " nulls_first");
    }

    private String row(Row row, List<ColumnType> types) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.arity(); i++) {
            cells.add(literal(row.get(i), types.get(i)));
        }
        return "(" + String.join(", ", cells) + ")";
    }

    private String aggregate(HirAggregate a) {
        return a.function().name() + "(" + (a.distinct() ? "distinct " : "")
                + (a.args().isEmpty() ? "*" : list(a.args()))
                + (a.orderBy().isEmpty() ? "" : " order_by=[" + a.orderBy().stream().map(key -> scalar(key.expr())
                        + (key.descending() ? " desc" : " asc")).collect(Collectors.joining(", ")) + "]") + ")"
                + a.filter().map(filter -> " filter " + scalar(filter)).orElse("");
    }

    private String window(HirWindow w) {
        boolean star = w.args().isEmpty() && w.function() instanceof WindowFunction.Aggregated;
        return w.function().label() + "(" + (star ? "*" : list(w.args())) + ")"
                + w.filter().map(filter -> " filter " + scalar(filter)).orElse("")
                + (w.ignoreNulls() ? " ignore nulls" : "")
                + (w.function().framed() ? " " + w.frame().text() : "");
    }

    private String list(List<HirScalar> scalars) {
        return scalars.stream().map(this::scalar).collect(Collectors.joining(", "));
    }

    private String scalar(HirScalar expr) {
        return switch (expr) {
            case HirScalar.Column c -> "#" + "^".repeat(c.level()) + c.index();
            case HirScalar.Parameter p -> "$" + p.number();
            case HirScalar.Literal l -> literal(l.value(), l.type());
            case HirScalar.Unmaterializable u -> u.function().sqlName() + "()";
            case HirScalar.Call c -> call(c);
            case HirScalar.If i -> "case when " + scalar(i.condition()) + " then " + scalar(i.then()) + " else "
                    + scalar(i.orElse()) + " end";
            case HirScalar.And a -> joined(a.operands(), " AND ");
            case HirScalar.Or o -> joined(o.operands(), " OR ");
            case HirScalar.Coalesce c -> "coalesce(" + list(c.operands()) + ")";
            case HirScalar.IsNull n -> "(" + scalar(n.operand()) + ") IS NULL";
            case HirScalar.Exists e -> "exists(" + query(e.query()) + ")";
            case HirScalar.Subquery s -> "select(" + query(s.query()) + ")";
            case HirScalar.Slot s -> s.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + s.index();
        };
    }

    private String query(HirRelation relation) {
        pending.add(relation);
        return "query " + (pending.size() - 1);
    }

    private String joined(List<HirScalar> operands, String word) {
        return operands.stream().map(this::scalar).collect(Collectors.joining(word, "(", ")"));
    }

    private String call(HirScalar.Call c) {
        String name = c.function().name();
        boolean symbol = !name.isEmpty() && !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
        if (symbol && c.args().size() == 2) {
            return "(" + scalar(c.args().get(0)) + " " + name + " " + scalar(c.args().get(1)) + ")";
        }
        return name + "(" + list(c.args()) + ")";
    }

    private String literal(Datum value, ColumnType type) {
        if (redacted) {
            return "█";
        }
        if (value.isNull()) {
            return "null";
        }
        String text = DatumText.print(type.scalar(), value);
        return switch (type.scalar().physical()) {
            case BOOL -> value.asBool() ? "true" : "false";
            case INT, FLOAT, NUMERIC -> text;
            default -> "\"" + text + "\"";
        };
    }
}
