package dev.mizu.optimizer.join;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of a join and what they have in common. Columns are numbered over the concatenation of all inputs; sets
 * of inputs are bit sets of positions.
 */
public final class JoinGraph {
    private final int[] offsets;
    private final List<List<ScalarExpr>> classes;

    private JoinGraph(int[] offsets, List<List<ScalarExpr>> classes) {
        this.offsets = offsets;
        this.classes = classes;
    }

    public static JoinGraph of(RelationExpr.Join join) {
        int[] offsets = new int[join.inputs().size() + 1];
        for (int i = 0; i < join.inputs().size(); i++) {
            offsets[i + 1] = offsets[i] + RelationTypes.arity(join.inputs().get(i));
        }
        return new JoinGraph(offsets, join.equivalences().stream().map(c -> c.stream().distinct().toList()).toList());
    }

    /** One part of a lookup's key: what the stream knows, and what the input looked up calls it (all columns). */
    public record KeyPart(int equivalence, ScalarExpr stream, ScalarExpr lookup) {}

    public int inputs() {
        return offsets.length - 1;
    }

    /** The first column of an input. */
    public int offset(int input) {
        return offsets[input];
    }

    public int arity(int input) {
        return offsets[input + 1] - offsets[input];
    }

    /** How many columns there are in all. */
    public int width() {
        return offsets[offsets.length - 1];
    }

    /** The classes of expressions that are equal, without repeats. */
    public List<List<ScalarExpr>> classes() {
        return classes;
    }

    public int inputOf(int column) {
        int input = 0;
        while (offsets[input + 1] <= column) {
            input++;
        }
        return input;
    }

    /** The inputs that an expression reads. */
    public BitSet support(ScalarExpr expr) {
        BitSet inputs = new BitSet();
        ScalarExprs.columns(expr).stream().forEach(column -> inputs.set(inputOf(column)));
        return inputs;
    }

    /** Whether an expression reads nothing but {@code inputs}. */
    public boolean boundBy(ScalarExpr expr, BitSet inputs) {
        BitSet support = support(expr);
        support.andNot(inputs);
        return support.isEmpty();
    }

    /** The first expression of a class that {@code inputs} determine. */
    public Optional<ScalarExpr> representative(int equivalence, BitSet inputs) {
        return classes.get(equivalence).stream().filter(expr -> boundBy(expr, inputs)).findFirst();
    }

    /** How {@code input} can be looked up once {@code bound} are joined; in the order of the classes. */
    public List<KeyPart> keyTo(int input, BitSet bound) {
        BitSet alone = new BitSet();
        alone.set(input);
        List<KeyPart> parts = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            Optional<ScalarExpr> known = representative(i, bound);
            Optional<ScalarExpr> wanted = classes.get(i).stream()
                    .filter(expr -> support(expr).equals(alone)).findFirst();
            if (known.isPresent() && wanted.isPresent()) {
                parts.add(new KeyPart(i, known.get(), wanted.get()));
            }
        }
        return parts;
    }
}
