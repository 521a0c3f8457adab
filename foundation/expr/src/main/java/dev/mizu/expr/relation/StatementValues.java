package dev.mizu.expr.relation;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.UnmaterializableFunction;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values that belong to a statement, inside a tree: found, and replaced by what the session knows. */
public final class StatementValues {
    private StatementValues() {}

    /** Which of them the tree asks for. */
    public static Set<UnmaterializableFunction> in(RelationExpr expr) {
        Set<UnmaterializableFunction> found = new TreeSet<>();
        Trees.forEach(expr, node -> Trees.scalars(node).forEach(scalar -> collect(scalar, found)));
        return found;
    }

    private static void collect(ScalarExpr expr, Set<UnmaterializableFunction> into) {
        if (expr instanceof ScalarExpr.Unmaterializable(var function)) {
            into.add(function);
        }
        expr.children().forEach(child -> collect(child, into));
    }

    /** The tree with literals for those that {@code values} tells; others stay. */
    public static RelationExpr replace(RelationExpr expr, Map<UnmaterializableFunction, ScalarExpr.Literal> values) {
        return Trees.rewriteUp(expr, node -> Trees.mapScalars(node, scalar -> ScalarExprs.rewrite(scalar, part ->
                part instanceof ScalarExpr.Unmaterializable(var function) && values.containsKey(function)
                        ? values.get(function) : part)));
    }
}
