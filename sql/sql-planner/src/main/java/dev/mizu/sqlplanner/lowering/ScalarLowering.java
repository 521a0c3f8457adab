package dev.mizu.sqlplanner.lowering;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.ScalarSimplifier;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions over one relation. A query inside an expression becomes a further column of the relation, which grows
 * on the way: see {@link #current}.
 */
final class ScalarLowering {
    private static final EvalError SEVERAL_ROWS =
            EvalError.of(SqlState.CARDINALITY_VIOLATION, "more than one record produced in subquery");

    private final Lowering lowering;
    private final int depth;
    private final Outer outer;
    private final List<ScalarExpr> guards = new ArrayList<>();
    private Lowered current;

    /** {@code input} has the outer's columns first; its own rows are at {@code depth}. */
    ScalarLowering(Lowering lowering, Lowered input, int depth, Outer outer) {
        this.lowering = lowering;
        this.current = input;
        this.depth = depth;
        this.outer = outer;
    }

    /** The input with what was added to it. */
    Lowered current() {
        return current;
    }

    /** The input with exactly these columns added. */
    Lowered map(List<HirScalar> scalars) {
        int from = 0;
        while (from < scalars.size()) {
            int to = from;
            List<ScalarExpr> plain = new ArrayList<>();
            while (to < scalars.size() && !HirParts.holdsQuery(scalars.get(to))) {
                plain.add(lower(scalars.get(to++)));
            }
            current = current.map(plain);
            if (to < scalars.size()) {
                int arity = current.arity();
                ScalarExpr value = lower(scalars.get(to++));
                Lowered mapped = current.map(List.of(value));
                List<Integer> outputs = new ArrayList<>(Lowered.range(0, arity));
                outputs.add(mapped.arity() - 1);
                current = mapped.project(outputs);
            }
            from = to;
        }
        return current;
    }

    AggregateExpr lower(HirAggregate aggregate) {
        Optional<ScalarExpr> filter = aggregate.filter().map(this::lower);
        List<ScalarExpr> args = aggregate.args().stream()
                .map(arg -> filter.isPresent() ? guarded(filter.get(), lower(arg), HirTypes.of(arg)) : lower(arg))
                .toList();
        return new AggregateExpr(aggregate.function(), args, aggregate.distinct(), filter,
                aggregate.orderBy().stream().map(key -> new AggregateExpr.SortKey(
                        lower(key.expr()), key.descending(), key.nullsLast())).toList());
    }

    WindowExpr lower(HirWindow window) {
        return new WindowExpr(window.function(), window.args().stream().map(this::lower).toList(),
                window.filter().map(this::lower), window.ignoreNulls(), window.frame(), window.type());
    }

    /** An argument that fails must not fail for a row that is left out. */
    private static ScalarExpr guarded(ScalarExpr filter, ScalarExpr arg, ColumnType type) {
        return ScalarSimplifier.mayFail(arg)
                ? new ScalarExpr.If(filter, arg, new ScalarExpr.Literal(Datum.NULL, type.scalar().nullable()))
                : arg;
    }

    ScalarExpr lower(HirScalar expr) {
        return switch (expr) {
            case HirScalar.Column c -> new ScalarExpr.Column(position(new ColumnRef(depth - c.level(), c.index())));
            case HirScalar.Literal l -> new ScalarExpr.Literal(l.value(), l.type());
            case HirScalar.Unmaterializable u -> new ScalarExpr.Unmaterializable(u.function());
            case HirScalar.Call c -> new ScalarExpr.Call(c.function(), all(c.args()), c.type());
            case HirScalar.If i -> conditional(i);
            case HirScalar.And a -> new ScalarExpr.And(all(a.operands()));
            case HirScalar.Or o -> new ScalarExpr.Or(all(o.operands()));
            case HirScalar.Coalesce c -> coalesce(c);
            case HirScalar.IsNull n -> new ScalarExpr.IsNull(lower(n.operand()));
            case HirScalar.Exists e -> exists(e);
            case HirScalar.Subquery s -> subquery(s);
            // Statements are planned without values only to be described; the expression stays typed.
            case HirScalar.Parameter p -> new ScalarExpr.Parameter(p.number(), p.type());
            case HirScalar.Slot s -> throw Check.unreachable("a slot outlived its block");
        };
    }

    private List<ScalarExpr> all(List<HirScalar> exprs) {
        return exprs.stream().map(this::lower).toList();
    }

    /** Queries inside of a branch are computed for the rows that take it alone. */
    private ScalarExpr conditional(HirScalar.If i) {
        ScalarExpr condition = lower(i.condition());
        ScalarExpr then = guarded(condition, i.then());
        ScalarExpr not = new ScalarExpr.If(condition, ScalarExpr.FALSE, ScalarExpr.TRUE);
        return new ScalarExpr.If(condition, then, guarded(not, i.orElse()));
    }

    private ScalarExpr coalesce(HirScalar.Coalesce coalesce) {
        List<ScalarExpr> operands = new ArrayList<>();
        for (HirScalar operand : coalesce.operands()) {
            ScalarExpr before = new ScalarExpr.Coalesce(operands);
            operands.add(operands.isEmpty() ? lower(operand) : guarded(new ScalarExpr.IsNull(before), operand));
        }
        return new ScalarExpr.Coalesce(operands);
    }

    private ScalarExpr guarded(ScalarExpr guard, HirScalar expr) {
        if (!HirParts.holdsQuery(expr)) {
            return lower(expr);
        }
        guards.add(guard);
        ScalarExpr lowered = lower(expr);
        guards.removeLast();
        return lowered;
    }

    private int position(ColumnRef ref) {
        return ref.depth() == depth ? outer.arity() + ref.index() : outer.position(ref);
    }

    /** The keys of a query inside, and its rows for them. */
    record Branch(Outer keys, List<Integer> positions, Lowered rows) {}

    /** Lowers a query for the distinct values of the current relation's columns that it reads. */
    Branch branch(HirRelation query) {
        Set<ColumnRef> refs = lowering.free(query, depth + 1);
        List<Integer> positions = refs.stream().map(this::position).toList();
        Outer keys = Outer.UNIT;
        if (!refs.isEmpty() || !guards.isEmpty()) {
            current = lowering.bind(current);
            keys = new Outer(lowering.bind(current.filter(guards).project(positions).distinct()), List.copyOf(refs));
        }
        return new Branch(keys, positions, lowering.lower(query, depth + 1, keys));
    }

    private ScalarExpr exists(HirScalar.Exists exists) {
        Branch branch = branch(exists.query());
        int keys = branch.keys().arity();
        Lowered found = lowering.bind(branch.rows().first(keys).distinct());
        Lowered values = Lowered.union(List.of(found.map(List.of(ScalarExpr.TRUE)),
                branch.keys().relation().minus(found).map(List.of(ScalarExpr.FALSE))));
        return attach(values, branch);
    }

    private ScalarExpr subquery(HirScalar.Subquery subquery) {
        Branch branch = branch(subquery.query());
        int keys = branch.keys().arity();
        if (HirParts.exactlyOneRow(subquery.query())) {
            return attach(branch.rows(), branch);
        }
        Lowered rows = lowering.bind(branch.rows());
        ColumnType type = rows.types().getLast();
        List<Lowered> values = new ArrayList<>();
        values.add(rows);
        if (!HirParts.atMostOneRow(subquery.query())) {
            values.add(several(rows, keys, type));
        }
        Lowered missing = branch.keys().relation().minus(rows.first(keys).distinct());
        values.add(missing.map(List.of(new ScalarExpr.Literal(Datum.NULL, type.scalar().nullable()))));
        return attach(Lowered.union(values), branch);
    }

    /** An error for every key with more than one row. */
    private static Lowered several(Lowered rows, int keys, ColumnType type) {
        AggregateFunction count = BuiltinFunctions.byName("count").stream()
                .filter(def -> def.kind() == FunctionDef.Kind.AGGREGATE && def.params().isEmpty()).findFirst()
                .orElseThrow().aggregate(List.of());
        ColumnType countType = SimpleType.INT8.notNull();
        Lowered counts = Lowering.countPer(rows, keys,
                new AggregateExpr(count, List.of(), false, Optional.empty(), List.of()), countType);
        ScalarExpr one = new ScalarExpr.Literal(Datum.of(1), countType);
        ScalarExpr tooMany = BuiltinFunctions.exact(">", SimpleType.INT8, SimpleType.INT8)
                .call(List.of(new ScalarExpr.Column(keys), one), List.of(countType, countType));
        // It fails as a condition too: a value that nobody reads may be left out, and a NULL with what compares it.
        ScalarExpr failure = new ScalarExpr.Failure(SEVERAL_ROWS, SimpleType.BOOL.nullable());
        Lowered failed = counts.filter(List.of(tooMany, failure))
                .map(List.of(new ScalarExpr.Failure(SEVERAL_ROWS, type)));
        List<Integer> outputs = new ArrayList<>(Lowered.range(0, keys));
        outputs.add(keys + 1);
        return failed.project(outputs);
    }

    /** Adds a value per key to the current relation; rows that a guard kept out get NULL. */
    private ScalarExpr attach(Lowered values, Branch branch) {
        Lowered all = values;
        if (!guards.isEmpty()) {
            Lowered every = lowering.bind(current.project(branch.positions()).distinct());
            Lowered kept = every.minus(branch.keys().relation());
            ColumnType type = values.types().getLast();
            all = Lowered.union(List.of(values, kept.map(List.of(
                    new ScalarExpr.Literal(Datum.NULL, type.scalar().nullable())))));
        }
        current = Lowering.joinBack(current, all, branch.positions());
        return new ScalarExpr.Column(current.arity() - 1);
    }
}
