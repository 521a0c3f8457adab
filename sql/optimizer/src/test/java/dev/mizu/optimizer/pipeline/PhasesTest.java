package dev.mizu.optimizer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.optimizer.transform.Transform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lists keep the order that the transforms in them ask for. */
class PhasesTest {
    private static final List<Transform> ORDER = Phases.order();
    private static final List<String> NAMES = ORDER.stream().map(Transform::name).toList();

    @Test
    void whatATransformNeedsHasRunBefore() {
        for (int i = 0; i < ORDER.size(); i++) {
            assertThat(NAMES.subList(0, i)).as(NAMES.get(i)).containsAll(ORDER.get(i).needs());
        }
    }

    @Test
    void whatATransformFollowsComesFirst() {
        for (Transform transform : ORDER) {
            for (String earlier : transform.after()) {
                assertThat(NAMES).contains(earlier);
                assertThat(NAMES.indexOf(earlier)).as("%s before %s", earlier, transform.name())
                        .isLessThan(NAMES.indexOf(transform.name()));
            }
        }
    }

    @Test
    void viewsAreExpandedUnderNamesOfTheirOwn() {
        int expanded = NAMES.indexOf("expand_views");
        assertThat(NAMES.get(expanded + 1)).isEqualTo("normalize_lets");
    }

    @Test
    void namesAreThoseOfTheClasses() {
        for (Transform transform : ORDER) {
            String fromClass = transform.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase();
            assertThat(transform.name()).isEqualTo(fromClass);
        }
    }
}
