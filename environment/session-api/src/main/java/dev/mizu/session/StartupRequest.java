package dev.mizu.session;

import java.util.Map;

/**
 * Who opens a session, through which door.
 *
 * @param user role name, already authenticated
 * @param internal whether it came through the internal listener, where the system roles may log in
 * @param parameters session variables asked for at startup ({@code database}, {@code application_name},
 *     {@code options} already taken apart); unknown or bad ones become notices
 * @param clientAddress for the catalog of sessions; empty when unknown
 */
public record StartupRequest(String user, boolean internal, Map<String, String> parameters, String clientAddress) {
    public StartupRequest {
        parameters = Map.copyOf(parameters);
    }
}
