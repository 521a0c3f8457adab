package dev.mizu.optimizer.join;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarExprs;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** The inputs that each expression of each class reads. */
    private final List<List<BitSet>> supports;
    /** For each input what other inputs may look it up by. */
    private final List<List<Lookup>> lookups = new ArrayList<>();

    /** The first expression of a class that reads one input alone. */
    private record Lookup(int equivalence, ScalarExpr expr) {}

    private JoinGraph(int[] offsets, List<List<ScalarExpr>> classes) {
        this.offsets = offsets;
        this.classes = classes;
        this.supports = classes.stream().map(equal -> equal.stream().map(this::support).toList()).toList();
        for (int input = 0; input < inputs(); input++) {
            lookups.add(new ArrayList<>());
        }
        for (int i = 0; i < classes.size(); i++) {
            BitSet seen = new BitSet();
            for (int j = 0; j < classes.get(i).size(); j++) {
                BitSet support = supports.get(i).get(j);
                int input = support.nextSetBit(0);
                if (support.cardinality() == 1 && !seen.get(input)) {
                    seen.set(input);
                    lookups.get(input).add(new Lookup(i, classes.get(i).get(j)));
                }
            }
        }
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
        int found = Arrays.binarySearch(offsets, column);
        int input = found >= 0 ? found : -found - 2;
        // Inputs without columns start where the next one does.
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
        return within(support(expr), inputs);
    }

    /** Whether a member of a class reads nothing but {@code inputs}. */
    public boolean boundBy(int equivalence, int member, BitSet inputs) {
        return within(supports.get(equivalence).get(member), inputs);
    }

    private static boolean within(BitSet support, BitSet inputs) {
        for (int input = support.nextSetBit(0); input >= 0; input = support.nextSetBit(input + 1)) {
            if (!inputs.get(input)) {
                return false;
            }
        }
        return true;
    }

    /** The first expression of a class that {@code inputs} determine. */
    public Optional<ScalarExpr> representative(int equivalence, BitSet inputs) {
        List<BitSet> known = supports.get(equivalence);
        for (int i = 0; i < known.size(); i++) {
            if (within(known.get(i), inputs)) {
                return Optional.of(classes.get(equivalence).get(i));
            }
        }
        return Optional.empty();
    }

    /** How {@code input} can be looked up once {@code bound} are joined; in the order of the classes. */
    public List<KeyPart> keyTo(int input, BitSet bound) {
        List<KeyPart> parts = new ArrayList<>();
        for (Lookup lookup : lookups.get(input)) {
            representative(lookup.equivalence(), bound).ifPresent(known ->
                    parts.add(new KeyPart(lookup.equivalence(), known, lookup.expr())));
        }
        return parts;
    }
}
