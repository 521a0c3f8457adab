package dev.mizu.optimizer.transform;

import dev.mizu.expr.EvalError;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationExpr.Constant;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.expr.relation.Trees;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates what reads only constants, as long as that stays small, and removes what can have no rows. An error that
 * evaluation raises becomes an error constant: it is shown when, and only when, the result is read.
 *
 * <pre>
 * Filter (#0 > 1) (Constant (1), (2))   becomes   Constant (2)
 * Join(A, Constant &lt;empty&gt;)             becomes   Constant &lt;empty&gt;
 * </pre>
 */
public final class FoldConstants implements Transform {
    private static final int ROWS_MAX = 1000;

    @Override
    public String name() {
        return "fold_constants";
    }

    @Override
    public List<String> after() {
        return List.of("simplify_scalars");
    }

    @Override
    public RelationExpr apply(RelationExpr expr, TransformContext context) {
        return Trees.rewriteUp(expr, FoldConstants::step);
    }

    private static RelationExpr step(RelationExpr node) {
        if (withoutRows(node)) {
            return Constants.empty(node);
        }
        if (node instanceof RelationExpr.Union union
                && union.inputs().stream().anyMatch(Constants::isEmpty)) {
            return step(new RelationExpr.Union(
                    union.inputs().stream().filter(input -> !Constants.isEmpty(input)).toList()));
        }
        boolean constant = !node.children().isEmpty()
                && node.children().stream().allMatch(child -> child instanceof Constant)
                && Trees.scalars(node).stream().noneMatch(
                        expr -> ScalarExprs.unmaterializable(expr) || ScalarExprs.parameterized(expr));
        if (!constant || node instanceof RelationExpr.Let || node instanceof RelationExpr.LetRec) {
            return node;
        }
        return folded(node);
    }

    /** Whether there can be no rows, by the node or an input of it. */
    private static boolean withoutRows(RelationExpr node) {
        return switch (node) {
            case RelationExpr.Filter f -> Constants.isEmpty(f.input())
                    || f.predicates().stream().anyMatch(Scalars::literalNeverTrue);
            case RelationExpr.Join j -> j.inputs().stream().anyMatch(Constants::isEmpty)
                    || j.equivalences().stream().anyMatch(FoldConstants::contradicts);
            case RelationExpr.Union u -> u.inputs().stream().allMatch(Constants::isEmpty);
            case RelationExpr.TopK t -> Constants.isEmpty(t.input())
                    || t.limit().isPresent() && t.limit().get() instanceof ScalarExpr.Literal l
                    && !l.value().isNull() && l.value().asLong() == 0;
            case RelationExpr.Window w -> Constants.isEmpty(w.input());
            case RelationExpr.Constant c -> false;
            case RelationExpr.Get g -> false;
            case RelationExpr.LocalGet g -> false;
            case RelationExpr.Let l -> Constants.isEmpty(l.body());
            case RelationExpr.LetRec l -> Constants.isEmpty(l.body());
            case RelationExpr.Project p -> Constants.isEmpty(p.input());
            case RelationExpr.Map m -> Constants.isEmpty(m.input());
            case RelationExpr.FlatMap f -> Constants.isEmpty(f.input());
            case RelationExpr.Reduce r -> Constants.isEmpty(r.input());
            case RelationExpr.Negate n -> Constants.isEmpty(n.input());
            case RelationExpr.Threshold t -> Constants.isEmpty(t.input());
            case RelationExpr.ArrangeBy a -> Constants.isEmpty(a.input());
        };
    }

    /** A NULL, or two values that differ, among what must be equal. */
    private static boolean contradicts(List<ScalarExpr> equal) {
        List<ScalarExpr.Literal> literals = equal.stream()
                .filter(Scalars::literal).map(expr -> (ScalarExpr.Literal) expr).toList();
        return literals.stream().anyMatch(l -> l.value().isNull()
                || !l.value().equals(literals.get(0).value()));
    }

    private static RelationExpr folded(RelationExpr node) {
        List<Constant> inputs = node.children().stream().map(child -> (Constant) child).toList();
        Optional<EvalError> error = inputs.stream().flatMap(input -> input.error().stream()).findFirst();
        RelationType type = RelationType.of(RelationTypes.columnsOf(node));
        if (error.isPresent()) {
            return new Constant(List.of(), error, type);
        }
        try {
            Optional<List<DiffRow>> rows = ConstantEvaluation.rows(node, inputs, ROWS_MAX);
            return rows.isPresent() ? new Constant(rows.get(), Optional.empty(), tightened(type, rows.get())) : node;
        } catch (EvalException failed) {
            return new Constant(List.of(), Optional.of(failed.error()), type);
        }
    }

    /** NULL is possible only where it is. */
    private static RelationType tightened(RelationType type, List<DiffRow> rows) {
        List<ColumnType> columns = new ArrayList<>();
        for (int i = 0; i < type.arity(); i++) {
            int column = i;
            boolean nullable = rows.stream().anyMatch(row -> row.row().get(column).isNull());
            columns.add(new ColumnType(type.columns().get(i).scalar(), nullable));
        }
        return RelationType.of(columns);
    }
}
