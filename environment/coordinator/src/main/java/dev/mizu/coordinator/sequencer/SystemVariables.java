package dev.mizu.coordinator.sequencer;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.settings.RegionVariables;
import dev.mizu.coordinator.settings.RegionVariables.RegionVariable;
import dev.mizu.coordinator.settings.SessionVariables;
import dev.mizu.coordinator.settings.Variable;
import dev.mizu.session.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * ALTER SYSTEM, and what the region's variables say. The catalog keeps what was set, by lower-case name; values that
 * only the product brings along have their defaults here.
 */
final class SystemVariables {
    /** Variables of the region that superusers may change too, as they may every session variable's default. */
    private static final Set<String> SUPERUSERS = Set.of("enable_rbac_checks", "network_policy");

    private SystemVariables() {}

    static List<CatalogOp> set(SessionState session, String name, List<String> values, CatalogState state) {
        Variable variable = permitted(session, name, state);
        String value = variable.parse(values);
        boolean sessions = SessionVariables.find(name).isPresent();
        tell(session, variable);
        return List.of(new CatalogOp.PutSetting(key(variable), Optional.of(value)
                .filter(v -> sessions || !v.equals(variable.initial()))));
    }

    static List<CatalogOp> reset(SessionState session, String name, CatalogState state) {
        Variable variable = permitted(session, name, state);
        tell(session, variable);
        return List.of(new CatalogOp.PutSetting(key(variable), Optional.empty()));
    }

    /** All variables go back; what else the catalog keeps among its settings stays. */
    static List<CatalogOp> resetAll(SessionState session, CatalogState state) {
        if (!session.identity().internal()) {
            throw denied("permission denied to reset all system parameters", "mz_system");
        }
        List<CatalogOp> ops = new ArrayList<>();
        state.settings().forEach((name, value) -> {
            if (RegionVariables.find(name).isPresent() || SessionVariables.find(name).isPresent()) {
                ops.add(new CatalogOp.PutSetting(name, Optional.empty()));
            }
        });
        return ops;
    }

    private static String key(Variable variable) {
        return variable.name().toLowerCase(Locale.ROOT);
    }

    /** The variable, if the session's role may change it for the region (42501) and it has such a default (42704). */
    private static Variable permitted(SessionState session, String name, CatalogState state) {
        boolean internal = session.identity().internal();
        boolean superuser = state.role(session.identity().role()).filter(role -> role.superuser()).isPresent();
        Optional<RegionVariable> known = RegionVariables.find(name).filter(v -> v.visible(internal));
        if (known.isPresent()) {
            boolean superusers = SUPERUSERS.contains(known.get().name());
            if (!internal && !(superuser && superusers)) {
                throw denied("permission denied to set parameter \"" + known.get().name() + "\"",
                        superusers ? "a superuser" : "mz_system");
            }
            return known.get().variable();
        }
        Variable variable = SessionVariables.find(name).filter(SessionVariables::hasRegionDefault)
                .orElseThrow(() -> SessionVariables.unknown(name));
        if (!superuser) {
            throw denied("permission denied to set parameter \"" + variable.name() + "\"", "a superuser");
        }
        return variable;
    }

    private static SqlException denied(String message, String who) {
        return SqlError.of(SqlState.INSUFFICIENT_PRIVILEGE, message)
                .withDetail("Only " + who + " may do that.").toException();
    }

    private static void tell(SessionState session, Variable variable) {
        SessionVariables.find(variable.name()).ifPresent(found -> session.notice(Notice.notice("00000",
                "the default of \"" + found.name() + "\" has changed for sessions that start from now on;"
                        + " this session keeps its value")));
    }

    /** What a variable of the region says now. */
    static String value(Variable variable, CatalogState state) {
        return state.setting(key(variable)).orElse(variable.initial());
    }

    /** Whether a boolean variable of the region is on. */
    static boolean isOn(String name, CatalogState state) {
        Variable variable = RegionVariables.find(name).map(RegionVariable::variable)
                .orElseThrow(() -> Check.unreachable("no variable of the region is called " + name));
        return value(variable, state).equals("on");
    }

    /** The region's variables that the session may know of. */
    static List<Variable> visible(SessionState session) {
        return RegionVariables.all().stream().filter(v -> v.visible(session.identity().internal()))
                .map(RegionVariable::variable).toList();
    }
}
