package dev.mizu.sqlplanner.lowering;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decorrelation (after T. Neumann and A. Kemper, "Unnesting Arbitrary Queries", 2015, and the magic sets before it).
 * A relation is lowered for a set of rows around it, {@link Outer}: the result holds, for each of them, its columns
 * and then the relation's. A subquery is lowered for the distinct values of the columns that it reads, and joined
 * back. Owns the names of bindings, on the thread that plans.
 */
public final class Lowering {
    private final Map<Integer, CteValue> ctes = new HashMap<>();
    private final FreeColumns freeColumns = new FreeColumns(this::cteRefs);
    private LetScope lets = new LetScope();
    private int nextLocal;

    private Lowering() {}

    /** The relation, decorrelated. Parameters that are not bound stay what they are. */
    public static RelationExpr lower(HirRelation relation) {
        Lowering lowering = new Lowering();
        RelationExpr body = lowering.lower(relation, 0, Outer.UNIT).expr();
        return lowering.lets.around(body);
    }

    /** Expressions over a relation of the catalog that hold no subquery. */
    public static List<ScalarExpr> scalars(List<HirScalar> exprs) {
        return exprs.stream().map(expr -> ScalarFolding.plain(expr).orElseThrow(() ->
                new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "subqueries are not supported here"))).toList();
    }

    /** A CTE as bound: the columns around that it was computed for come first. */
    private record CteValue(Lowered get, List<ColumnRef> refs) {}

    private Collection<ColumnRef> cteRefs(int cte) {
        return Objects.requireNonNull(ctes.get(cte)).refs();
    }

    Set<ColumnRef> free(HirRelation relation, int depth) {
        return freeColumns.of(relation, depth);
    }

    Set<ColumnRef> free(HirScalar scalar, int depth) {
        return freeColumns.of(scalar, depth);
    }

    /** A cheap name for a relation that is used several times. */
    Lowered bind(Lowered value) {
        if (value.expr() instanceof RelationExpr.LocalGet || value.expr() instanceof RelationExpr.Get
                || value.expr() instanceof RelationExpr.Constant) {
            return value;
        }
        LocalId id = new LocalId(nextLocal++);
        lets.add(id, value.expr());
        return new Lowered(new RelationExpr.LocalGet(id, RelationType.of(value.types())), value.types());
    }

    /** Lowers a relation whose rows are at {@code depth}; the result has the outer's columns first. */
    Lowered lower(HirRelation relation, int depth, Outer outer) {
        return switch (relation) {
            case HirRelation.Constant c -> beside(outer, constant(c));
            case HirRelation.Get g -> beside(outer, new Lowered(
                    new RelationExpr.Get(g.id(), g.type()), g.type().columns()));
            case HirRelation.LocalGet g -> localGet(g, outer);
            case HirRelation.Let l -> let(l, depth, outer);
            case HirRelation.LetRec l -> letRec(l, depth, outer);
            case HirRelation.Project p -> {
                List<Integer> outputs = new ArrayList<>(Lowered.range(0, outer.arity()));
                p.outputs().forEach(column -> outputs.add(outer.arity() + column));
                yield lower(p.input(), depth, outer).project(outputs);
            }
            case HirRelation.Map m ->
                    new ScalarLowering(this, lower(m.input(), depth, outer), depth, outer).map(m.scalars());
            case HirRelation.Filter f -> new FilterLowering(this, depth, outer)
                    .filter(lower(f.input(), depth, outer), f.predicates());
            case HirRelation.TableCall t -> tableCall(t, depth, outer);
            case HirRelation.Join j -> new JoinLowering(this, depth, outer).join(j);
            case HirRelation.Reduce r -> reduce(r, depth, outer);
            case HirRelation.Distinct d -> lower(d.input(), depth, outer).distinct();
            case HirRelation.TopK t -> topK(t, depth, outer);
            case HirRelation.Window w -> window(w, depth, outer);
            case HirRelation.Negate n -> lower(n.input(), depth, outer).negate();
            case HirRelation.Threshold t -> {
                Lowered input = lower(t.input(), depth, outer);
                yield new Lowered(new RelationExpr.Threshold(input.expr()), input.types());
            }
            case HirRelation.Union u -> {
                List<Lowered> inputs = new ArrayList<>();
                u.inputs().forEach(input -> inputs.add(lower(input, depth, outer)));
                yield inputs.size() == 1 ? inputs.getFirst() : Lowered.union(inputs);
            }
        };
    }

    /** Every outer row with every row of a relation that reads nothing around. */
    private static Lowered beside(Outer outer, Lowered relation) {
        return outer == Outer.UNIT ? relation : cross(outer.relation(), relation);
    }

    static Lowered cross(Lowered left, Lowered right) {
        List<ColumnType> types = new ArrayList<>(left.types());
        types.addAll(right.types());
        return new Lowered(new RelationExpr.Join(List.of(left.expr(), right.expr()), List.of()), types);
    }

    /**
     * The rows of {@code left}, each with the rows of {@code right} that were computed for it: the first columns of
     * right are the values of left's columns {@code positions}. Those columns are not repeated.
     */
    static Lowered joinBack(Lowered left, Lowered right, List<Integer> positions) {
        int keys = positions.size();
        List<List<ScalarExpr>> classes = new ArrayList<>();
        // Where the rows themselves show that a key is never NULL, plain equality will do.
        List<ColumnType> shown = RelationTypes.columnsOf(right.expr());
        for (int i = 0; i < keys; i++) {
            int position = positions.get(i);
            ColumnType type = right.types().get(i);
            RowEquality.add(classes, position, left.types().get(position), left.arity() + i,
                    shown.get(i).nullable() ? type : type.scalar().notNull());
        }
        List<ColumnType> types = new ArrayList<>(left.types());
        types.addAll(right.types());
        Lowered joined = new Lowered(
                new RelationExpr.Join(List.of(left.expr(), right.expr()), classes), types);
        List<Integer> outputs = new ArrayList<>(Lowered.range(0, left.arity()));
        outputs.addAll(Lowered.range(left.arity() + keys, types.size()));
        return joined.project(outputs);
    }

    /** The outer rows of fewer columns. */
    Outer narrowed(Outer outer, Collection<ColumnRef> refs) {
        List<ColumnRef> wanted = List.copyOf(refs);
        if (wanted.isEmpty()) {
            return Outer.UNIT;
        }
        if (wanted.equals(outer.refs())) {
            return outer;
        }
        List<Integer> positions = wanted.stream().map(outer::position).toList();
        return new Outer(bind(outer.relation().project(positions).distinct()), wanted);
    }

    private static Lowered constant(HirRelation.Constant constant) {
        List<RelationExpr.DiffRow> rows = new ArrayList<>();
        constant.rows().forEach(row -> rows.add(new RelationExpr.DiffRow(row, 1)));
        return new Lowered(new RelationExpr.Constant(rows, Optional.empty(), constant.type()),
                constant.type().columns());
    }

    private Lowered localGet(HirRelation.LocalGet get, Outer outer) {
        CteValue cte = Objects.requireNonNull(ctes.get(get.cte()));
        if (cte.refs().isEmpty()) {
            return beside(outer, cte.get());
        }
        List<Integer> positions = cte.refs().stream().map(outer::position).toList();
        return joinBack(outer.relation(), cte.get(), positions);
    }

    private Lowered let(HirRelation.Let let, int depth, Outer outer) {
        Outer around = narrowed(outer, free(let.value(), depth));
        Lowered value = bind(lower(let.value(), depth, around));
        ctes.put(let.cte(), new CteValue(value, around.refs()));
        return lower(let.body(), depth, outer);
    }

    private Lowered letRec(HirRelation.LetRec rec, int depth, Outer outer) {
        Outer around = narrowed(outer, freeInBindings(rec, depth));
        List<LocalId> ids = new ArrayList<>();
        for (HirRelation.Binding binding : rec.bindings()) {
            LocalId id = new LocalId(nextLocal++);
            ids.add(id);
            RelationType type = beside(around, binding.type());
            Lowered get = new Lowered(new RelationExpr.LocalGet(id, type), type.columns());
            ctes.put(binding.cte(), new CteValue(get, around.refs()));
        }
        List<RelationExpr.Binding> bindings = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            HirRelation.Binding binding = rec.bindings().get(i);
            LetScope outside = lets;
            lets = new LetScope();
            RelationExpr value = lower(binding.value(), depth, around).expr();
            lets.hoist(ids, outside);
            bindings.add(new RelationExpr.Binding(
                    ids.get(i), lets.around(value), beside(around, binding.type()), binding.limit()));
            lets = outside;
        }
        lets.add(bindings);
        return lower(rec.body(), depth, outer);
    }

    /** What bindings read of the rows around: one fixpoint is made for all of those, each beside its own rows. */
    private Set<ColumnRef> freeInBindings(HirRelation.LetRec rec, int depth) {
        Lowered unknown = Outer.UNIT.relation();
        rec.bindings().forEach(binding -> ctes.put(binding.cte(), new CteValue(unknown, List.of())));
        Set<ColumnRef> free = new TreeSet<>();
        rec.bindings().forEach(binding -> free.addAll(free(binding.value(), depth)));
        return free;
    }

    private static RelationType beside(Outer outer, RelationType type) {
        if (outer == Outer.UNIT) {
            return type;
        }
        List<ColumnType> columns = new ArrayList<>(outer.relation().types());
        columns.addAll(type.columns());
        return RelationType.of(columns);
    }

    private Lowered tableCall(HirRelation.TableCall call, int depth, Outer outer) {
        ScalarLowering scalars = new ScalarLowering(this, outer.relation(), depth, outer);
        List<ScalarExpr> args = call.args().stream().map(scalars::lower).toList();
        Lowered input = scalars.current();
        List<ColumnType> types = new ArrayList<>(input.types());
        types.addAll(call.type().columns());
        Lowered rows = new Lowered(new RelationExpr.FlatMap(input.expr(), call.function(), args), types);
        List<Integer> outputs = new ArrayList<>(Lowered.range(0, outer.arity()));
        outputs.addAll(Lowered.range(input.arity(), types.size()));
        return rows.project(outputs);
    }

    private Lowered reduce(HirRelation.Reduce reduce, int depth, Outer outer) {
        Lowered input = lower(reduce.input(), depth, outer);
        ScalarLowering scalars = new ScalarLowering(this, input, depth, outer);
        List<AggregateExpr> aggregates = reduce.aggregates().stream().map(scalars::lower).toList();
        List<ScalarExpr> keys = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < outer.arity() + reduce.key().size(); i++) {
            int column = i < outer.arity() ? i : outer.arity() + reduce.key().get(i - outer.arity());
            keys.add(new ScalarExpr.Column(column));
            types.add(input.types().get(column));
        }
        reduce.aggregates().forEach(aggregate -> types.add(aggregate.type()));
        Lowered groups = new Lowered(new RelationExpr.Reduce(
                scalars.current().expr(), keys, aggregates, reduce.groupSizeHint()), types);
        return reduce.key().isEmpty() ? withEmptyGroups(groups, reduce, outer) : groups;
    }

    /** Without a key there is a group for every outer row, also where no input row is. */
    private Lowered withEmptyGroups(Lowered groups, HirRelation.Reduce reduce, Outer outer) {
        Lowered bound = bind(groups);
        Lowered missing = outer.relation().minus(bound.first(outer.arity()));
        List<ScalarExpr> empty = new ArrayList<>();
        reduce.aggregates().forEach(aggregate -> empty.add(new ScalarExpr.Literal(
                aggregate.function().empty(), aggregate.type().or(aggregate.function().empty().isNull()))));
        return Lowered.union(List.of(bound, missing.map(empty)));
    }

    private Lowered topK(HirRelation.TopK topK, int depth, Outer outer) {
        Lowered input = lower(topK.input(), depth, outer);
        List<Integer> key = new ArrayList<>(Lowered.range(0, outer.arity()));
        topK.key().forEach(column -> key.add(outer.arity() + column));
        List<ColumnOrder> order = behind(outer, topK.order());
        // The limit reads the rows around alone, which are the first columns of the group key.
        Optional<ScalarExpr> limit = topK.limit().map(expr -> {
            ScalarLowering scalars = new ScalarLowering(this, outer.relation(), depth, outer);
            ScalarExpr lowered = scalars.lower(expr);
            Check.that(scalars.current().arity() == outer.arity(), "no subquery in a limit");
            return lowered;
        });
        return new Lowered(new RelationExpr.TopK(input.expr(), key, order, limit, topK.offset()), input.types());
    }

    private static List<ColumnOrder> behind(Outer outer, List<ColumnOrder> order) {
        return order.stream().map(o -> new ColumnOrder(
                outer.arity() + o.column(), o.descending(), o.nullsLast())).toList();
    }

    /** The rows around tell partitions apart too. */
    private Lowered window(HirRelation.Window window, int depth, Outer outer) {
        Lowered input = lower(window.input(), depth, outer);
        ScalarLowering scalars = new ScalarLowering(this, input, depth, outer);
        List<Integer> partition = new ArrayList<>(Lowered.range(0, outer.arity()));
        window.partition().forEach(column -> partition.add(outer.arity() + column));
        List<WindowExpr> functions = window.functions().stream().map(scalars::lower).toList();
        List<ColumnType> types = new ArrayList<>(input.types());
        functions.forEach(function -> types.add(function.type()));
        return new Lowered(new RelationExpr.Window(
                input.expr(), partition, behind(outer, window.order()), functions), types);
    }

    /** Groups of a relation by its first columns, with one aggregate. */
    static Lowered countPer(Lowered input, int keys, AggregateExpr count, ColumnType countType) {
        List<ScalarExpr> columns = Lowered.range(0, keys).stream().<ScalarExpr>map(ScalarExpr.Column::new).toList();
        List<ColumnType> types = new ArrayList<>(input.types().subList(0, keys));
        types.add(countType);
        return new Lowered(new RelationExpr.Reduce(input.expr(), columns, List.of(count), OptionalLong.empty()),
                types);
    }
}
