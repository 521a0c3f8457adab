package dev.mizu.persist.location;

import dev.mizu.base.error.ExternalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The claim of one process on a folder. The operating system lets go of it when the process ends, however it ends. */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = "LOCK";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws ExternalException when another process, or this one, has the folder open */
    public static FolderLock acquire(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                String owner = owner(channel);
                channel.close();
                throw ExternalException.permanent(
                        "folder " + folder + " is in use by process " + owner + "; stop it, or use another folder",
                        new IOException("locked: " + file));
            }
            channel.truncate(0);
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid), 0);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw ExternalException.permanent("cannot lock folder " + folder + ": " + reason(folder, e), e);
        }
    }

    private static String reason(Path folder, IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException e -> e.getFile() + ": it is not a folder";
            case AccessDeniedException e -> "permission denied: " + e.getFile();
            case FileSystemException e -> e.getFile() + ": "
                    + Optional.ofNullable(e.getReason()).orElse(
                            Files.exists(folder) ? "no such file" : "no such folder");
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            // The byte beyond the content is locked, so that the pid can be read on systems with mandatory locks.
            return Optional.ofNullable(channel.tryLock(1 << 20, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "(unknown)" : pid;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ExternalException.permanent("cannot unlock a folder: " + e.getMessage(), e);
        }
    }
}
