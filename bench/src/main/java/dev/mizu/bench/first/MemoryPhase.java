package dev.mizu.bench.first;

import dev.mizu.bench.measure.Report;
import dev.mizu.bench.measure.Report.Beside;
import dev.mizu.bench.measure.Report.Better;
import dev.mizu.bench.subject.RegionServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What an index over rows of two integers keeps on the heap: live bytes with it less live bytes before it. */
final class MemoryPhase {
    private static final double GOAL_BYTES = 32;
    private static final int ROWS_A_COPY = 100_000;

    private MemoryPhase() {}

    static void run(RegionServer region, Connection connection, Budget budget, Report report) throws SQLException {
        Sql.run(connection, "CREATE TABLE pairs (a int NOT NULL, b int NOT NULL)");
        long sum = 0;
        for (int from = 0; from < budget.pairs(); from += ROWS_A_COPY) {
            StringBuilder text = new StringBuilder();
            for (int i = from; i < Math.min(from + ROWS_A_COPY, budget.pairs()); i++) {
                text.append(i).append('\t').append(i ^ 1).append('\n');
                sum += i ^ 1;
            }
            Sql.copy(connection, "pairs", text.toString().getBytes(StandardCharsets.UTF_8));
        }
        long before = region.liveBytes();
        Sql.run(connection, "CREATE INDEX pairs_by_a ON pairs (a)");
        Sql.same("the indexed table", List.of(budget.pairs() + " " + sum),
                Sql.lines(connection, "SELECT count(*), sum(b) FROM pairs"));
        report.add("index of two integers", (double) (region.liveBytes() - before) / budget.pairs(), "bytes/row",
                Beside.goal(GOAL_BYTES, Better.LESS));
    }
}
