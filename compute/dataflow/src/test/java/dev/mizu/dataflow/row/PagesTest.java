package dev.mizu.dataflow.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PagesTest {
    /** Rows without value columns end where their key ends, and the last of a page has nothing behind it. */
    @Test
    void nothingMayLieBehindAPage() {
        Pages pages = new Pages();
        long[] none = {};
        int last = 0;
        for (int i = 0; i < 3 * Pages.PAGE_WORDS; i++) {
            last = pages.allocate(1);
            pages.copyIn(none, 0, last + 1, 0);
            pages.copyOut(last + 1, none, 0, 0);
            assertThat(pages.equal(last + 1, none, 0, 0)).isTrue();
        }
        pages.set(last, 0, 7);
        assertThat(pages.get(last, 0)).isEqualTo(7);
    }
}
