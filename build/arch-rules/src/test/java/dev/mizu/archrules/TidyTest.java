package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The source tree is tidy, but for the debts. */
final class TidyTest {
    static Debts debts() {
        Path list = House.here().root().resolve("build/arch-rules/src/test/resources/debts.txt");
        return Debts.parse(House.read(list));
    }

    @Test
    void codeIsTidy() {
        Set<String> walls = Set.copyOf(new Walls(House.here()).all().keySet());
        Set<String> rules = debts().keys().stream().map(key -> key.substring(0, key.indexOf(' ')))
                .filter(rule -> !walls.contains(rule) && !rule.equals("knot") && !rule.equals(TidyPapers.RULE))
                .collect(Collectors.toSet());

        assertThat(debts().unpaid(TidyCode.check(House.here()), rules)).isEmpty();
    }

    @Test
    void papersAgree() {
        assertThat(debts().unpaid(TidyPapers.check(House.here()), Set.of(TidyPapers.RULE))).isEmpty();
    }

    @Test
    void debtsOnlyShrink() {
        Debts debts = Debts.parse("# known\nline-length a/A.java\nline-length b/B.java\nlock c/C.java\n");
        Finding known = new Finding("line-length", "a/A.java", 7, "long");
        Finding fresh = new Finding("line-length", "d/D.java", 9, "long");

        assertThat(debts.unpaid(List.of(known, fresh), Set.of("line-length"))).containsExactly(
                "d/D.java:9: long [line-length]", "debts.txt: 'line-length b/B.java' is paid; take it off the list");
    }
}
