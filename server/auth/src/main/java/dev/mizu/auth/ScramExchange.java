package dev.mizu.auth;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The server's side of one SCRAM-SHA-256 exchange without channel binding (RFC 5802, 7677). The user's name comes from
 * the protocol around it; an unknown user gets a challenge like any other and fails at the proof. One thread.
 */
public final class ScramExchange {
    public static final String MECHANISM = "SCRAM-SHA-256";
    private static final int MAX_NONCE = 256;
    private static final int MAX_PROOF = 1024;
    private static final int NONCE_BYTES = 18;
    /** Makes the salts of unknown users steady while the process lives. */
    private static final byte[] MOCK_SECRET = randomBytes(32);

    private final String user;
    private final boolean known;
    private final ScramVerifier verifier;
    private String clientFirstBare = "";
    private String serverFirst = "";
    private String nonce = "";
    private String header = "";

    public ScramExchange(String user, Authenticator.Verifiers verifiers) {
        this.user = user;
        Optional<ScramVerifier> found = verifiers.of(user);
        this.known = found.isPresent();
        this.verifier = found.orElseGet(() -> ScramVerifier.mock(user, MOCK_SECRET));
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The challenge to a client's first message. */
    public String challenge(String clientFirst) {
        return challenge(clientFirst, Base64.getEncoder().encodeToString(randomBytes(NONCE_BYTES)));
    }

    String challenge(String clientFirst, String serverNonce) {
        int comma = clientFirst.indexOf(',');
        int bare = comma < 0 ? -1 : clientFirst.indexOf(',', comma + 1);
        if (bare < 0 || !clientFirst.startsWith("n,") && !clientFirst.startsWith("y,")) {
            throw malformed("channel binding is not supported");
        }
        header = clientFirst.substring(0, bare + 1);
        clientFirstBare = clientFirst.substring(bare + 1);
        String clientNonce = attribute(clientFirstBare, 'r');
        if (!header.endsWith(",,") || clientNonce.isEmpty() || clientNonce.length() > MAX_NONCE
                || clientFirstBare.startsWith("m=")) {
            throw malformed("malformed client message");
        }
        nonce = clientNonce + serverNonce;
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(verifier.salt()) + ",i="
                + verifier.iterations();
        return serverFirst;
    }

    /** The closing message to a client's proof; throws when the proof is wrong. */
    public String finish(String clientFinal) {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0 || clientFinal.length() - proofAt > MAX_PROOF) {
            throw malformed("malformed client message");
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        String binding = Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        if (!attribute(withoutProof, 'c').equals(binding) || !attribute(withoutProof, 'r').equals(nonce)) {
            throw malformed("client message does not match the exchange");
        }
        String authMessage = clientFirstBare + ',' + serverFirst + ',' + withoutProof;
        boolean proven = verifier.proves(decode(clientFinal.substring(proofAt + 3)), authMessage);
        if (!proven || !known) {
            throw Authenticator.wrongPassword(user);
        }
        return "v=" + Base64.getEncoder().encodeToString(verifier.serverSignature(authMessage));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed("malformed client message");
        }
    }

    /** The value of {@code name=value} among comma-separated attributes; empty when absent. */
    private static String attribute(String message, char name) {
        for (String part : message.split(",")) {
            if (part.length() > 2 && part.charAt(0) == name && part.charAt(1) == '=') {
                return part.substring(2);
            }
        }
        return "";
    }

    private static SqlException malformed(String why) {
        return new SqlException(SqlState.PROTOCOL_VIOLATION, "SCRAM authentication failed: " + why);
    }
}
