package dev.mizu.optimizer.pipeline;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.LirPrinter;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.explain.PeekPrinter;
import dev.mizu.optimizer.fixture.PlanReader;
import dev.mizu.optimizer.fixture.TestCatalog;
import dev.mizu.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole pipelines: trees as decorrelation writes them, and what becomes of them. */
class PipelineSpecTest {
    private static final Path SPECS = Path.of("src/test/resources/dev/mizu/optimizer/pipeline");

    @Test
    void trees() {
        Golden.check(SPECS.resolve("global.spec"), text -> {
            TestCatalog catalog = new TestCatalog();
            RelationExpr tree = PlanReader.read(text, catalog);
            Optimized<DataflowDescription> optimized = subscribe(tree, catalog);
            return RelationExprPrinter.print(optimized.global());
        });
    }

    @Test
    void physicalPlans() {
        Golden.check(SPECS.resolve("physical.spec"), PipelineSpecTest::physical);
    }

    @Test
    void plansOverWhatOnlyGrows() {
        Golden.check(SPECS.resolve("growth.spec"), PipelineSpecTest::physical);
    }

    private static String physical(String text) {
        TestCatalog catalog = new TestCatalog();
        RelationExpr tree = PlanReader.read(text, catalog);
        Optimized<DataflowDescription> optimized = subscribe(tree, catalog);
        StringBuilder notices = new StringBuilder();
        optimized.notices().forEach(notice -> notices.append(notice).append('\n'));
        return LirPrinter.print(optimized.plan(), ExplainOptions.DEFAULT) + notices;
    }

    @Test
    void peeks() {
        Golden.check(SPECS.resolve("peek.spec"), text -> {
            TestCatalog catalog = new TestCatalog();
            RelationExpr tree = PlanReader.read(text, catalog);
            Optimized<PeekPlan> optimized = PeekPipeline.optimize(
                    tree, finishing(RelationTypes.arity(tree)),
                    new PeekPipeline.Ids(GlobalId.transientId(1), GlobalId.transientId(2)), catalog.context());
            return PeekPrinter.print(optimized.plan(), ExplainOptions.DEFAULT);
        });
    }

    /** The first column alone, sorted by the second, where there are three. */
    private static Finishing finishing(int arity) {
        return arity < 3 ? Finishing.none(arity) : new Finishing(
                List.of(new ColumnOrder(1, true, false)), Optional.of(2L), 0, List.of(0));
    }

    private static Optimized<DataflowDescription> subscribe(RelationExpr tree, TestCatalog catalog) {
        return SubscribePipeline.optimize(tree, new SubscribePipeline.Target(
                GlobalId.transientId(1), GlobalId.transientId(2), true), catalog.context());
    }
}
