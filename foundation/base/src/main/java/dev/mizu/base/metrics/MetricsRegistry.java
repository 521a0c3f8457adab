package dev.mizu.base.metrics;

import dev.mizu.base.Check;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/** The counters and gauges of a process, by name, printed in Prometheus' text format 0.0.4. Any thread. */
public final class MetricsRegistry {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final Map<String, Metric> metrics = new ConcurrentSkipListMap<>();

    private record Metric(String help, String kind, DoubleSupplier value, Counter counter) {}

    /** The counter of a name; made at the first call. */
    public Counter counter(String name, String help) {
        return metrics.computeIfAbsent(checked(name), key -> {
            Counter counter = new Counter();
            return new Metric(help, "counter", counter::value, counter);
        }).counter();
    }

    /** A number read when it is asked for; replaces an earlier one of the name. {@code value} must not block. */
    public void gauge(String name, String help, DoubleSupplier value) {
        metrics.put(checked(name), new Metric(help, "gauge", value, new Counter()));
    }

    private static String checked(String name) {
        Check.that(NAME.matcher(name).matches(), "not a metric name: %s", name);
        return name;
    }

    /** All metrics, in order of their names. */
    public String print() {
        StringBuilder out = new StringBuilder();
        metrics.forEach((name, metric) -> {
            out.append("# HELP ").append(name).append(' ');
            out.append(metric.help().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(metric.kind()).append('\n');
            out.append(name).append(' ').append(number(metric.value().getAsDouble())).append('\n');
        });
        return out.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
