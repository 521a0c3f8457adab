package dev.mizu.computeworker.render;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.WindowFunction.Positional;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Plans of all node kinds over collections of (bigint, bigint, text), from a seed. */
final class RandomPlans {
    static final RelationType TABLE = RelationType.of(
            SimpleType.INT8.nullable(), SimpleType.INT8.nullable(), SimpleType.TEXT.nullable());

    /** The key of the computed index. */
    static final ScalarExpr COMPUTED = call("+", column(0), number(1));

    private final SplittableRandom random;
    private final List<GlobalId> tables;
    private final List<GlobalId> indexes;
    private final GlobalId computed;
    private final boolean growing;
    private final List<LocalId> bound = new ArrayList<>();
    private int locals;
    private boolean recursing;

    /**
     * {@code indexes} are on the first column of a table of their own id, {@code computed} is on one more than it. If
     * all of them are {@code growing}, plans make use of it.
     */
    RandomPlans(SplittableRandom random, List<GlobalId> tables, List<GlobalId> indexes, GlobalId computed,
            boolean growing) {
        this.random = random;
        this.tables = tables;
        this.indexes = indexes;
        this.computed = computed;
        this.growing = growing;
    }

    SplittableRandom random() {
        return random;
    }

    /** A plan of the table's type. */
    LirPlan plan(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(recursing || depth < 2 ? 14 : 16)) {
            case 0 -> new LirPlan.MapFilterProject(plan(depth - 1), mfp(3), TABLE);
            case 1 -> new LirPlan.Negate(new LirPlan.Negate(plan(depth - 1)));
            case 2 -> new LirPlan.Threshold(new LirPlan.Union(
                    List.of(plan(depth - 1), new LirPlan.Negate(leaf())), random.nextBoolean(), TABLE));
            case 3 -> new LirPlan.Union(List.of(plan(depth - 1), leaf()), random.nextBoolean(), TABLE);
            case 4 -> topK(plan(depth - 1));
            case 5, 6 -> reduce(plan(depth - 1));
            case 7 -> let(depth);
            case 8 -> leaf();
            case 9, 10 -> linear(depth);
            case 12, 13 -> window(plan(windowed(depth - 1)));
            case 14, 15 -> letRec(depth);
            default -> delta(depth);
        };
    }

    private LirPlan leaf() {
        int kind = random.nextInt(6);
        if ((kind == 0 || recursing && kind > 2) && !bound.isEmpty()) {
            return new LirPlan.LocalGet(bound.get(random.nextInt(bound.size())), mfp(3), TABLE);
        }
        if (kind == 1) {
            return new LirPlan.IndexScan(random.nextInt(3) == 0 ? computed : index(), mfp(3), TABLE);
        }
        if (kind == 2) {
            List<List<ScalarExpr>> keys = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                keys.add(List.of(number(random.nextInt(6))));
            }
            return new LirPlan.IndexLookup(random.nextInt(3) == 0 ? computed : index(), keys, mfp(3), TABLE);
        }
        return new LirPlan.Get(tables.get(random.nextInt(tables.size())),
                random.nextBoolean() ? Mfp.identity(3) : mfp(3), TABLE);
    }

    private GlobalId index() {
        return indexes.get(random.nextInt(indexes.size()));
    }

    private static ScalarExpr column(int index) {
        return new ScalarExpr.Column(index);
    }

    private static ScalarExpr number(long value) {
        return new ScalarExpr.Literal(Datum.of(value), SimpleType.INT8.notNull());
    }

    private static ScalarExpr call(String name, ScalarExpr a, ScalarExpr b) {
        ScalarFunction function = BuiltinFunctions.exact(name, SimpleType.INT8, SimpleType.INT8)
                .function(List.of(SimpleType.INT8, SimpleType.INT8));
        ColumnType type = name.equals("+") ? SimpleType.INT8.nullable() : SimpleType.BOOL.nullable();
        return new ScalarExpr.Call(function, List.of(a, b), type);
    }

    /** From {@code arity} columns, the first two numbers and one of them a text, to the table's type. */
    private Mfp mfp(int arity) {
        Mfp mfp = Mfp.identity(arity);
        if (random.nextBoolean()) {
            mfp = mfp.filter(List.of(call(random.nextBoolean() ? "<" : "<>", column(random.nextInt(2)),
                    number(random.nextInt(6)))));
        }
        if (random.nextInt(3) == 0) {
            mfp = mfp.map(List.of(call("+", column(0), number(1))));
            return mfp.project(List.of(mfp.outputArity() - 1, 1, 2));
        }
        return mfp.project(random.nextInt(3) == 0 ? List.of(1, 0, 2) : List.of(0, 1, 2));
    }

    private LirPlan topK(LirPlan input) {
        List<Integer> group = random.nextInt(3) == 0 ? List.of() : List.of(random.nextInt(3));
        List<ColumnOrder> order = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            order.add(new ColumnOrder(random.nextInt(3), random.nextBoolean(), random.nextBoolean()));
        }
        return new LirPlan.TopK(input, group, order,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(number(random.nextInt(4))),
                random.nextInt(3), grows(input), TABLE);
    }

    /**
     * The depth of a window's input. Joins of joins of what only grows give millions of copies of a row, which all
     * other operators count; a window must give each its own.
     */
    private int windowed(int depth) {
        return growing ? Math.min(depth, 1) : depth;
    }

    /** A function of every kind and any frame; its value takes the place of a number. */
    private LirPlan window(LirPlan input) {
        List<Integer> partition = random.nextInt(3) == 0 ? List.of() : List.of(random.nextInt(3));
        List<ColumnOrder> order = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            order.add(new ColumnOrder(random.nextInt(3), random.nextBoolean(), random.nextBoolean()));
        }
        WindowExpr function = windowFunction();
        List<ColumnType> columns = new ArrayList<>(TABLE.columns());
        columns.add(function.type());
        LirPlan window = new LirPlan.Window(input, partition, order, List.of(function), RelationType.of(columns));
        return new LirPlan.MapFilterProject(window, Mfp.identity(4).project(List.of(0, 3, 2)), TABLE);
    }

    private WindowExpr windowFunction() {
        ColumnType number = SimpleType.INT8.nullable();
        return switch (random.nextInt(7)) {
            case 0 -> new WindowExpr(Positional.ROW_NUMBER, List.of(), Optional.empty(), false,
                    WindowFrame.DEFAULT, number);
            case 1 -> new WindowExpr(random.nextBoolean() ? Positional.RANK : Positional.DENSE_RANK, List.of(),
                    Optional.empty(), false, WindowFrame.DEFAULT, number);
            case 2 -> new WindowExpr(random.nextBoolean() ? Positional.LAG : Positional.LEAD,
                    List.of(column(0), column(1), number(7)), Optional.empty(), random.nextBoolean(),
                    WindowFrame.DEFAULT, number);
            case 3 -> new WindowExpr(random.nextBoolean() ? Positional.FIRST_VALUE : Positional.LAST_VALUE,
                    List.of(column(1)), Optional.empty(), random.nextBoolean(), frame(), number);
            default -> new WindowExpr(new WindowFunction.Aggregated(BuiltinFunctions.aggregateById(
                    List.of("count(bigint)", "min(bigint)", "max(bigint)").get(random.nextInt(3)))),
                    List.of(column(1)), Optional.empty(), false, frame(), number);
        };
    }

    private WindowFrame frame() {
        WindowFrame.Edge[] edges = WindowFrame.Edge.values();
        WindowFrame.Edge start = edges[random.nextInt(4)];
        WindowFrame.Edge end = edges[random.nextInt(Math.max(1, start.ordinal()), 5)];
        return new WindowFrame(random.nextBoolean() ? WindowFrame.Unit.ROWS : WindowFrame.Unit.GROUPS,
                new WindowFrame.Bound(start, random.nextInt(3)), new WindowFrame.Bound(end, random.nextInt(3)));
    }

    /** Groups by the first column; the results are brought back to the table's type. */
    private LirPlan reduce(LirPlan input) {
        List<ScalarExpr> keys = random.nextInt(4) == 0
                ? List.of(call("+", column(0), column(1))) : List.of(column(0));
        if (random.nextInt(4) == 0) {
            return new LirPlan.Reduce(input, List.of(column(0), column(1), column(2)), new ReducePlan.Distinct(),
                    Mfp.identity(3), TABLE);
        }
        AggregateExpr number = aggregate(List.of("count(bigint)", "min(bigint)", "max(bigint)", "count()")
                .get(random.nextInt(4)), 1);
        AggregateExpr text = random.nextBoolean() ? aggregate("min(text)", 2)
                : aggregate("max(text)", 2);
        return new LirPlan.Reduce(input, keys, new ReducePlan.Mixed(List.of(number, text), grows(input)),
                random.nextBoolean() ? Mfp.identity(3) : mfp(3), TABLE);
    }

    private boolean grows(LirPlan plan) {
        return switch (plan) {
            case LirPlan.Get g -> growing;
            case LirPlan.IndexScan s -> growing;
            case LirPlan.IndexLookup l -> growing;
            case LirPlan.MapFilterProject m -> grows(m.input());
            case LirPlan.Join j -> growing && j.children().stream().allMatch(this::grows);
            case LirPlan.Union u -> u.inputs().stream().allMatch(this::grows);
            case LirPlan.Reduce r -> r.plan() instanceof ReducePlan.Distinct && grows(r.input());
            default -> false;
        };
    }

    private AggregateExpr aggregate(String id, int column) {
        Optional<ScalarExpr> filter = random.nextInt(3) == 0
                ? Optional.of(call("<", column(1), number(3))) : Optional.empty();
        return new AggregateExpr(BuiltinFunctions.aggregateById(id), id.equals("count()") ? List.of()
                : List.of(column(column)), id.startsWith("count(b") && random.nextBoolean(), filter, List.of());
    }

    private LirPlan let(int depth) {
        LocalId id = new LocalId(locals++);
        LirPlan value = plan(depth - 1);
        bound.add(id);
        LirPlan body = plan(depth - 1);
        bound.remove(id);
        return new LirPlan.Let(id, value, body);
    }

    /** Distinct rows with small numbers, at most so many rounds: anything may be inside, monotone or not. */
    LirPlan letRec(int depth) {
        recursing = true;
        List<LocalId> ids = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            ids.add(new LocalId(locals++));
        }
        bound.addAll(ids);
        RelationExpr.RecursionLimit limit =
                new RelationExpr.RecursionLimit(OptionalLong.of(1 + random.nextInt(6)), true);
        List<LirPlan.Binding> bindings = new ArrayList<>();
        for (LocalId id : ids) {
            LirPlan both = new LirPlan.Union(List.of(step(depth - 1), plan(depth - 1)), false, TABLE);
            Mfp small = Mfp.identity(3).filter(List.of(
                    call("<", column(0), number(4)), call("<", column(1), number(4))));
            bindings.add(new LirPlan.Binding(id, new LirPlan.Reduce(new LirPlan.MapFilterProject(both, small, TABLE),
                    List.of(column(0), column(1), column(2)), new ReducePlan.Distinct(), Mfp.identity(3), TABLE),
                    TABLE, limit));
        }
        recursing = false;
        LirPlan body = plan(depth - 1);
        bound.removeAll(ids);
        return new LirPlan.LetRec(bindings, body);
    }

    /** Something that goes on from what the recursion has: mostly joins and groups. */
    private LirPlan step(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> reduce(plan(depth));
            case 1 -> random.nextBoolean() ? topK(plan(depth)) : window(plan(windowed(depth)));
            case 2 -> delta(Math.max(depth, 1));
            default -> linear(Math.max(depth, 1));
        };
    }

    private JoinInput input(int depth, List<List<ScalarExpr>> keys) {
        if (random.nextBoolean() && keys.equals(List.of(List.of(COMPUTED)))) {
            return new JoinInput.Indexed(List.of(computed), TABLE);
        }
        boolean first = keys.equals(List.of(List.of(column(0))));
        return first && random.nextBoolean()
                ? new JoinInput.Indexed(List.of(index()), TABLE)
                : new JoinInput.Arranged(plan(depth - 1), keys);
    }

    private LirPlan linear(int depth) {
        int count = 2 + random.nextInt(2);
        List<JoinInput> inputs = new ArrayList<>();
        List<JoinPlan.Stage> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ScalarExpr key = random.nextInt(5) == 0 ? COMPUTED : column(random.nextInt(2));
            inputs.add(input(depth, List.of(List.of(key))));
            if (i > 0) {
                // The stream is brought back to the table's columns after each stage.
                ScalarExpr streamKey = random.nextInt(4) == 0
                        ? call("+", column(1), number(1)) : column(random.nextInt(2));
                stages.add(new JoinPlan.Stage(i, List.of(streamKey), List.of(key),
                        afterJoin()));
            }
        }
        return new LirPlan.Join(inputs, new JoinPlan.Linear(0, mfp(3), stages), TABLE);
    }

    private Mfp afterJoin() {
        Mfp mfp = Mfp.identity(6);
        if (random.nextInt(3) == 0) {
            mfp = mfp.filter(List.of(call("<", column(1), column(4))));
        }
        return mfp.project(random.nextBoolean() ? List.of(0, 4, 2) : List.of(3, 1, 5));
    }

    /** A star: all inputs by their first column, each path through the others in order, all outputs alike. */
    private LirPlan delta(int depth) {
        int count = 2 + random.nextInt(2);
        List<JoinInput> inputs = new ArrayList<>();
        List<ScalarExpr> key = List.of(column(0));
        for (int i = 0; i < count; i++) {
            inputs.add(input(Math.min(depth, 2), List.of(key)));
        }
        List<JoinPlan.Path> paths = new ArrayList<>();
        for (int source = 0; source < count; source++) {
            List<JoinPlan.Stage> stages = new ArrayList<>();
            List<Integer> seen = new ArrayList<>(List.of(source));
            for (int other = 0; other < count; other++) {
                if (other != source) {
                    seen.add(other);
                    int width = 3 * seen.size();
                    boolean last = seen.size() == count;
                    Mfp mfp = Mfp.identity(width);
                    stages.add(new JoinPlan.Stage(other, key, key, last ? mfp.project(List.of(0,
                            3 * seen.indexOf(count - 1) + 1, 3 * seen.indexOf(0) + 2)) : mfp));
                }
            }
            paths.add(new JoinPlan.Path(source, Mfp.identity(3), stages));
        }
        return new LirPlan.Join(inputs, new JoinPlan.Delta(paths), TABLE);
    }

}
