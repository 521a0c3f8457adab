package dev.mizu.protocol.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a connection begins. Brain: magic, version, epoch, challenge. Replica: version, who it is, challenge, proof.
 * Brain: welcome and its own proof, or a refusal and why. Proofs are HMAC-SHA256 under the replica's secret over both
 * challenges and who speaks, so that the secret is never sent and nothing heard can be said again. Both calls block for
 * a few seconds at most.
 */
public final class Handshake {
    /** What this build speaks. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x6d697a75;
    private static final int CHALLENGE_BYTES = 32;
    private static final int PROOF_BYTES = 32;
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private Handshake() {}

    /**
     * Who a replica's process is.
     *
     * @param epoch of the brain that started it
     * @param replica its id, as text
     * @param incarnation counts the starts of this replica by that brain
     */
    public record Identity(long epoch, String replica, long incarnation) {}

    /** 256 random bits that one process is started with. */
    public record Secret(byte[] bytes) {
        public static Secret random() {
            byte[] fresh = new byte[CHALLENGE_BYTES];
            new SecureRandom().nextBytes(fresh);
            return new Secret(fresh);
        }

        public static Secret parse(String hex) {
            return new Secret(HexFormat.of().parseHex(hex));
        }

        /** For handing it over. */
        public String hex() {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** The peer is not who it should be; the message says why. */
    public static final class RefusedException extends IOException {
        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * The brain's side.
     *
     * @param secrets the secret of who is expected; empty = not expected (any more)
     * @return who it is
     */
    public static Identity accept(Socket socket, long epoch, Function<Identity, Optional<Secret>> secrets)
            throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] ours = challenge();
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(epoch);
        out.write(ours);
        out.flush();
        if (in.readInt() != MAGIC) {
            throw new RefusedException("the peer is not a replica");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw refuse(out, "the replica speaks version " + version + " of the protocol, this region version "
                    + VERSION);
        }
        Identity identity = new Identity(in.readLong(), text(in), in.readLong());
        byte[] theirs = in.readNBytes(CHALLENGE_BYTES);
        byte[] proof = in.readNBytes(PROOF_BYTES);
        Optional<Secret> secret = secrets.apply(identity);
        if (identity.epoch() != epoch) {
            throw refuse(out, "the replica was started by another region, of epoch " + identity.epoch()
                    + ", this one is of epoch " + epoch);
        }
        if (secret.isEmpty()) {
            throw refuse(out, "replica " + identity.replica() + " is not expected in its start "
                    + identity.incarnation());
        }
        if (!MessageDigest.isEqual(proof, proof(secret.get(), "replica", identity, ours, theirs))) {
            throw refuse(out, "the replica's proof is wrong");
        }
        out.writeBoolean(true);
        out.write(proof(secret.get(), "region", identity, ours, theirs));
        out.flush();
        socket.setSoTimeout(0);
        return identity;
    }

    private static RefusedException refuse(DataOutputStream out, String reason) throws IOException {
        out.writeBoolean(false);
        out.writeUTF(reason);
        out.flush();
        return new RefusedException(reason);
    }

    /** The replica's side. An older brain than the one that started it is refused. */
    public static void introduce(Socket socket, Identity identity, Secret secret) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        if (in.readInt() != MAGIC) {
            throw new RefusedException("the peer is not a region");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new RefusedException("the region speaks version " + version
                    + " of the protocol, this replica version "
                    + VERSION);
        }
        long epoch = in.readLong();
        if (epoch < identity.epoch()) {
            throw new RefusedException("the region of epoch " + epoch + " is older than that of epoch "
                    + identity.epoch() + ", which started this replica");
        }
        byte[] theirs = in.readNBytes(CHALLENGE_BYTES);
        byte[] ours = challenge();
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(identity.epoch());
        byte[] name = identity.replica().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(identity.incarnation());
        out.write(ours);
        out.write(proof(secret, "replica", identity, theirs, ours));
        out.flush();
        if (!in.readBoolean()) {
            throw new RefusedException(in.readUTF());
        }
        if (!MessageDigest.isEqual(in.readNBytes(PROOF_BYTES), proof(secret, "region", identity, theirs, ours))) {
            throw new RefusedException("the region's proof is wrong");
        }
        socket.setSoTimeout(0);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > CHALLENGE_BYTES) {
            throw new RefusedException("the peer is not a replica");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static byte[] challenge() {
        return Secret.random().bytes();
    }

    private static byte[] proof(Secret secret, String speaker, Identity identity, byte[] brains, byte[] replicas) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            mac.update((speaker + " " + identity.epoch() + " " + identity.replica() + " " + identity.incarnation()
                    + " ").getBytes(StandardCharsets.UTF_8));
            mac.update(brains);
            return mac.doFinal(replicas);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
