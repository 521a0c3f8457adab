package dev.mizu.optimizer;

import java.util.Set;
import java.util.TreeSet;

/**
 * What is switched off, by name: a transform's {@code name()} or one of the constants here. Names derive setting names,
 * {@code enable_<name>}.
 */
public record OptimizerFeatures(Set<String> disabled) {
    public static final OptimizerFeatures DEFAULT = new OptimizerFeatures(Set.of());
    /** Delta joins where not all arrangements exist already. */
    public static final String EAGER_DELTA_JOINS = "eager_delta_joins";
    /** Reads that need no dataflow. */
    public static final String FAST_PATH = "fast_path";

    public OptimizerFeatures {
        disabled = Set.copyOf(disabled);
    }

    public boolean enabled(String name) {
        return !disabled.contains(name);
    }

    public OptimizerFeatures without(String name) {
        Set<String> more = new TreeSet<>(disabled);
        more.add(name);
        return new OptimizerFeatures(more);
    }
}
