package dev.mizu.optimizer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.explain.RelationExprPrinter;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.fixture.PlanReader;
import dev.mizu.optimizer.fixture.TestCatalog;
import dev.mizu.optimizer.pipeline.Phases;
import dev.mizu.testkit.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every transform of the pipelines has a golden file of its name: a tree, and the tree that the transform makes. */
class TransformSpecTest {
    private static final Path SPECS = Path.of("src/test/resources/dev/mizu/optimizer/transform");

    @TestFactory
    Stream<DynamicTest> everyTransformDoesWhatItsSpecSays() {
        return Phases.transforms().stream().map(transform -> DynamicTest.dynamicTest(transform.name(), () -> {
            Path spec = SPECS.resolve(transform.getClass().getSimpleName() + ".spec");
            assertThat(Files.exists(spec)).as("%s has a golden file", transform.name()).isTrue();
            Golden.check(spec, text -> {
                TestCatalog catalog = new TestCatalog();
                RelationExpr tree = PlanReader.read(text, catalog);
                RelationExpr after = transform.apply(tree, new TransformContext(catalog.context()));
                return after.equals(tree) ? "unchanged" : RelationExprPrinter.print(after);
            });
        }));
    }
}
