package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirSortKey;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Queries inside expressions. {@code x op ANY (q)} becomes questions of existence: is there a row for which the
 * comparison is true, and if not, one for which it is NULL? So nothing but EXISTS and scalar subqueries is left for
 * the lowering.
 */
final class SubqueryForms {
    /** Up to so many known elements, ANY and ALL are written out, so that an index may serve them. */
    private static final int EXPANDED = 1000;

    private final ExprPlanner planner;
    private final QueryContext context;

    SubqueryForms(ExprPlanner planner) {
        this.planner = planner;
        this.context = planner.context();
    }

    private PlannedQuery planned(Query query, int position) {
        if (!planner.clause().subqueries()) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED,
                    "subqueries are not allowed in " + planner.clause().words(), position);
        }
        return planner.queries().plan(query, planner.env(), List.of());
    }

    HirScalar exists(Expr.Exists exists) {
        PlannedQuery query = planned(exists.query(), exists.position()).settled(context.coercion());
        return new HirScalar.Exists(query.closed());
    }

    HirScalar scalar(Expr.Subquery subquery) {
        PlannedQuery query = planned(subquery.query(), subquery.position()).settled(context.coercion());
        checkColumns(query, 1, subquery.position());
        return new HirScalar.Subquery(query.closed(), query.types().getFirst().scalar().nullable());
    }

    private static void checkColumns(PlannedQuery query, int wanted, int position) {
        if (query.columns().size() != wanted) {
            throw QueryContext.error(SqlState.SYNTAX_ERROR, wanted == 1
                    ? "subquery must return only one column"
                    : "subquery has too " + (query.columns().size() > wanted ? "many" : "few") + " columns", position);
        }
    }

    /** ARRAY(q): the one column in the query's order. */
    HirScalar arrayQuery(Query query, int position) {
        PlannedQuery planned = planned(query, position).settled(context.coercion());
        checkColumns(planned, 1, position);
        HirRelation rows = planned.limit().isEmpty() && planned.offset() == 0 ? planned.relation()
                : new HirRelation.TopK(planned.relation(), List.of(), planned.order(), planned.limit(),
                        planned.offset());
        List<ColumnType> types = HirTypes.of(rows);
        int column = planned.columns().getFirst().index();
        HirScalar value = new HirScalar.Column(0, column, types.get(column));
        List<HirSortKey> order = planned.order().stream().map(o -> new HirSortKey(
                new HirScalar.Column(0, o.column(), types.get(o.column())), o.descending(), o.nullsLast())).toList();
        AggregateFunction collect = aggregate("array_agg", types.get(column).scalar());
        ColumnType type = collect.resultType(List.of(types.get(column)));
        HirRelation reduced = new HirRelation.Reduce(rows, List.of(), List.of(new HirAggregate(
                collect, List.of(value), false, Optional.empty(), order, type)), OptionalLong.empty());
        HirScalar empty = new HirScalar.Literal(Datum.Array.of(List.of()), type.scalar().notNull());
        return new HirScalar.Coalesce(List.of(new HirScalar.Subquery(reduced, type.scalar().nullable()), empty));
    }

    private static AggregateFunction aggregate(String name, ScalarType type) {
        return BuiltinFunctions.byName(name).stream().filter(def -> def.kind() == FunctionDef.Kind.AGGREGATE
                        && def.accepts(List.of(type))).findFirst()
                .orElseThrow(() -> SqlException.unsupported(name + " of " + type.sqlName()))
                .aggregate(List.of(type));
    }

    HirScalar in(Expr.InQuery in) {
        PlannedQuery query = planned(in.query(), in.position());
        Operand left = planner.plan(in.operand());
        HirScalar found = any("=", left, Right.of(query, context), in.position());
        return in.negated() ? Forms.not(found) : found;
    }

    HirScalar quantified(Expr.QuantifiedQuery q) {
        PlannedQuery query = planned(q.query(), q.position());
        Right right = Right.of(query, context);
        Operand left = planner.plan(q.left());
        String symbol = q.operator().symbol();
        int position = q.operator().position();
        return q.all() ? all(symbol, left, right, position) : any(symbol, left, right, position);
    }

    /** The rows compared with, and their columns as operands. */
    private record Right(HirRelation relation, List<Operand> columns) {
        static Right of(PlannedQuery query, QueryContext context) {
            PlannedQuery settled = query.settled(context.coercion());
            HirRelation relation = settled.closed();
            List<ColumnType> types = HirTypes.of(relation);
            List<Operand> columns = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                columns.add(new Operand.Typed(new HirScalar.Column(0, i, types.get(i)),
                        settled.columns().get(i).position()));
            }
            return new Right(relation, columns);
        }
    }

    /** The comparison of the left side, one row further out, with the columns of a row of the right side. */
    private HirScalar comparison(String symbol, Operand left, Right right, int position) {
        Operand outer = deepen(left);
        if (outer instanceof Operand.RowOf row) {
            if (row.fields().size() != right.columns().size()) {
                throw QueryContext.error(SqlState.SYNTAX_ERROR, "subquery has too "
                        + (right.columns().size() > row.fields().size() ? "many" : "few") + " columns", position);
            }
            return new Comparisons(context).compare(
                    symbol, row, new Operand.RowOf(right.columns(), position), position);
        }
        if (right.columns().size() != 1) {
            throw QueryContext.error(SqlState.SYNTAX_ERROR, "subquery has too many columns", position);
        }
        return new Comparisons(context).compare(symbol, outer, right.columns().getFirst(), position);
    }

    private static Operand deepen(Operand operand) {
        return switch (operand) {
            case Operand.Typed t -> new Operand.Typed(HirWalk.deepen(t.expr(), 1), t.position());
            case Operand.RowOf r -> new Operand.RowOf(
                    r.fields().stream().map(SubqueryForms::deepen).toList(), r.position());
            case Operand.TextLiteral t -> t;
            case Operand.NullLiteral n -> n;
            case Operand.OpenParameter p -> p;
        };
    }

    private HirScalar any(String symbol, Operand left, Right right, int position) {
        HirScalar comparison = comparison(symbol, left, right, position);
        HirScalar found = exists(right.relation(), comparison);
        if (!HirTypes.of(comparison).nullable()) {
            return found;
        }
        return new HirScalar.If(found, Forms.TRUE, new HirScalar.If(
                undecided(left, right, comparison), Forms.UNKNOWN, Forms.FALSE));
    }

    private HirScalar all(String symbol, Operand left, Right right, int position) {
        HirScalar comparison = comparison(symbol, left, right, position);
        HirScalar refuted = exists(right.relation(), Forms.not(comparison));
        if (!HirTypes.of(comparison).nullable()) {
            return Forms.not(refuted);
        }
        return new HirScalar.If(refuted, Forms.FALSE, new HirScalar.If(
                undecided(left, right, comparison), Forms.UNKNOWN, Forms.TRUE));
    }

    private static HirScalar exists(HirRelation relation, HirScalar predicate) {
        return new HirScalar.Exists(new HirRelation.Filter(relation, List.of(predicate)));
    }

    /**
     * Whether any comparison is NULL. For plain operators that is: a NULL on the right, or a NULL on the left and any
     * row at all. Asked so, neither question compares the two sides, which would pair every row with every other.
     */
    private HirScalar undecided(Operand left, Right right, HirScalar comparison) {
        boolean strict = comparison instanceof HirScalar.Call call && call.function().strict()
                && !call.function().introducesNulls();
        if (!strict || !(left instanceof Operand.Typed typed)) {
            return exists(right.relation(), new HirScalar.IsNull(comparison));
        }
        List<HirScalar> ways = new ArrayList<>();
        HirScalar column = ((Operand.Typed) right.columns().getFirst()).expr();
        if (HirTypes.of(column).nullable()) {
            ways.add(exists(right.relation(), new HirScalar.IsNull(column)));
        }
        if (HirTypes.of(typed.expr()).nullable()) {
            ways.add(new HirScalar.And(List.of(
                    new HirScalar.IsNull(typed.expr()), new HirScalar.Exists(right.relation()))));
        }
        return ways.size() == 1 ? ways.getFirst() : new HirScalar.Or(ways);
    }

    /** {@code x op ANY (array)}; an array of open type has elements of the left side's. */
    HirScalar quantified(Expr.Quantified q) {
        Operand left = planner.plan(q.left());
        Operand right = planner.plan(q.right());
        if (right.type().isEmpty()) {
            ScalarType element = left.type().orElse(SimpleType.TEXT);
            right = new Operand.Typed(context.coercion().explicit(right, new ScalarType.Array(element)),
                    right.position());
        }
        HirScalar array = context.coercion().settle(right);
        ScalarType element = switch (HirTypes.of(array).scalar()) {
            case ScalarType.Array a -> a.element();
            case ScalarType.ListOf l -> l.element();
            case SimpleType t when t == SimpleType.INT2VECTOR -> SimpleType.INT2;
            default -> throw QueryContext.error(SqlState.WRONG_OBJECT_TYPE,
                    "op ANY/ALL (array) requires array on right side", q.right().position());
        };
        if (array instanceof HirScalar.Literal(Datum value, var type)
                && (value.isNull() || value instanceof Datum.Array a && a.elements().size() <= EXPANDED)) {
            return value instanceof Datum.Array known ? expanded(q, left, known.elements(), element) : Forms.UNKNOWN;
        }
        // The operator is chosen for the element; what it takes decides what both sides are cast to.
        HirScalar sample = new HirScalar.Column(0, 0, element.nullable());
        HirScalar comparison = new Comparisons(context).compare(
                q.operator().symbol(), left, new Operand.Typed(sample, q.right().position()), q.operator().position());
        if (!(comparison instanceof HirScalar.Call call) || call.args().size() != 2) {
            throw SqlException.unsupported("this operator with ANY or ALL");
        }
        ScalarType wanted = HirTypes.of(call.args().get(1)).scalar();
        HirScalar elements = wanted.equals(element) ? array : context.coercion().explicit(
                new Operand.Typed(array, q.right().position()), new ScalarType.Array(wanted));
        return new HirScalar.Call(BuiltinFunctions.quantified(call.function(), q.all()),
                List.of(call.args().getFirst(), elements), SimpleType.BOOL.nullable());
    }

    private HirScalar expanded(Expr.Quantified q, Operand left, List<Datum> elements, ScalarType element) {
        List<HirScalar> comparisons = new ArrayList<>();
        for (Datum value : elements) {
            HirScalar literal = new HirScalar.Literal(value, new ColumnType(element, value.isNull()));
            comparisons.add(new Comparisons(context).compare(q.operator().symbol(), left,
                    new Operand.Typed(literal, q.right().position()), q.operator().position()));
        }
        return q.all() ? new HirScalar.And(comparisons) : new HirScalar.Or(comparisons);
    }
}
