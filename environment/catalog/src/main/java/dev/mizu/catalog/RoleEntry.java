package dev.mizu.catalog;

import dev.mizu.base.id.RoleId;
import dev.mizu.sqlplanner.catalog.CatalogRole;
import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param verifier the stored form of the password, see {@code auth}; empty = none
 * @param defaults session variables set at login
 */
public record RoleEntry(
        RoleId id, long oid, String name, boolean superuser, boolean login, Optional<String> verifier,
        Map<String, String> defaults) implements CatalogRole {
    public RoleEntry {
        defaults = Map.copyOf(defaults);
    }

    @Override
    public String toString() {
        return "RoleEntry[" + id + ", " + name + "]";
    }
}
