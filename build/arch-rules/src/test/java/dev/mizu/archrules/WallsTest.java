package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold over everything that was built. */
final class WallsTest {
    private static final House HOUSE = House.here();
    private static final JavaClasses CLASSES = built();

    private static JavaClasses built() {
        List<Path> folders = HOUSE.modules().values().stream()
                .map(module -> module.resolve("target/classes")).filter(Files::isDirectory).toList();
        return new ClassFileImporter().importPaths(folders);
    }

    static Stream<ArchRule> rules() {
        return new Walls(HOUSE).all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseObeys(ArchRule rule) {
        EvaluationResult result = rule.allowEmptyShould(true).evaluate(CLASSES);

        assertThat(result.getFailureReport().getDetails()).as(rule.getDescription()).isEmpty();
    }
}
