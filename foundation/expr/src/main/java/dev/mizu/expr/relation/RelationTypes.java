package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.List;

/** The type of a relation, derived: its columns, and its keys by {@link RelationKeys}. */
public final class RelationTypes {
    private RelationTypes() {}

    public static RelationType typeOf(RelationExpr expr) {
        return new RelationType(columnsOf(expr), RelationKeys.of(expr));
    }

    /** How many columns; cheaper than {@link #typeOf}. */
    public static int arity(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> c.type().arity();
            case RelationExpr.Get g -> g.type().arity();
            case RelationExpr.LocalGet g -> g.type().arity();
            case RelationExpr.Let l -> arity(l.body());
            case RelationExpr.LetRec l -> arity(l.body());
            case RelationExpr.Project p -> p.outputs().size();
            case RelationExpr.Map m -> arity(m.input()) + m.scalars().size();
            case RelationExpr.Filter f -> arity(f.input());
            case RelationExpr.FlatMap f -> columnsOf(f).size();
            case RelationExpr.Join j -> j.inputs().stream().mapToInt(RelationTypes::arity).sum();
            case RelationExpr.Reduce r -> r.keys().size() + r.aggregates().size();
            case RelationExpr.TopK t -> arity(t.input());
            case RelationExpr.Window w -> arity(w.input()) + w.functions().size();
            case RelationExpr.Negate n -> arity(n.input());
            case RelationExpr.Threshold t -> arity(t.input());
            case RelationExpr.Union u -> arity(u.inputs().get(0));
            case RelationExpr.ArrangeBy a -> arity(a.input());
        };
    }

    /** The column types; nullability is as tight as the node shows. */
    public static List<ColumnType> columnsOf(RelationExpr expr) {
        return switch (expr) {
            case RelationExpr.Constant c -> c.type().columns();
            case RelationExpr.Get g -> g.type().columns();
            case RelationExpr.LocalGet g -> g.type().columns();
            case RelationExpr.Let l -> columnsOf(l.body());
            case RelationExpr.LetRec l -> columnsOf(l.body());
            case RelationExpr.Project p -> {
                List<ColumnType> input = columnsOf(p.input());
                yield p.outputs().stream().map(input::get).toList();
            }
            case RelationExpr.Map m -> {
                List<ColumnType> columns = new ArrayList<>(columnsOf(m.input()));
                for (ScalarExpr scalar : m.scalars()) {
                    columns.add(ScalarExprs.typeOf(scalar, columns));
                }
                yield columns;
            }
            case RelationExpr.Filter f -> filtered(f);
            case RelationExpr.FlatMap f -> flatMapped(f);
            case RelationExpr.Join j -> joined(j);
            case RelationExpr.Reduce r -> reduced(r);
            case RelationExpr.TopK t -> columnsOf(t.input());
            case RelationExpr.Window w -> {
                List<ColumnType> columns = new ArrayList<>(columnsOf(w.input()));
                w.functions().forEach(function -> columns.add(function.type()));
                yield columns;
            }
            case RelationExpr.Negate n -> columnsOf(n.input());
            case RelationExpr.Threshold t -> columnsOf(t.input());
            case RelationExpr.Union u -> united(u);
            case RelationExpr.ArrangeBy a -> columnsOf(a.input());
        };
    }

    private static List<ColumnType> filtered(RelationExpr.Filter filter) {
        List<ColumnType> columns = new ArrayList<>(columnsOf(filter.input()));
        for (ScalarExpr predicate : filter.predicates()) {
            for (int column : NullRejection.columnsRejected(predicate).stream().toArray()) {
                columns.set(column, columns.get(column).scalar().notNull());
            }
        }
        return columns;
    }

    private static List<ColumnType> flatMapped(RelationExpr.FlatMap flatMap) {
        List<ColumnType> columns = new ArrayList<>(columnsOf(flatMap.input()));
        List<ColumnType> input = List.copyOf(columns);
        RelationDesc output = flatMap.function().output(
                flatMap.args().stream().map(arg -> ScalarExprs.typeOf(arg, input).scalar()).toList());
        columns.addAll(output.type().columns());
        return columns;
    }

    private static List<ColumnType> joined(RelationExpr.Join join) {
        List<ColumnType> columns = new ArrayList<>();
        join.inputs().forEach(input -> columns.addAll(columnsOf(input)));
        for (List<ScalarExpr> equal : join.equivalences()) {
            for (ScalarExpr expr : equal) {
                if (expr instanceof ScalarExpr.Column(int index)) {
                    columns.set(index, columns.get(index).scalar().notNull());
                }
            }
        }
        return columns;
    }

    private static List<ColumnType> reduced(RelationExpr.Reduce reduce) {
        List<ColumnType> input = columnsOf(reduce.input());
        List<ColumnType> columns = new ArrayList<>();
        reduce.keys().forEach(key -> columns.add(ScalarExprs.typeOf(key, input)));
        for (AggregateExpr aggregate : reduce.aggregates()) {
            List<ColumnType> args = aggregate.args().stream().map(arg -> ScalarExprs.typeOf(arg, input)).toList();
            ColumnType result = aggregate.function().resultType(args);
            // A filter may leave a group without rows for this aggregate.
            boolean mayBeEmpty = aggregate.filter().isPresent() && aggregate.function().empty().isNull();
            columns.add(result.or(mayBeEmpty));
        }
        return columns;
    }

    private static List<ColumnType> united(RelationExpr.Union union) {
        List<ColumnType> columns = new ArrayList<>(columnsOf(union.inputs().get(0)));
        for (RelationExpr input : union.inputs().subList(1, union.inputs().size())) {
            List<ColumnType> others = columnsOf(input);
            for (int i = 0; i < columns.size(); i++) {
                columns.set(i, columns.get(i).or(others.get(i).nullable()));
            }
        }
        return columns;
    }
}
