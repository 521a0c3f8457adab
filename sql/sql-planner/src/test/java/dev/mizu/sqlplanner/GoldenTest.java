package dev.mizu.sqlplanner;

import dev.mizu.sqlplanner.catalog.Feature;
import dev.mizu.sqlplanner.fixture.Workbench;
import dev.mizu.testkit.Golden;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statements and what planning makes of them. */
class GoldenTest {
    private static Path spec(String name) {
        return Path.of("src/test/resources/dev/mizu/sqlplanner/" + name + ".spec");
    }

    private static Workbench withTables() {
        Workbench bench = new Workbench();
        bench.golden("CREATE TABLE t (a int, b text NOT NULL, c numeric(10, 2) DEFAULT 1.5)");
        bench.golden("CREATE TABLE u (a int NOT NULL, d timestamptz, e bigint)");
        bench.golden("CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a");
        return bench;
    }

    @Test
    void plansQueries() {
        Workbench bench = withTables();
        Golden.check(spec("query"), bench::golden);
    }

    @Test
    void explainsQueries() {
        Workbench bench = withTables();
        Golden.check(spec("raw"), sql -> bench.golden("EXPLAIN RAW PLAN FOR " + sql));
    }

    @Test
    void pointsAtErrors() {
        Workbench bench = withTables();
        Golden.check(spec("error"), bench::golden);
    }

    @Test
    void plansDefinitions() {
        Workbench bench = withTables();
        Golden.check(spec("ddl"), bench::golden);
    }

    @Test
    void plansConstraints() {
        Workbench bench = withTables();
        Stream.of(Feature.values()).forEach(bench.catalog()::enable);
        Golden.check(spec("constraint"), bench::golden);
    }

    @Test
    void plansChanges() {
        Workbench bench = withTables();
        Golden.check(spec("dml"), bench::golden);
    }

    @Test
    void plansTheRest() {
        Workbench bench = withTables();
        Golden.check(spec("statement"), bench::golden);
    }

    @Test
    void infersParameters() {
        Workbench bench = withTables();
        Golden.check(spec("parameters"), bench::described);
    }
}
