package dev.mizu.coordinator;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.RoleEntry;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.coordinator.sequencer.RegionParts;
import dev.mizu.coordinator.sequencer.StatementExecutor;
import dev.mizu.coordinator.sequencer.TemporaryItems;
import dev.mizu.coordinator.session.SessionSettings;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.session.Notice;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import dev.mizu.session.StartupRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The region's sessions. Thread-safe. */
public final class Coordinator implements SessionClient {
    private final RegionParts region;
    private final StatementExecutor executor;
    private final Map<Integer, SessionState> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger nextConnection = new AtomicInteger(1);

    public Coordinator(RegionParts region) {
        this.region = region;
        this.executor = new StatementExecutor(region);
    }

    @Override
    public Session open(StartupRequest request) {
        CatalogState catalog = region.catalog().snapshot();
        boolean reserved = request.user().startsWith("mz_");
        if (reserved != request.internal()) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, reserved
                    ? "unauthorized login to internal user '" + request.user() + "'"
                    : "unauthorized login to user '" + request.user() + "'");
        }
        RoleEntry role = catalog.role(request.user()).orElseGet(() -> createRole(request.user()));
        Map<String, String> defaults = new HashMap<>();
        catalog.settings().forEach(defaults::put);
        homeCluster(role).ifPresent(cluster -> defaults.put("cluster", cluster));
        defaults.putAll(role.defaults());
        defaults.put("is_superuser", role.superuser() ? "on" : "off");
        SessionSettings settings = new SessionSettings(defaults);
        SessionState state = new SessionState(new SessionState.Identity(nextConnection.getAndIncrement(),
                region.freshIds().key(), region.freshIds().uuid(), role.id(), role.name(), request.clientAddress(),
                region.clock().epochMillis()), settings);
        request.parameters().forEach((name, value) -> startupParameter(state, name, value));
        greet(state, catalog);
        sessions.put(state.identity().connectionId(), state);
        RegionRows.SessionRow row = new RegionRows.SessionRow(state.identity().sessionId(),
                state.identity().connectionId(), role.id(), request.clientAddress(), state.identity().startMillis());
        region.rows().opened(row);
        return new Conversation(state, executor, closed -> {
            if (sessions.remove(closed.identity().connectionId()) != null) {
                TemporaryItems.drop(region, closed);
                region.rows().closed(row);
            }
        });
    }

    private static Optional<String> homeCluster(RoleEntry role) {
        return switch (role.name()) {
            case "mz_system" -> Optional.of("mz_system");
            case "mz_support" -> Optional.of("mz_catalog_server");
            case "mz_analytics" -> Optional.of("mz_analytics");
            default -> Optional.empty();
        };
    }

    /** Nobody vouches for users yet, so a first login makes the role. */
    private RoleEntry createRole(String name) {
        region.catalog().change(state -> state.role(name).isPresent() ? List.of() : Roles.create(state, name));
        return region.catalog().snapshot().role(name).orElseThrow();
    }

    private static void startupParameter(SessionState state, String name, String value) {
        try {
            state.settings().set(name, Optional.of(List.of(value)), SessionSettings.Scope.SESSION);
        } catch (SqlException e) {
            state.notice(Notice.notice("00000", "startup setting " + name + " not set: " + e.getMessage()));
        }
    }

    private static void greet(SessionState state, CatalogState catalog) {
        String database = state.settings().get("database");
        if (state.settings().on("current_object_missing_warnings")) {
            if (catalog.database(database).isEmpty()) {
                state.notice(Notice.notice("MZ004", "session database \"" + database + "\" does not exist"));
            }
            String cluster = state.settings().get("cluster");
            if (catalog.cluster(cluster).isEmpty()) {
                state.notice(Notice.notice("MZ005", "session cluster \"" + cluster + "\" does not exist"));
            }
        }
        if (state.settings().on("welcome_message")) {
            state.notice(Notice.notice("00000", "connected to Mizu " + state.settings().get("mz_version")
                    + "\n  user:     " + state.identity().user()
                    + "\n  cluster:  " + state.settings().get("cluster")
                    + "\n  database: " + database
                    + "\n  session:  " + state.identity().sessionId()));
        }
    }

    @Override
    public void cancel(int connectionId, int secretKey) {
        SessionState state = sessions.get(connectionId);
        if (state != null && state.identity().secretKey() == secretKey) {
            state.cancel();
        }
    }

    @Override
    public boolean ready() {
        return true;
    }

    /** The sessions that are open. */
    public List<SessionState.Identity> sessions() {
        return sessions.values().stream().map(SessionState::identity).toList();
    }

    /** Cancels what all sessions do. */
    public void close() {
        sessions.values().forEach(SessionState::cancel);
    }
}
