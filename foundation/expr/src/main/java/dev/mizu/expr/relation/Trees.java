package dev.mizu.expr.relation;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.ScalarExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks over {@link RelationExpr}. A tree that is too deep for the stack is refused, not overflown. */
public final class Trees {
    private static final int DEPTH_MAX = 2048;

    private Trees() {}

    /** Rewrites the relations directly below; the same instance when none changed. */
    public static RelationExpr mapChildren(RelationExpr expr, UnaryOperator<RelationExpr> step) {
        List<RelationExpr> before = expr.children();
        List<RelationExpr> after = new ArrayList<>(before.size());
        boolean changed = false;
        for (RelationExpr child : before) {
            RelationExpr rewritten = step.apply(child);
            changed |= rewritten != child;
            after.add(rewritten);
        }
        return changed ? expr.withChildren(after) : expr;
    }

    /** Rewrites bottom-up; the same instance when nothing changed. */
    public static RelationExpr rewriteUp(RelationExpr expr, UnaryOperator<RelationExpr> step) {
        return rewriteUp(expr, step, 0);
    }

    private static RelationExpr rewriteUp(RelationExpr expr, UnaryOperator<RelationExpr> step, int depth) {
        guard(depth);
        return step.apply(mapChildren(expr, child -> rewriteUp(child, step, depth + 1)));
    }

    /** Hands every node to {@code visitor}, parents first. */
    public static void forEach(RelationExpr expr, Consumer<RelationExpr> visitor) {
        forEach(expr, visitor, 0);
    }

    private static void forEach(RelationExpr expr, Consumer<RelationExpr> visitor, int depth) {
        guard(depth);
        visitor.accept(expr);
        for (RelationExpr child : expr.children()) {
            forEach(child, visitor, depth + 1);
        }
    }

    /** Whether any node of the tree is wanted. */
    public static boolean any(RelationExpr expr, Predicate<RelationExpr> wanted) {
        return wanted.test(expr) || expr.children().stream().anyMatch(child -> any(child, wanted));
    }

    /** Refuses a tree deeper than any query has a right to be. */
    public static void guard(int depth) {
        if (depth > DEPTH_MAX) {
            throw new SqlException(SqlState.STATEMENT_TOO_COMPLEX, "query is nested too deeply");
        }
    }

    /** The scalars of one node, in the order of {@link #mapScalars}. */
    public static List<ScalarExpr> scalars(RelationExpr expr) {
        List<ScalarExpr> found = new ArrayList<>();
        mapScalars(expr, scalar -> {
            found.add(scalar);
            return scalar;
        });
        return found;
    }

    /** Rewrites the scalars of one node, not those below; the same instance when none changed. */
    public static RelationExpr mapScalars(RelationExpr expr, UnaryOperator<ScalarExpr> step) {
        return switch (expr) {
            case RelationExpr.Map m -> {
                List<ScalarExpr> scalars = mapAll(m.scalars(), step);
                yield scalars == m.scalars() ? m : new RelationExpr.Map(m.input(), scalars);
            }
            case RelationExpr.Filter f -> {
                List<ScalarExpr> predicates = mapAll(f.predicates(), step);
                yield predicates == f.predicates() ? f : new RelationExpr.Filter(f.input(), predicates);
            }
            case RelationExpr.FlatMap f -> {
                List<ScalarExpr> args = mapAll(f.args(), step);
                yield args == f.args() ? f : new RelationExpr.FlatMap(f.input(), f.function(), args);
            }
            case RelationExpr.Join j -> {
                List<List<ScalarExpr>> classes = mapLists(j.equivalences(), step);
                yield classes == j.equivalences() ? j : new RelationExpr.Join(j.inputs(), classes);
            }
            case RelationExpr.Reduce r -> {
                List<ScalarExpr> keys = mapAll(r.keys(), step);
                List<AggregateExpr> aggregates = mapAggregates(r.aggregates(), step);
                yield keys == r.keys() && aggregates == r.aggregates() ? r
                        : new RelationExpr.Reduce(r.input(), keys, aggregates, r.groupSizeHint());
            }
            case RelationExpr.TopK t when t.limit().isPresent() -> {
                ScalarExpr limit = step.apply(t.limit().get());
                yield limit == t.limit().get() ? t : new RelationExpr.TopK(
                        t.input(), t.groupKey(), t.order(), Optional.of(limit), t.offset());
            }
            case RelationExpr.Window w -> {
                List<WindowExpr> functions = new ArrayList<>(w.functions().size());
                w.functions().forEach(function -> functions.add(function.mapScalars(step)));
                yield functions.equals(w.functions()) ? w
                        : new RelationExpr.Window(w.input(), w.partition(), w.order(), functions);
            }
            case RelationExpr.ArrangeBy a -> {
                List<List<ScalarExpr>> keys = mapLists(a.keys(), step);
                yield keys == a.keys() ? a : new RelationExpr.ArrangeBy(a.input(), keys);
            }
            default -> expr;
        };
    }

    private static List<List<ScalarExpr>> mapLists(List<List<ScalarExpr>> lists, UnaryOperator<ScalarExpr> step) {
        List<List<ScalarExpr>> after = new ArrayList<>(lists.size());
        boolean changed = false;
        for (List<ScalarExpr> list : lists) {
            List<ScalarExpr> mapped = mapAll(list, step);
            changed |= mapped != list;
            after.add(mapped);
        }
        return changed ? after : lists;
    }

    private static List<AggregateExpr> mapAggregates(List<AggregateExpr> aggregates, UnaryOperator<ScalarExpr> step) {
        List<AggregateExpr> after = new ArrayList<>(aggregates.size());
        boolean changed = false;
        for (AggregateExpr aggregate : aggregates) {
            AggregateExpr mapped = aggregate.mapScalars(step);
            changed |= mapped != aggregate;
            after.add(mapped);
        }
        return changed ? after : aggregates;
    }

    /** Each expression rewritten; the same list when none changed. */
    public static List<ScalarExpr> mapAll(List<ScalarExpr> exprs, UnaryOperator<ScalarExpr> step) {
        List<ScalarExpr> after = new ArrayList<>(exprs.size());
        boolean changed = false;
        for (ScalarExpr expr : exprs) {
            ScalarExpr mapped = step.apply(expr);
            changed |= mapped != expr;
            after.add(mapped);
        }
        return changed ? after : exprs;
    }
}
