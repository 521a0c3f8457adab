package dev.mizu.sqlplanner.hir;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.sqlplanner.hir.HirRelation.HirAggregate;
import dev.mizu.sqlplanner.hir.HirRelation.HirSortKey;
import dev.mizu.sqlplanner.hir.HirRelation.HirWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rewrites of HIR trees that know how deep they are: how many rows stand between a node and where they began. */
public final class HirWalk {
    private HirWalk() {}

    /**
     * What a rewrite makes of a node before its parts are looked at; empty = look at the parts.
     */
    @FunctionalInterface
    public interface Step {
        Optional<HirScalar> apply(HirScalar expr, int depth);
    }

    /** Rewrites an expression top-down, subqueries included. */
    public static HirScalar rewrite(HirScalar expr, int depth, Step step) {
        Optional<HirScalar> replaced = step.apply(expr, depth);
        if (replaced.isPresent()) {
            return replaced.get();
        }
        return switch (expr) {
            case HirScalar.Column c -> c;
            case HirScalar.Parameter p -> p;
            case HirScalar.Literal l -> l;
            case HirScalar.Unmaterializable u -> u;
            case HirScalar.Slot s -> s;
            case HirScalar.Call c -> new HirScalar.Call(c.function(), all(c.args(), depth, step), c.type());
            case HirScalar.If i -> new HirScalar.If(rewrite(i.condition(), depth, step),
                    rewrite(i.then(), depth, step), rewrite(i.orElse(), depth, step));
            case HirScalar.And a -> new HirScalar.And(all(a.operands(), depth, step));
            case HirScalar.Or o -> new HirScalar.Or(all(o.operands(), depth, step));
            case HirScalar.Coalesce c -> new HirScalar.Coalesce(all(c.operands(), depth, step));
            case HirScalar.IsNull n -> new HirScalar.IsNull(rewrite(n.operand(), depth, step));
            case HirScalar.Exists e -> new HirScalar.Exists(rewrite(e.query(), depth + 1, step));
            case HirScalar.Subquery s -> new HirScalar.Subquery(rewrite(s.query(), depth + 1, step), s.type());
        };
    }

    /** Rewrites every expression of a relation; {@code depth} counts its own rows as level 0. */
    public static HirRelation rewrite(HirRelation relation, int depth, Step step) {
        return switch (relation) {
            case HirRelation.Constant c -> c;
            case HirRelation.Get g -> g;
            case HirRelation.LocalGet g -> g;
            case HirRelation.Let l -> new HirRelation.Let(
                    l.cte(), l.name(), rewrite(l.value(), depth, step), rewrite(l.body(), depth, step));
            case HirRelation.LetRec l -> {
                List<HirRelation.Binding> bindings = new ArrayList<>();
                for (HirRelation.Binding b : l.bindings()) {
                    bindings.add(new HirRelation.Binding(
                            b.cte(), b.name(), rewrite(b.value(), depth, step), b.type(), b.limit()));
                }
                yield new HirRelation.LetRec(bindings, rewrite(l.body(), depth, step));
            }
            case HirRelation.Project p -> new HirRelation.Project(rewrite(p.input(), depth, step), p.outputs());
            case HirRelation.Map m ->
                    new HirRelation.Map(rewrite(m.input(), depth, step), all(m.scalars(), depth, step));
            case HirRelation.Filter f ->
                    new HirRelation.Filter(rewrite(f.input(), depth, step), all(f.predicates(), depth, step));
            case HirRelation.TableCall t ->
                    new HirRelation.TableCall(t.function(), all(t.args(), depth, step), t.type());
            case HirRelation.Join j -> new HirRelation.Join(rewrite(j.left(), depth, step),
                    rewrite(j.right(), depth + 1, step), all(j.on(), depth, step), j.kind());
            case HirRelation.Reduce r -> new HirRelation.Reduce(rewrite(r.input(), depth, step), r.key(),
                    r.aggregates().stream().map(a -> rewrite(a, depth, step)).toList(), r.groupSizeHint());
            case HirRelation.Distinct d -> new HirRelation.Distinct(rewrite(d.input(), depth, step));
            case HirRelation.TopK t -> new HirRelation.TopK(rewrite(t.input(), depth, step), t.key(), t.order(),
                    t.limit().map(limit -> rewrite(limit, depth, step)), t.offset());
            case HirRelation.Window w -> new HirRelation.Window(rewrite(w.input(), depth, step), w.partition(),
                    w.order(), w.functions().stream().map(f -> rewrite(f, depth, step)).toList());
            case HirRelation.Negate n -> new HirRelation.Negate(rewrite(n.input(), depth, step));
            case HirRelation.Threshold t -> new HirRelation.Threshold(rewrite(t.input(), depth, step));
            case HirRelation.Union u ->
                    new HirRelation.Union(u.inputs().stream().map(i -> rewrite(i, depth, step)).toList());
        };
    }

