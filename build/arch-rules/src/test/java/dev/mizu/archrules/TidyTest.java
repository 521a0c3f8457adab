package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The source tree is tidy. */
final class TidyTest {
    @Test
    void codeIsTidy() {
        assertThat(TidyCode.check(House.here())).isEmpty();
    }

    @Test
    void papersAgree() {
        assertThat(TidyPapers.check(House.here())).isEmpty();
    }
}
