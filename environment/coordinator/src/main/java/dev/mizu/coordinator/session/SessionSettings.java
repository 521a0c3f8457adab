package dev.mizu.coordinator.session;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.settings.RegionVariables;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.coordinator.settings.Spans;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.session.ParameterStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The values of one session's variables: transaction-local over staged over the session's own over the defaults it
 * started with. A layer may say that a variable is back at its default. Owned by the session's thread.
 */
public final class SessionSettings {
    private final Map<String, String> builtin = new HashMap<>();
    private final Map<String, String> defaults;
    private final Map<String, Optional<String>> session = new HashMap<>();
    private final Map<String, Optional<String>> staged = new HashMap<>();
    private final Map<String, Optional<String>> local = new HashMap<>();
    private final Map<String, String> reported = new HashMap<>();
    private long revision;
    private long reportedRevision = -1;

    /** How long a value lasts. */
    public enum Scope {
        /** Until the transaction ends. */
        TRANSACTION,
        /** From the commit of the running transaction on, and in it; a rollback undoes it. */
        STAGED,
        /** At once and for good. */
        SESSION
    }

    /** @param defaults values that region and role put in place of the built-in ones, by lower-case name */
    public SessionSettings(Map<String, String> defaults) {
        SessionVariables.all().forEach(v -> builtin.put(key(v.name()), v.initial()));
        this.defaults = new HashMap<>(defaults);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Finds a variable; says that it is the region's (55P02) or not known (42704). */
    public static Variable variable(String name) {
        if (key(name).startsWith(RegionVariables.UNSAFE)) {
            throw new SqlException(SqlState.CANNOT_CHANGE_PARAMETER,
                    "parameter \"" + name + "\" can only be used in unsafe mode");
        }
        if (RegionVariables.find(name).filter(v -> v.visible(false)).isPresent()) {
            throw SqlError.of(SqlState.CANNOT_CHANGE_PARAMETER,
                            "parameter \"" + key(name) + "\" cannot be set for one session")
                    .withHint("Use ALTER SYSTEM SET.").toException();
        }
        return SessionVariables.find(name).orElseThrow(() -> SessionVariables.unknown(name));
    }

    public String get(String name) {
        // Our own code spells names as they are kept, many times a statement.
        String key = builtin.containsKey(name) ? name : key(variable(name).name());
        return chosen(key).orElseGet(() -> Objects.requireNonNull(builtin.get(key)));
    }

    public boolean on(String name) {
        return get(name).equals("on");
    }

    /** Whether somebody gave the variable a value: the session, its role or the region. */
    public boolean given(String name) {
        return chosen(key(name)).isPresent();
    }

    /** How long a client may be idle in a transaction; empty = without limit. */
    public Optional<Duration> idleInTransaction() {
        return Spans.parse(get("idle_in_transaction_session_timeout")).filter(micros -> micros > 0)
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    private Optional<String> chosen(String key) {
        if (local.containsKey(key)) {
            return local.get(key).or(() -> byDefault(key));
        }
        if (staged.containsKey(key)) {
            return staged.get(key).or(() -> byDefault(key));
        }
        return session.getOrDefault(key, Optional.empty()).or(() -> byDefault(key));
    }

    private Optional<String> byDefault(String key) {
        return Optional.ofNullable(defaults.get(key));
    }

    /** SET; without values, back to the default. */
    public void set(String name, Optional<List<String>> values, Scope scope) {
        Variable variable = variable(name);
        String key = key(variable.name());
        Optional<String> value = values.map(variable::parse);
        switch (scope) {
            case TRANSACTION -> local.put(key, value);
            case STAGED -> {
                local.remove(key);
                staged.put(key, value);
            }
            case SESSION -> session.put(key, value);
        }
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

    /** Every variable goes back to its default, once the transaction commits. */
    public void resetAll() {
        local.clear();
        builtin.keySet().forEach(key -> staged.put(key, Optional.empty()));
        revision++;
    }

    /** All values, by lower-case name. */
    public Map<String, String> all() {
        Map<String, String> all = new HashMap<>(builtin);
        builtin.keySet().forEach(key -> chosen(key).ifPresent(value -> all.put(key, value)));
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
