package dev.mizu.http;

import dev.mizu.auth.Authenticator;
import dev.mizu.base.error.SqlException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Who a request comes from: Basic or Bearer credentials, or a name that is trusted. */
final class Identity {
    private static final String ANONYMOUS = "anonymous_http_user";
    private static final Set<String> SYSTEM_ROLES = Set.of("mz_system", "mz_support");

    private final Authenticator authenticator;

    Identity(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** The role; throws {@link BadRequest} 401 when the client does not show who it is. */
    String ofHeaders(Optional<String> authorization, Optional<String> materializeUser) {
        if (authorization.isEmpty()) {
            return trusted(materializeUser).orElseThrow(Identity::unauthorized);
        }
        String value = authorization.get();
        int blank = value.indexOf(' ');
        String scheme = blank < 0 ? value : value.substring(0, blank);
        String credentials = blank < 0 ? "" : value.substring(blank + 1).strip();
        if (scheme.equalsIgnoreCase("bearer")) {
            return of("", credentials);
        }
        if (!scheme.equalsIgnoreCase("basic")) {
            throw unauthorized();
        }
        String pair = decode(credentials);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unauthorized();
        }
        return of(pair.substring(0, colon), pair.substring(colon + 1));
    }

    /** The name that needs no proof, where everyone is trusted. */
    Optional<String> trusted(Optional<String> materializeUser) {
        return switch (authenticator) {
            case Authenticator.Trust trust ->
                    Optional.of(materializeUser.filter(SYSTEM_ROLES::contains).orElse(ANONYMOUS));
            case Authenticator.Cleartext cleartext -> Optional.empty();
            case Authenticator.Scram scram -> Optional.empty();
        };
    }

    /** The role that user and secret prove; a token comes without user. */
    String of(String user, String secret) {
        try {
            String role = authenticator.role(user, secret);
            return role.isEmpty() ? ANONYMOUS : role;
        } catch (SqlException e) {
            throw unauthorized();
        }
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unauthorized();
        }
    }

    static BadRequest unauthorized() {
        return new BadRequest(BadRequest.UNAUTHORIZED, "unauthorized");
    }
}
