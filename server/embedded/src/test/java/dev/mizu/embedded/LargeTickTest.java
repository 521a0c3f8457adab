package dev.mizu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.repr.Datum;
import dev.mizu.session.Session;
import dev.mizu.session.SimpleQuery;
import dev.mizu.session.StatementResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A commit of more rows than may wait before an input: it is maintained, and hydrated, all the same. */
class LargeTickTest {
    private static final int ROWS = 200_000;

    @Test
    @Timeout(60)
    void aTickLargerThanTheBoundOnWaitingRows(@TempDir Path folder) {
        try (Mizu mizu = Mizu.open(folder.resolve("region")); Session session = mizu.session()) {
            run(session, "CREATE TABLE t (k int, v text)");
            run(session, "CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS n FROM t");
            assertThat(run(session, "SELECT n FROM kept")).isEqualTo(0);
            run(session, "INSERT INTO t SELECT g, repeat('x', 200) FROM generate_series(1, " + ROWS + ") AS g");
            assertThat(run(session, "SELECT n FROM kept")).isEqualTo(ROWS);
            run(session, "CREATE MATERIALIZED VIEW later AS SELECT count(*) AS n FROM t");
            assertThat(run(session, "SELECT n FROM later")).isEqualTo(ROWS);
        }
    }

    /** Runs a statement; the number in its first row, or -1. */
    private static long run(Session session, String sql) {
        try (SimpleQuery query = session.simpleQuery(sql)) {
            return query.next().orElseThrow() instanceof StatementResult.Rows rows
                    ? rows.rows().next().map(batch -> ((Datum.Int) batch.getFirst().get(0)).value()).orElse(-1L) : -1;
        }
    }
}
