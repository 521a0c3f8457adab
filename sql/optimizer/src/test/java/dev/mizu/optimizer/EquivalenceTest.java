package dev.mizu.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.LirPrinter;
import dev.mizu.expr.eval.ScalarSimplifier;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.fixture.LirInterpreter;
import dev.mizu.optimizer.fixture.MirInterpreter;
import dev.mizu.optimizer.fixture.Outcome;
import dev.mizu.optimizer.fixture.RandomTrees;
import dev.mizu.optimizer.fixture.TestCatalog;
import dev.mizu.optimizer.pipeline.Phases;
import dev.mizu.optimizer.pipeline.SubscribePipeline;
import dev.mizu.optimizer.scalar.Scalars;
import dev.mizu.optimizer.transform.Transform;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random trees over random contents mean the same before the optimizer and after every step of it, down to the plan
 * that a replica gets. A tree that raises an error may raise less afterwards, never more, but for keys of joins that
 * fail.
 */
class EquivalenceTest {
    private static final int CASES = Integer.getInteger("optimizer.cases", 3000);
    private static final long SEED = Long.getLong("optimizer.seed", System.nanoTime());
    private static final GlobalId SINK = GlobalId.transientId(1);
    private static final GlobalId OBJECT = GlobalId.transientId(2);

    @Test
    void everyStepKeepsTheRows() {
        System.out.println("optimizer.seed=" + SEED);
        int compared = 0;
        for (int i = 0; i < CASES; i++) {
            compared += check(SEED + i, i % 4 + 1) ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(CASES / 4);
    }

    @Test
    void everyTransformCanBeSwitchedOff() {
        for (Transform transform : Phases.transforms()) {
            OptimizerFeatures without = OptimizerFeatures.DEFAULT.without(transform.name())
                    .without(OptimizerFeatures.EAGER_DELTA_JOINS);
            for (int i = 0; i < CASES / 50; i++) {
                check(SEED + i, i % 3 + 1, without);
            }
        }
    }

    private static boolean check(long seed, int depth) {
        return check(seed, depth, OptimizerFeatures.DEFAULT);
    }

    private static boolean check(long seed, int depth, OptimizerFeatures features) {
        SplittableRandom random = new SplittableRandom(seed);
        TestCatalog catalog = new TestCatalog();
        RandomTrees trees = new RandomTrees(random, catalog);
        RelationExpr tree = trees.tree(depth);
        addIndexes(random, catalog);
        Map<GlobalId, Outcome> contents = trees.contents();
        MirInterpreter interpreter = new MirInterpreter(contents);
        try {
            Outcome before = interpreter.eval(tree);
            assertThat(before.nonNegative()).as("seed %d", seed).isTrue();
            Optimized<DataflowDescription> optimized = optimize(tree, catalog.context().with(features), seed);
            RelationExpr last = tree;
            boolean raises = failingKeys(tree);
            for (Optimized.TraceEntry entry : optimized.trace()) {
                if (entry.changed()) {
                    raises |= failingKeys(entry.after());
                    compare(before, interpreter.eval(entry.after()), raises, "seed " + seed
                            + " after " + entry.path() + "\n" + text(tree) + "before it\n" + text(last)
                            + "after it\n" + text(entry.after()));
                    last = entry.after();
                }
            }
            Outcome lowered = lirOutcome(optimized, contents, seed, tree);
            compare(before, lowered, raises, "seed " + seed + " lowered\n" + text(tree) + "from\n" + text(last)
                    + LirPrinter.print(optimized.plan(), ExplainOptions.DEFAULT));
            return before.errors().isEmpty() && lowered.errors().isEmpty() && !before.rows().isEmpty();
        } catch (Outcome.TooLarge large) {
            return false;
        }
    }

    /** Whether a join has a key that may fail: how its inputs are joined says for which rows it does. */
    private static boolean failingKeys(RelationExpr tree) {
        return tree instanceof RelationExpr.Join(var inputs, var classes)
                        && classes.stream().flatMap(List::stream).anyMatch(ScalarSimplifier::mayFail)
                || tree.children().stream().anyMatch(EquivalenceTest::failingKeys);
    }

    private static Optimized<DataflowDescription> optimize(RelationExpr tree, OptimizerContext context, long seed) {
        try {
            return SubscribePipeline.optimize(
                    tree, new SubscribePipeline.Target(SINK, OBJECT, true), context);
        } catch (RuntimeException failed) {
            throw new AssertionError("seed " + seed + "\n" + text(tree), failed);
        }
    }

    private static Outcome lirOutcome(
            Optimized<DataflowDescription> optimized, Map<GlobalId, Outcome> contents, long seed, RelationExpr tree) {
        try {
            return new LirInterpreter(optimized.plan(), contents).eval();
        } catch (IllegalStateException | ClassCastException | IndexOutOfBoundsException failed) {
            throw new AssertionError("seed " + seed + "\n" + text(tree) + "optimized\n" + text(optimized.global())
                    + LirPrinter.print(optimized.plan(), ExplainOptions.DEFAULT), failed);
        }
    }

    /** Where {@code raises}, new errors are all right, but not other rows without any. */
    private static void compare(Outcome before, Outcome after, boolean raises, String what) {
        if (before.errors().isEmpty() && !(raises && !after.errors().isEmpty())) {
            assertThat(after.errors()).as("new errors: %s", what).isEmpty();
            assertThat(after.toString()).as("%s", what).isEqualTo(before.toString());
        }
    }

    private static String text(RelationExpr tree) {
        return RelationExprPrinter.print(tree);
    }

    private static void addIndexes(SplittableRandom random, TestCatalog catalog) {
        for (int source : List.of(1, 2, 3, 5)) {
            for (int i = random.nextInt(3); i > 0; i--) {
                int arity = RelationTypes.arity(catalog.get(source));
                catalog.index(GlobalId.user(source), random.nextInt(4) == 0
                        ? Scalars.columns(2) : List.of(Scalars.column(random.nextInt(arity))));
            }
        }
    }
}
