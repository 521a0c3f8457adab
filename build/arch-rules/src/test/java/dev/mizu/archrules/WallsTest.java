package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold over everything that was built, but for the debts. */
final class WallsTest {
    private static final House HOUSE = House.here();
    private static final Walls WALLS = new Walls(HOUSE);
    private static final Debts DEBTS = TidyTest.debts();
    private static final JavaClasses CLASSES = built();

    private static JavaClasses built() {
        List<Path> folders = HOUSE.modules().values().stream()
                .map(module -> module.resolve("target/classes")).filter(Files::isDirectory).toList();
        return new ClassFileImporter().importPaths(folders);
    }

    static Stream<String> rules() {
        return WALLS.all().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseObeys(String rule) {
        assertThat(DEBTS.unpaid(WALLS.findings(rule, CLASSES), Set.of(rule))).isEmpty();
    }

    @Test
    void packagesHaveNoKnots() {
        assertThat(DEBTS.unpaid(Walls.knots(CLASSES), Set.of("knot"))).isEmpty();
    }
}
