package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.RoleId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What planning needs to know of a session.
 *
 * @param searchPath schema names as the variable lists them, without the implicit ones
 * @param variables values of all session variables by lower-case name, as SHOW prints them
 */
public record SessionFacts(
        String database, List<String> searchPath, String cluster, RoleId role, String user,
        Map<String, String> variables) {
    public SessionFacts {
        searchPath = List.copyOf(searchPath);
        variables = Map.copyOf(variables);
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
