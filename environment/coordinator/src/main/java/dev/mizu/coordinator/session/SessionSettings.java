package dev.mizu.coordinator.session;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.session.ParameterStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The values of one session's variables: transaction-local over staged over the session's own over the defaults it
 * started with. Owned by the session's thread.
 */
public final class SessionSettings {
    private final Map<String, String> defaults = new HashMap<>();
    private final Map<String, String> session = new HashMap<>();
    private final Map<String, String> staged = new HashMap<>();
    private final Map<String, String> local = new HashMap<>();
    private final Map<String, String> reported = new HashMap<>();
    private long revision;
    private long reportedRevision = -1;

    /** @param defaults values that region and role put in place of the built-in ones, by lower-case name */
    public SessionSettings(Map<String, String> defaults) {
        SessionVariables.all().forEach(v -> this.defaults.put(key(v.name()), v.initial()));
        this.defaults.putAll(defaults);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Finds a variable or says that it is not known (42704). */
    public static Variable variable(String name) {
        return SessionVariables.find(name).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\""));
    }

    public String get(String name) {
        String key = key(variable(name).name());
        for (Map<String, String> layer : List.of(local, staged, session)) {
            if (layer.containsKey(key)) {
                return layer.get(key);
            }
        }
        return Objects.requireNonNull(defaults.get(key));
    }

    public boolean on(String name) {
        return get(name).equals("on");
    }

    /** SET; within a transaction the value is staged until it commits. */
    public void set(String name, Optional<List<String>> values, boolean transactionLocal, boolean inTransaction) {
        Variable variable = variable(name);
        String value = values.map(variable::parse).orElseGet(() -> defaults.get(key(variable.name())));
        Map<String, String> layer = transactionLocal ? local : inTransaction ? staged : session;
        layer.put(key(variable.name()), value);
        revision++;
    }

    /** A value that SET may not give: the product's own. */
    public void force(String name, String value) {
        session.put(key(name), value);
        revision++;
    }

    /** Grows with every change of a value. */
    public long revision() {
        return revision;
    }

    public void commit() {
        session.putAll(staged);
        rollback();
    }

    public void rollback() {
        if (!staged.isEmpty() || !local.isEmpty()) {
            staged.clear();
            local.clear();
            revision++;
        }
    }

    /** Every variable goes back to its default. */
    public void resetAll() {
        staged.clear();
        session.clear();
        revision++;
    }

    /** All values, by lower-case name. */
    public Map<String, String> all() {
        Map<String, String> all = new HashMap<>(defaults);
        all.putAll(session);
        all.putAll(staged);
        all.putAll(local);
        return all;
    }

    /** What clients are told of, in order. */
    public List<ParameterStatus> report() {
        List<ParameterStatus> statuses = new ArrayList<>();
        for (String name : SessionVariables.REPORTED) {
            reported.put(name, get(name));
            statuses.add(new ParameterStatus(name, get(name)));
        }
        return statuses;
    }

    /** What changed since it was last reported. */
    public List<ParameterStatus> reportChanges() {
        if (reportedRevision == revision) {
            return List.of();
        }
        reportedRevision = revision;
        List<ParameterStatus> changes = new ArrayList<>();
        for (String name : SessionVariables.REPORTED) {
            String value = get(name);
            if (!value.equals(reported.put(name, value))) {
                changes.add(new ParameterStatus(name, value));
            }
        }
        return changes;
    }
}
