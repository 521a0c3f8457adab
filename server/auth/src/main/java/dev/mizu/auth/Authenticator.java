package dev.mizu.auth;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import java.util.Optional;

/** How a door finds out who its client is. */
public sealed interface Authenticator {
    /** The client is whom it says: for loopback and trusted networks. */
    record Trust() implements Authenticator {}

    /** The client sends a secret as it is: a password, an app password or a token. */
    record Cleartext(SecretCheck check) implements Authenticator {}

    /** The client proves a password without sending it (SCRAM-SHA-256); doors that get one check it directly. */
    record Scram(Verifiers verifiers) implements Authenticator {}

    /** Checks a secret. Any thread. */
    @FunctionalInterface
    interface SecretCheck {
        /** The role that the secret stands for; throws {@link SqlException} when it is wrong. */
        String role(String user, String secret);

        /** Checks passwords against stored verifiers. */
        static SecretCheck stored(Verifiers verifiers) {
            return (user, secret) -> {
                boolean right = verifiers.of(user).map(verifier -> verifier.matches(secret)).orElse(false);
                if (!right) {
                    throw wrongPassword(user);
                }
                return user;
            };
        }
    }

    /** The stored verifiers of users' passwords. Any thread. */
    @FunctionalInterface
    interface Verifiers {
        Optional<ScramVerifier> of(String user);
    }

    /** The role of a client that gives user and secret at once, as HTTP does. */
    default String role(String user, String secret) {
        return switch (this) {
            case Trust trust -> user;
            case Cleartext cleartext -> cleartext.check().role(user, secret);
            case Scram scram -> SecretCheck.stored(scram.verifiers()).role(user, secret);
        };
    }

    /** The user's error for a wrong password or an unknown user: both look the same. */
    static SqlException wrongPassword(String user) {
        return new SqlException(
                SqlState.INVALID_PASSWORD, "password authentication failed for user \"" + user + '"');
    }
}
