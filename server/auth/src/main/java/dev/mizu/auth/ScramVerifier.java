package dev.mizu.auth;

import dev.mizu.base.Check;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password: enough to check it, not to learn it (RFC 5802 and 7677). Its text form is PostgreSQL's,
 * {@code SCRAM-SHA-256$iterations:salt$stored:server} in base 64.
 */
public final class ScramVerifier {
    static final int DEFAULT_ITERATIONS = 4096;
    private static final int MIN_ITERATIONS = 4096;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final String PREFIX = "SCRAM-SHA-256$";

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** A verifier of a new password, with a fresh salt. */
    public static ScramVerifier create(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return derive(password, salt, DEFAULT_ITERATIONS);
    }

    static ScramVerifier derive(String password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(password, salt, iterations);
        return new ScramVerifier(
                iterations, salt, sha256(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
    }

    /** A verifier that no password matches but that looks, from outside, like that of a user. */
    static ScramVerifier mock(String user, byte[] secret) {
        byte[] salt = Arrays.copyOf(hmac(secret, "salt " + user), SALT_BYTES);
        return new ScramVerifier(DEFAULT_ITERATIONS, salt, hmac(secret, "stored " + user), hmac(secret, "server"));
    }

    /** Reads the text form; empty when it is none. */
    public static Optional<ScramVerifier> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = text.substring(PREFIX.length()).split("[:$]", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            int iterations = Integer.parseInt(parts[0]);
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] stored = base64.decode(parts[2]);
            byte[] server = base64.decode(parts[3]);
            boolean sane = iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS
                    && stored.length == 32 && server.length == 32;
            return sane
                    ? Optional.of(new ScramVerifier(iterations, base64.decode(parts[1]), stored, server))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The text form to store. */
    public String encoded() {
        Base64.Encoder base64 = Base64.getEncoder();
        return PREFIX + iterations + ':' + base64.encodeToString(salt) + '$' + base64.encodeToString(storedKey) + ':'
                + base64.encodeToString(serverKey);
    }

    /** Whether this is the password's verifier. Takes as long whether or not. */
    public boolean matches(String password) {
        byte[] key = sha256(hmac(saltedPassword(password, salt, iterations), "Client Key"));
        return MessageDigest.isEqual(key, storedKey);
    }

    int iterations() {
        return iterations;
    }

    byte[] salt() {
        return salt;
    }

    /** Whether a client's proof over the messages shows that it knows the password. */
    boolean proves(byte[] proof, String authMessage) {
        byte[] signature = hmac(storedKey, authMessage);
        if (proof.length != signature.length) {
            return false;
        }
        byte[] clientKey = new byte[proof.length];
        for (int i = 0; i < proof.length; i++) {
            clientKey[i] = (byte) (proof[i] ^ signature[i]);
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    byte[] serverSignature(String authMessage) {
        return hmac(serverKey, authMessage);
    }

    /** PBKDF2 with HMAC-SHA-256, one block. */
    private static byte[] saltedPassword(String password, byte[] salt, int iterations) {
        // SASLprep's normal form; prohibited characters are let through, as PostgreSQL does.
        byte[] key = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        Mac mac = mac(key.length == 0 ? new byte[1] : key);
        mac.update(salt);
        byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = block.clone();
        for (int i = 1; i < iterations; i++) {
            block = mac.doFinal(block);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= block[j];
            }
        }
        return result;
    }

    static byte[] hmac(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw Check.unreachable("every JDK has HmacSHA256: " + e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw Check.unreachable("every JDK has SHA-256: " + e);
        }
    }

    @Override
    public String toString() {
        return "ScramVerifier";
    }
}
