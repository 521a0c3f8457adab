package dev.mizu.archrules;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which module stands on which: the law that poms, READMEs and classes are held against. Modules bottom-up. */
public final class ImportTable {
    private static final Map<String, List<String>> STANDS_ON = new LinkedHashMap<>();

    static {
        row("base");
        row("testkit", "base");
        row("repr", "base");
        row("sql-parser", "base");
        row("auth", "base");
        row("expr", "repr");
        row("persist", "repr");
        row("interchange", "repr");
        row("dataflow", "repr");
        row("session-api", "repr");
        row("compute-plan", "expr");
        row("storage-plan", "expr");
        row("oracle", "persist");
        row("pgwire", "session-api", "interchange", "auth");
        row("http", "session-api", "interchange", "auth");
        row("sql-planner", "sql-parser", "expr", "storage-plan");
        row("optimizer", "expr", "compute-plan");
        row("protocol", "compute-plan", "storage-plan");
        row("catalog", "sql-planner", "persist");
        row("controller", "protocol", "persist");
        row("compute-worker", "dataflow", "protocol", "persist");
        row("storage-worker", "interchange", "protocol", "persist");
        row("flink", "protocol", "persist", "interchange");
        row("coordinator", "session-api", "catalog", "optimizer", "oracle", "controller", "persist");
        row("kafka", "storage-worker");
        row("loadgen", "storage-worker");
        row("orchestrators", "controller", "persist");
        row("environmentd", "pgwire", "http", "coordinator", "kafka", "loadgen", "orchestrators");
        row("clusterd", "compute-worker", "storage-worker", "kafka", "loadgen");
        row("standalone", "environmentd", "clusterd");
        row("embedded", "standalone");
        row("kafka-broker");
        row("bench", "embedded", "testkit");
        row("acceptance", "embedded", "testkit");
        row("arch-rules", "embedded");
    }

    private ImportTable() {}

    private static void row(String module, String... standsOn) {
        STANDS_ON.put(module, List.of(standsOn));
    }

    /** All modules the law knows, bottom-up. */
    public static Set<String> modules() {
        return STANDS_ON.keySet();
    }

    /** The modules that {@code module}'s pom may name; empty for a module the law does not know. */
    public static List<String> standsOn(String module) {
        return STANDS_ON.getOrDefault(module, List.of());
    }

    /** The modules whose classes {@code module} may use: what it stands on, what that stands on, and itself. */
    public static Set<String> reach(String module) {
        Set<String> reached = new LinkedHashSet<>();
        reached.add(module);
        for (String below : standsOn(module)) {
            reached.addAll(reach(below));
        }
        return reached;
    }
}
