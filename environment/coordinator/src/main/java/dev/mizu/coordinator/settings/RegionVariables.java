package dev.mizu.coordinator.settings;

import dev.mizu.base.Check;
import dev.mizu.coordinator.settings.Variable.Kind;
import dev.mizu.sqlplanner.catalog.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The variables of the region, in order of names: one value for all sessions, changed by ALTER SYSTEM alone. Names,
 * defaults and types are in {@code region-variables.tsv}; what acts here is in {@link #ACTING}, and every other one
 * takes its default and refuses the rest by name.
 */
public final class RegionVariables {
    /** How the system roles' own variables begin that weaken what a region promises. */
    public static final String UNSAFE = "unsafe_";

    private static final String UNBUILT_DOC = "nothing acts on it here: only its default is taken";

    private static final Map<String, String> ACTING = Map.of(
            Feature.TABLE_KEYS.variable(), "take PRIMARY KEY and UNIQUE of tables, without enforcing them",
            Feature.TABLE_FOREIGN_KEYS.variable(), "take FOREIGN KEY of tables, without enforcing it",
            Feature.TABLE_CHECKS.variable(), "take CHECK of tables, without enforcing it");

    private static final Map<String, RegionVariable> BY_NAME = load();

    /** Who may know of a variable. */
    public enum Scope {
        /** Everybody. */
        SYSTEM,
        /** Everybody: it says whether a feature is there. */
        FEATURE_FLAG,
        /** The system's own roles; the others are told that there is none. */
        INTERNAL
    }

    /** A variable of the region. */
    public record RegionVariable(Variable variable, Scope scope) {
        public String name() {
            return variable.name();
        }

        /** Whether a role that is or is not the system's own may know of it. */
        public boolean visible(boolean internal) {
            return internal || scope != Scope.INTERNAL && !name().startsWith(UNSAFE);
        }
    }

    private RegionVariables() {}

    private static Map<String, RegionVariable> load() {
        Map<String, RegionVariable> all = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(
                RegionVariables.class.getResourceAsStream("region-variables.tsv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] cells = line.split("\t", -1);
                Kind kind = kind(cells[2]);
                boolean acts = ACTING.containsKey(cells[0]);
                Variable variable = new Variable(cells[0], cells[1], acts ? kind : new Kind.Unbuilt(kind), false,
                        ACTING.getOrDefault(cells[0], UNBUILT_DOC));
                all.put(cells[0], new RegionVariable(variable, scope(cells[3])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Scope scope(String word) {
        return switch (word) {
            case "system" -> Scope.SYSTEM;
            case "feature-flag" -> Scope.FEATURE_FLAG;
            case "system-internal", "dynamic-internal" -> Scope.INTERNAL;
            default -> throw Check.unreachable("scope of a variable: " + word);
        };
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "boolean" -> new Kind.Bool();
            case "unsigned integer" -> new Kind.Whole(0, Long.MAX_VALUE);
            case "integer" -> new Kind.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "numeric", "double" -> new Kind.Decimal();
            case "duration" -> new Kind.Span();
            case "bytesize" -> new Kind.Size();
            case "identifier list" -> new Kind.Names();
            case "string", "jsonb", "mz_timestamp", "EnvFilter", "directive list" -> new Kind.Text();
            default -> {
                Check.that(type.startsWith("optional "), "type of a variable: %s", type);
                yield new Kind.Maybe(kind(type.substring("optional ".length())));
            }
        };
    }

    public static List<RegionVariable> all() {
        return new ArrayList<>(BY_NAME.values());
    }

    /** Finds a variable in any case. */
    public static Optional<RegionVariable> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }
}
