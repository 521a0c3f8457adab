package dev.mizu.bench.first;

import dev.mizu.bench.measure.Report;
import dev.mizu.bench.measure.Report.Beside;
import dev.mizu.bench.measure.Report.Better;
import dev.mizu.bench.measure.Samples;
import dev.mizu.bench.subject.RegionServer;
import dev.mizu.testkit.postgres.PostgresServer;
import dev.mizu.testkit.process.TemporaryFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The phases in their order, over one region and one PostgreSQL. */
public final class First {
    private static final double GOAL_START_MILLIS = 2_500;
    private static final long SEED = 20_260_101;

    private First() {}

    /** Runs everything; throws when an answer is wrong. */
    public static Report run(Budget budget) throws SQLException, InterruptedException {
        Report report = new Report("bench first, seed " + SEED);
        Optional<PostgresServer> postgres = PostgresServer.startDurable();
        try (TemporaryFolder folder = TemporaryFolder.named("mizu-bench")) {
            say("starts on an empty folder");
            start(report, "start to first answer, empty folder", budget.starts(),
                    i -> folder.path().resolve("empty" + i));
            Path data = folder.path().resolve("region");
            try (RegionServer region = RegionServer.launch(data)) {
                region.awaitFirstAnswer();
                phases(region, postgres.map(PostgresServer::url), budget, report);
            }
            say("starts on the used folder");
            start(report, "start to first answer, used folder", budget.starts(), i -> data);
        } finally {
            postgres.ifPresent(PostgresServer::close);
        }
        return report;
    }

    /** The point reads alone, on a region of their own. */
    public static Report reads(Budget budget) throws SQLException, InterruptedException {
        Report report = new Report("bench reads");
        Optional<PostgresServer> postgres = PostgresServer.startDurable();
        try (TemporaryFolder folder = TemporaryFolder.named("mizu-bench");
                RegionServer region = RegionServer.launch(folder.path())) {
            region.awaitFirstAnswer();
            new PointReadPhase(region.url(), postgres.map(PostgresServer::url), budget, report).run();
        } finally {
            postgres.ifPresent(PostgresServer::close);
        }
        return report;
    }

    private static void phases(RegionServer region, Optional<String> postgres, Budget budget, Report report)
            throws SQLException, InterruptedException {
        Orders orders = new Orders(budget.customers(), SEED);
        try (Connection connection = region.connect()) {
            say("point reads");
            new PointReadPhase(region.url(), postgres, budget, report).run();
            say("the join");
            new JoinPhase(region, connection, orders, budget, report).run();
            say("commit to visible");
            new VisiblePhase(region, orders, budget, report).run();
            say("memory of an index");
            MemoryPhase.run(region, connection, budget, report);
        }
    }

    /** The folder of a start. */
    private interface Place {
        Path of(int start);
    }

    private static void start(Report report, String what, int starts, Place place) {
        Samples samples = new Samples();
        for (int i = 0; i < starts; i++) {
            try (RegionServer region = RegionServer.launch(place.of(i))) {
                samples.add(region.awaitFirstAnswer());
            }
        }
        report.add(what, samples.medianMillis(), "ms", Beside.goal(GOAL_START_MILLIS, Better.LESS));
    }

    private static void say(String phase) {
        System.err.println("  " + phase);
    }
}