    /** Rewrites the expressions of an aggregate. */
    public static HirAggregate rewrite(HirAggregate a, int depth, Step step) {
        return new HirAggregate(a.function(), all(a.args(), depth, step), a.distinct(),
                a.filter().map(f -> rewrite(f, depth, step)),
                a.orderBy().stream().map(k -> new HirSortKey(
                        rewrite(k.expr(), depth, step), k.descending(), k.nullsLast())).toList(),
                a.type());
    }

    /** Rewrites the expressions of a window function. */
    public static HirWindow rewrite(HirWindow w, int depth, Step step) {
        return new HirWindow(w.function(), all(w.args(), depth, step), w.filter().map(f -> rewrite(f, depth, step)),
                w.ignoreNulls(), w.frame(), w.type());
    }

    private static List<HirScalar> all(List<HirScalar> exprs, int depth, Step step) {
        return exprs.stream().map(expr -> rewrite(expr, depth, step)).toList();
    }

    /** The same expression put {@code by} rows deeper: its columns are found that many levels further out. */
    public static HirScalar deepen(HirScalar expr, int by) {
        return rewrite(expr, 0, (e, depth) -> e instanceof HirScalar.Column c && c.level() >= depth
                ? Optional.of(new HirScalar.Column(c.level() + by, c.index(), c.type())) : Optional.empty());
    }

    /** The same relation put {@code by} rows deeper. */
    public static HirRelation deepen(HirRelation relation, int by) {
        return rewrite(relation, 1, (e, depth) -> e instanceof HirScalar.Column c && c.level() >= depth
                ? Optional.of(new HirScalar.Column(c.level() + by, c.index(), c.type())) : Optional.empty());
    }

    /** An expression over columns as HIR, with {@code columns} in their places. */
    public static HirScalar embed(ScalarExpr expr, List<HirScalar> columns) {
        return switch (expr) {
            case ScalarExpr.Column c -> columns.get(c.index());
            case ScalarExpr.Literal l -> new HirScalar.Literal(l.value(), l.type());
            case ScalarExpr.Failure f -> throw f.error().toSqlError().toException();
            case ScalarExpr.Unmaterializable u -> new HirScalar.Unmaterializable(u.function());
            case ScalarExpr.Parameter p -> new HirScalar.Parameter(p.number(), p.type());
            case ScalarExpr.Call c -> new HirScalar.Call(c.function(), embedAll(c.args(), columns), c.type());
            case ScalarExpr.If i -> new HirScalar.If(embed(i.condition(), columns), embed(i.then(), columns),
                    embed(i.orElse(), columns));
            case ScalarExpr.And a -> new HirScalar.And(embedAll(a.operands(), columns));
            case ScalarExpr.Or o -> new HirScalar.Or(embedAll(o.operands(), columns));
            case ScalarExpr.Coalesce c -> new HirScalar.Coalesce(embedAll(c.operands(), columns));
            case ScalarExpr.IsNull n -> new HirScalar.IsNull(embed(n.operand(), columns));
        };
    }

    private static List<HirScalar> embedAll(List<ScalarExpr> exprs, List<HirScalar> columns) {
        return exprs.stream().map(e -> embed(e, columns)).toList();
    }
}
