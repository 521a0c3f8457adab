package dev.mizu.environmentd;

import dev.mizu.base.metrics.MetricsRegistry;
import dev.mizu.pgwire.PgServer;

/** The numbers that the metrics page gives of a region. */
final class RegionMetrics {
    private RegionMetrics() {}

    static MetricsRegistry registry(PgServer sql, PgServer systemSql) {
        MetricsRegistry metrics = new MetricsRegistry();
        metrics.gauge("mizu_sql_sessions", "Open sessions on the SQL port", sql::sessions);
        metrics.gauge("mizu_system_sql_sessions", "Open sessions on the system SQL port", systemSql::sessions);
        Runtime runtime = Runtime.getRuntime();
        metrics.gauge("mizu_heap_used_bytes", "Bytes in use on the heap of the process",
                () -> (double) (runtime.totalMemory() - runtime.freeMemory()));
        metrics.gauge("mizu_heap_limit_bytes", "Bytes that the heap may grow to", runtime::maxMemory);
        return metrics;
    }
}
