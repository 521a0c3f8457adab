package dev.mizu.coordinator.secret;

import dev.mizu.base.Check;
import dev.mizu.base.error.ExternalException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.storageplan.SecretReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets as files of one folder, each encrypted by AES-256-GCM under the key in file {@code key}; the id is
 * authenticated with the contents, so files cannot be swapped. File format 1: the byte 1, 12 bytes of nonce, the
 * ciphertext with its tag. Thread-safe.
 */
public final class SecretStore implements SecretReader {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final Path folder;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretStore(Path folder, byte[] key) {
        this.folder = folder;
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Opens the folder, making it and its key when it is new. */
    public static SecretStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path keyFile = folder.resolve("key");
            if (!Files.exists(keyFile)) {
                byte[] fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                write(folder, keyFile, fresh);
            }
            byte[] key = Files.readAllBytes(keyFile);
            Check.that(key.length == KEY_BYTES, "the key of the secret store is damaged");
            return new SecretStore(folder, key);
        } catch (IOException e) {
            throw ExternalException.permanent("could not open the secret store in " + folder, e);
        }
    }

    /** Durable when it returns. */
    public void put(GlobalId secret, byte[] contents) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, secret).doFinal(contents);
            ByteBuffer file = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length);
            file.put(VERSION).put(nonce).put(sealed);
            write(folder, folder.resolve(secret.toString()), file.array());
        } catch (IOException e) {
            throw ExternalException.permanent("could not store a secret in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw Check.unreachable("every JDK has AES/GCM");
        }
    }

    @Override
    public byte[] read(GlobalId secret) {
        try {
            byte[] file = Files.readAllBytes(folder.resolve(secret.toString()));
            Check.that(file.length > NONCE_BYTES && file[0] == VERSION, "secret %s is damaged", secret);
            byte[] nonce = Arrays.copyOfRange(file, 1, 1 + NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, secret)
                    .doFinal(file, 1 + NONCE_BYTES, file.length - 1 - NONCE_BYTES);
        } catch (IOException e) {
            throw ExternalException.permanent("secret " + secret + " is missing", e);
        } catch (GeneralSecurityException e) {
            throw ExternalException.permanent("secret " + secret + " cannot be decrypted: wrong key or damaged", e);
        }
    }

    public void delete(GlobalId secret) {
        try {
            Files.deleteIfExists(folder.resolve(secret.toString()));
        } catch (IOException e) {
            throw ExternalException.retryable("could not delete secret " + secret, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, GlobalId secret) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(secret.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static void write(Path folder, Path file, byte[] bytes) throws IOException {
        Path temporary = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }
}
