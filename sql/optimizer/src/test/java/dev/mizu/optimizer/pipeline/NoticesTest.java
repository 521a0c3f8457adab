package dev.mizu.optimizer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.Optimized;
import dev.mizu.optimizer.PeekPlan;
import dev.mizu.optimizer.fixture.PlanReader;
import dev.mizu.optimizer.fixture.TestCatalog;
import dev.mizu.optimizer.notice.RawNotice;
import dev.mizu.optimizer.scalar.Scalars;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the optimizer has to say. */
class NoticesTest {
    private static final GlobalId INDEX = GlobalId.user(200);

    @Test
    void comparisonWithNullIsNoticedOnceBeforeItIsFolded() {
        assertThat(notices("""
                Filter (#0 = null) AND (#1 <> null)
                  Get u1
                """)).containsExactly(new RawNotice.EqualsNull());
    }

    @Test
    void indexWithMoreColumnsThanAreAsked() {
        List<RawNotice> notices = notices("""
                index on u1 (#0, #1)
                Filter ((#0 = 3) OR (#0 = 4))
                  Get u1
                """);
        assertThat(notices).singleElement().isInstanceOfSatisfying(
                RawNotice.IndexTooWideForLiteralConstraints.class, notice -> {
                    assertThat(notice.recommendedKey()).containsExactly(Scalars.column(0));
                    assertThat(notice.literals().rows()).hasSize(2);
                });
    }

    @Test
    void indexThatServesIsNotNoticed() {
        assertThat(notices("""
                index on u1 (#0, #1)
                Filter (#0 = 3) AND (#1 = 4)
                  Get u1
                """)).isEmpty();
    }

    @Test
    void indexThatIsThereAlready() {
        TestCatalog catalog = new TestCatalog();
        GlobalId existing = catalog.index(GlobalId.user(1), List.of(Scalars.column(0)));
        assertThat(index(catalog, List.of(Scalars.column(0))).notices()).containsExactly(
                new RawNotice.IndexAlreadyExists(INDEX, existing, GlobalId.user(1), List.of(Scalars.column(0))));
        assertThat(index(catalog, List.of(Scalars.column(1))).notices()).isEmpty();
    }

    @Test
    void indexWithoutKey() {
        assertThat(index(new TestCatalog(), List.of()).notices())
                .containsExactly(new RawNotice.IndexKeyEmpty(INDEX));
    }

    private static Optimized<DataflowDescription> index(TestCatalog catalog, List<ScalarExpr> key) {
        GlobalId on = GlobalId.user(1);
        return IndexPipeline.optimize(new IndexPipeline.Target(
                INDEX, GlobalId.transientId(1), "u1_idx", on, key, catalog.type(on)), catalog.context());
    }

    private static List<RawNotice> notices(String text) {
        TestCatalog catalog = new TestCatalog();
        RelationExpr tree = PlanReader.read(text, catalog);
        Optimized<PeekPlan> optimized = PeekPipeline.optimize(tree, Finishing.none(2),
                new PeekPipeline.Ids(GlobalId.transientId(1), GlobalId.transientId(2)), catalog.context());
        return optimized.notices();
    }
}
